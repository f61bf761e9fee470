/**
 * Takes the facts about administrative units over from the two public lists into this project's own seed files.
 *
 *   node infra/seeds/take-over.mjs OLD-SYSTEM.csv NEW-SYSTEM.csv [TARGET-FOLDER]
 *
 * The lists have the columns code,name,level,parent_code,valid_from,valid_to,successor_code; `a|b` is a split, the first is the
 * default. Run it again when the lists change, look at the difference, commit it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [oldList, newList, target = join(dirname(fileURLToPath(import.meta.url)), 'data')] = process.argv.slice(2);
if (!oldList || !newList) {
  console.error('Thiếu tệp / a file is missing: node infra/seeds/take-over.mjs OLD-SYSTEM.csv NEW-SYSTEM.csv [TARGET-FOLDER]');
  process.exit(2);
}

/** The document behind each day on which units began or ended. */
const DOCUMENTS = {
  '2024-05-01': null, // thành phố Gò Công: the lists give the day, no source we read gives the document
  '2024-11-01': 'Nghị quyết 1202/NQ-UBTVQH15',
  '2025-01-01': 'Nghị quyết 1284/NQ-UBTVQH15',
  '2025-07-01': { province: 'Nghị quyết 202/2025/QH15', commune: 'Nghị quyết 1663/NQ-UBTVQH15' },
};
const LISTS = {
  2024: 'thanglequoc/vietnamese-provinces-database (MIT)',
  2025: 'thanglequoc/vietnamese-provinces-database (MIT); tranngocminhhieu/vietnamadminunits (MIT)',
};
const UNIT_TYPES = ['Tỉnh', 'Thành phố', 'Thị xã', 'Huyện', 'Phường', 'Thị trấn', 'Xã'];

/**
 * Rows that are one territory under two codes: the list shows an end and a beginning where the law shows neither.
 * Phường 1 of thành phố Cao Lãnh took in phường 2 and went on (1284/NQ-UBTVQH15); only its code became that of phường 2.
 * Every unit of 01/7/2025 is new, also where code and name are those of an old one: it was founded out of two or more.
 */
const GOES_ON_AS = { '29866@2024': '29869@2025-01-01' };

const rows = [...read(oldList, '2024'), ...read(newList, '2025')];
nameKeys(rows);
const byCode = (system, code, day) =>
  rows.find(
    (row) =>
      row.system === system &&
      row.code === code &&
      (!row.validFrom || row.validFrom <= day) &&
      (!row.validTo || row.validTo >= day),
  );

const territories = rows.map((row) => {
  const day = row.validTo || row.validFrom;
  const parent = row.parentCode && byCode(row.system, row.parentCode, day);
  if (row.parentCode && !parent) throw new Error(`${row.code} ${row.name}: no parent ${row.parentCode} on ${day}`);
  const unitType = UNIT_TYPES.find((type) => row.name.startsWith(`${type} `));
  if (!unitType) throw new Error(`${row.code} ${row.name}: no unit type in the name`);
  const begun = row.validFrom && documentOf(row.validFrom, row.level);
  return {
    key: row.key,
    level: row.level,
    code: row.code,
    name: row.name.normalize('NFC'),
    unit_type: unitType.toLowerCase(),
    parent_key: parent ? parent.key : '',
    valid_from: row.validFrom,
    valid_to: row.validTo,
    source: [begun, LISTS[row.system]].filter(Boolean).join('; '),
  };
});

const successions = rows.flatMap((row) =>
  row.successorCode
    .split('|')
    .filter(Boolean)
    .flatMap((code, position) => {
      const effectiveOn = nextDay(row.validTo);
      const successor = byCode(row.validTo === '2025-06-30' ? '2025' : row.system, code, effectiveOn);
      if (!successor) throw new Error(`${row.code} ${row.name}: no successor ${code} on ${effectiveOn}`);
      if (successor.key === row.key) return [];
      return {
        predecessor_key: row.key,
        successor_key: successor.key,
        effective_on: effectiveOn,
        is_default: position === 0,
        document: documentOf(effectiveOn, row.level),
      };
    }),
);

write('territories.csv', territories);
write('territory-successions.csv', successions);

function read(file, system) {
  const [head, ...lines] = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(Boolean);
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    if (cells.length !== columns.length || line.includes('"'))
      throw new Error(`${file}: not ${columns.length} plain cells: ${line}`);
    const of = Object.fromEntries(columns.map((column, at) => [column, cells[at].trim()]));
    return {
      system,
      code: of.code,
      name: of.name,
      level: of.level,
      parentCode: of.parent_code,
      validFrom: of.valid_from,
      validTo: of.valid_to,
      successorCode: of.successor_code,
    };
  });
}

/** A key is code@system; where the system gave a code twice, the later unit's key is code@firstDay. Once written it is opaque. */
function nameKeys(all) {
  const taken = new Set();
  for (const row of [...all].sort((a, b) => a.validFrom.localeCompare(b.validFrom))) {
    row.key = `${row.code}@${row.system}`;
    if (taken.has(row.key)) row.key = `${row.code}@${row.validFrom}`;
    if (taken.has(row.key)) throw new Error(`two units with the key ${row.key}`);
    taken.add(row.key);
  }
  for (const [first, later] of Object.entries(GOES_ON_AS)) all.find((row) => row.key === later).key = first;
}

function documentOf(day, level) {
  const found = DOCUMENTS[day];
  const document = found && typeof found === 'object' ? found[level] : found;
  if (document === undefined) throw new Error(`no document known for ${level} on ${day}`);
  return document;
}

function nextDay(day) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function write(file, records) {
  const columns = Object.keys(records[0]);
  const cell = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const lines = [columns.join(','), ...records.map((record) => columns.map((column) => cell(record[column])).join(','))];
  writeFileSync(join(target, file), lines.join('\n') + '\n');
  console.log(`${file}: ${records.length}`);
}
