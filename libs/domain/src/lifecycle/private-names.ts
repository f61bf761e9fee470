// How a person is addressed before the name. "Bà con ấp 3" (the people of a hamlet) goes on in small letters.
const addresses = new Set(['ông', 'bà', 'anh', 'chị', 'cô', 'chú', 'bác', 'em', 'đ/c', 'mr', 'mrs', 'ms', 'đồng chí']);

// Family names of the Kinh, Hoa and Khmer of the delta: some thirty of them name nine people of ten. Rare ones that are rather other words
// (Đồng, An, Quản, Phó) are left out.
const familyNames = new Set(
  `Nguyễn Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lí Âu Bạch Bành Cao Cù Chu Châu Chung Danh Diệp Doãn Đàm Đào
   Đậu Đinh Đoàn Giang Hà Hứa Kha Khổng Khuất Khúc Khưu Kiên Kiều Kim La Lại Lâm Liêu Lư Lục Lương Lưu Lữ Mã Mạc Mai Mẫn Nghiêm Ngụy Ngụỵ
   Nhan Nhâm Nhữ Ninh Nông Ông Phí Phù Phùng Quách Sơn Sử Tạ Tăng Thạch Thái Thân Thiều Tiêu Tiết Tô Tôn Tống Triệu Trịnh Trương Tưởng Ung
   Uông Văn Vi Vưu Vương`
    .split(/\s+/)
    .map((name) => name.normalize('NFC').toLowerCase()),
);
// Written without accents, others of them are also other words (to: tổ, truong: trưởng, ho: hộ, doan: đoàn).
const plainFamilyNames = new Set('nguyen tran le pham huynh hoang phan vu vo dang bui do ngo duong ly trinh dinh'.split(' '));
const middleNames = new Set(['văn', 'thị', 'van', 'thi']);

// Whom a name may follow: "Tổ trưởng Trần Văn B". After a kind of body or place ("ấp", "tổ", "trường") it is the name of that.
const peopleBefore = /(^|\s)(trưởng|phó|bí thư|chủ tịch|chủ nhiệm|giám đốc|hội viên|đoàn viên|đảng viên|cán bộ|hộ|gia đình)$/;
// Bodies that begin like a family name, and bodies named in English, where what it is comes last: "Nguyễn Văn Cừ ward".
const union = /^đoàn (thanh|xã|phường|tỉnh|ấp|khóm|khối|cơ|trường|thể|viên|kết|công|đại|huyện)(\s|$)/;
const bodies =
  /\b(ward|commune|hamlet|village|quarter|town|district|province|group|team|club|board|committee|union|association|cooperative|front|school|street|road|company|centre|center)s?\b/;

/**
 * Does a text name a private person: after a form of address, or as two to five capitalised syllables that begin with a family name, at the
 * beginning or after what a person is? Bodies and people are named by role, so that no file of a model keeps names. What is named after a person
 * says first what it is ("Phường Nguyễn Văn Cừ"), and passes.
 */
export function namesAPerson(text: string): boolean {
  const written = text.normalize('NFC').trim();
  if (bodies.test(written.toLowerCase())) return false;
  // A name ends where another part of the sentence begins.
  return (
    written.split(/[,;:()[\]/“”"]|\s[-–—]+\s/).some((part, index) => partNames(part.trim(), index === 0)) || addressed(written)
  );
}

// Nobody's private name, and written in many a text.
const publicName = /(Chủ tịch |Bác )?Hồ Chí Minh/g;
// As addresses before a name in running text; there they are no nouns of their own.
const addressBefore = /(^|\s)(ông|bà|anh|chị|cô|chú|bác|em|đ\/c|đồng chí|mr|mrs|ms)$/;

/**
 * Does a running text name a private person: by family name and given name after a form of address or after what a person is, or as three or more
 * capitalised syllables at the beginning of a sentence. Two there may be a place ("Hà Nội", "Ninh Kiều").
 */
export function tellsOfAPerson(text: string): boolean {
  const sentences = text
    .normalize('NFC')
    .replace(publicName, 'Bác')
    .split(/[.!?;\n]+\s*|[,:()[\]“”"]|\s[-–—]+\s/);
  return sentences.some((sentence) => {
    const words = sentence.trim().split(/[\s-]+/);
    return words.some((_, at) => {
      const before = words.slice(0, at).join(' ').toLowerCase().replace(/\.$/, '');
      const here = words.slice(at);
      if (at > 0) return (addressBefore.test(before) || peopleBefore.test(before)) && beginsWithAName(here);
      return beginsWithAName(here) && here.slice(0, 3).every((word) => /^\p{Lu}/u.test(word)) && here.length > 2;
    });
  });
}

const lower = (word: string): string => word.toLowerCase().replace(/\.$/, '');

function addressed(written: string): boolean {
  const [first = '', second = '', third = ''] = written.split(/\s+/);
  if (addresses.has(`${lower(first)} ${lower(second)}`)) return /^\p{Lu}/u.test(third);
  return addresses.has(lower(first)) && /^\p{Lu}/u.test(second);
}

function partNames(part: string, isFirst: boolean): boolean {
  const words = part.split(/[\s-]+/);
  return words.some((_, at) => {
    const before = words.slice(0, at).join(' ').toLowerCase();
    return (at === 0 ? isFirst : peopleBefore.test(before)) && beginsWithAName(words.slice(at));
  });
}

function beginsWithAName(words: string[]): boolean {
  const [family = '', middle = ''] = words.map((word) => word.toLowerCase());
  const known = isPlain(words) ? plainFamilyNames : familyNames;
  if (!known.has(family) || union.test(`${family} ${middle}`)) return false;
  if (middleNames.has(middle) && words.length > 2) return true;
  const end = words.findIndex((word) => !/^\p{Lu}\p{L}*\.?$/u.test(word));
  const syllables = end === -1 ? words.length : end;
  return syllables >= 2 && syllables <= 5;
}

/** Typed without any accent. */
const isPlain = (words: string[]): boolean => /^[\x20-\x7e]*$/.test(words.join(' '));
