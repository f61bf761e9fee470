import { promisify } from 'node:util';
import { crc32, deflateRaw, inflateRaw } from 'node:zlib';
import { broken, PaperFault } from '../paper-fault.js';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/** More parts than any office file has. */
const MOST_ENTRIES = 2_000;

/** A part that is deflated already. */
export interface PackedPart {
  packed: Buffer;
  crc: number;
  size: number;
}

// Beside the one thread that answers everybody: a large sheet takes a while.
const [packing, unpacking] = [promisify(deflateRaw), promisify(inflateRaw)];

const packedPart = async (text: string): Promise<PackedPart> => {
  const plain = Buffer.from(text, 'utf8');
  return { packed: await packing(plain), crc: crc32(plain), size: plain.length };
};

interface Entry {
  name: string;
  method: number;
  crc: number;
  compressedSize: number;
  size: number;
  offset: number;
}

/**
 * An archive read from its own table of contents, part by part and never beyond a bound: what a part claims to hold is not believed,
 * so an archive that swells (a "zip bomb") ends at the bound.
 */
export class ZipArchive {
  private constructor(
    private readonly bytes: Buffer,
    private readonly entries: Map<string, Entry>,
  ) {}

  /** @throws PaperFault when it is no whole archive. */
  static open(bytes: Buffer): ZipArchive {
    const end = endOf(bytes);
    if (end === -1) throw broken();
    const count = bytes.readUInt16LE(end + 10);
    let at = bytes.readUInt32LE(end + 16);
    if (count > MOST_ENTRIES || at >= end) throw broken();
    const entries = new Map<string, Entry>();
    for (let n = 0; n < count; n++) {
      if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw broken();
      if (bytes.readUInt16LE(at + 8) & 1) throw locked();
      const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
        number,
        number,
        number,
      ];
      const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
      entries.set(name, {
        name,
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        compressedSize: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        offset: bytes.readUInt32LE(at + 42),
      });
      at += 46 + nameLength + extraLength + commentLength;
    }
    return new ZipArchive(bytes, entries);
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** A part as text; null: there is none. @throws PaperFault when it holds more than `most` bytes, or is broken. */
  async text(name: string, most: number): Promise<string | null> {
    const entry = this.entries.get(name);
    if (!entry) return null;
    if (entry.size > most) throw tooMuch(most);
    const packed = this.packed(entry);
    if (entry.method === STORED) return packed.toString('utf8');
    if (entry.method !== DEFLATED) throw broken();
    try {
      return (await unpacking(packed, { maxOutputLength: most })).toString('utf8');
    } catch (error) {
      throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooMuch(most) : broken();
    }
  }

  /** The archive with some parts replaced; the others stay byte by byte as they are. */
  async with(changed: ReadonlyMap<string, string | PackedPart>): Promise<Buffer> {
    const locals: Buffer[] = [];
    const central: Buffer[] = [];
    let offset = 0;
    for (const entry of this.entries.values()) {
      const change = changed.get(entry.name);
      const part = typeof change === 'string' ? await packedPart(change) : change;
      const packed = part?.packed ?? this.packed(entry);
      const { crc, size } = part ?? entry;
      const now = { method: part ? DEFLATED : entry.method, crc, size, compressedSize: packed.length };
      const name = Buffer.from(entry.name, 'utf8');
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(0x0800, 2);
      common.writeUInt16LE(now.method, 4);
      // No time of day: the same content makes the same file.
      common.writeUInt16LE(0x21, 8);
      common.writeUInt32LE(now.crc, 10);
      common.writeUInt32LE(now.compressedSize, 14);
      common.writeUInt32LE(now.size, 18);
      common.writeUInt16LE(name.length, 22);
      locals.push(word(LOCAL), common, name, packed);
      central.push(word(CENTRAL), short(20), common, Buffer.alloc(10), word(offset), name);
      offset += 4 + common.length + name.length + packed.length;
    }
    const directory = Buffer.concat(central);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(END, 0);
    end.writeUInt16LE(this.entries.size, 8);
    end.writeUInt16LE(this.entries.size, 10);
    end.writeUInt32LE(directory.length, 12);
    end.writeUInt32LE(offset, 16);
    return Buffer.concat([...locals, directory, end]);
  }

  private packed({ offset, compressedSize }: Entry): Buffer {
    if (offset + 30 > this.bytes.length || this.bytes.readUInt32LE(offset) !== LOCAL) throw broken();
    const start = offset + 30 + this.bytes.readUInt16LE(offset + 26) + this.bytes.readUInt16LE(offset + 28);
    if (start + compressedSize > this.bytes.length) throw broken();
    return this.bytes.subarray(start, start + compressedSize);
  }
}

/** The end record stands last, before a comment of at most 64 KiB. */
function endOf(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 22 - 0xffff); at--)
    if (bytes.readUInt32LE(at) === END) return at;
  return -1;
}

const word = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const short = (value: number) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};

const locked = () =>
  new PaperFault({
    vi: 'Tệp có mật khẩu. Bỏ mật khẩu, lưu lại rồi gửi lại.',
    en: 'The file has a password. Remove it, save the file and send it again.',
  });
const tooMuch = (most: number) =>
  new PaperFault({
    vi: `Tệp khi mở ra lớn hơn ${Math.round(most / 1_048_576)} MB nên không được đọc. Chia thành các tệp nhỏ hơn, xoá trang và hình không cần.`,
    en: `The file unpacks to more than ${Math.round(most / 1_048_576)} MB and was not read. Split it, and delete sheets and images that are not needed.`,
  });
