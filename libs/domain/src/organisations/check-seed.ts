import type { Words } from '../refusals/refusal.js';
import { addDays, plainDay, type PlainDay } from '../time/plain-day.js';
import { FUNCTION_CODES, ORGANISATION_KINDS, TERRITORY_LEVELS, UNIT_TYPES } from './kinds.js';
import type { OrganisationPattern, Seed, SeedFault, SeedFiles, SeedRow, SeedSuccession, SeedTerritory } from './seed.js';
import { byFirstDay, inForce, overlap, type Span } from './span.js';

const STAFFS = ['staff', 'supervision', 'supervision+administration'] as const;
const SCOPES = ['own', 'line', 'territory', 'all'] as const;
const PLACEHOLDERS = ['{unit}', '{name}'];

/** Every fault of the seed files, before anything is written; the seed itself only when there is none. */
export function checkSeed(files: SeedFiles): { seed: Seed; faults: [] } | { seed: null; faults: SeedFault[] } {
  const faults: SeedFault[] = [];
  const territories = readTerritories(files.territories, faults);
  const successions = readSuccessions(files.successions, faults);
  const patterns = readPatterns(files.patterns, faults);
  const versions = grouped(territories, ({ key }) => key);
  checkVersions(versions, faults);
  checkCodes(territories, faults);
  checkParents(territories, versions, faults);
  checkSuccessions(successions, versions, faults);
  checkPatterns(patterns, faults);
  const settings = readSettings(files.settings, versions, faults);
  if (!settings || faults.length > 0)
    return { seed: null, faults: faults.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line) };
  return { seed: { ...settings, territories, successions, patterns }, faults: [] };
}

type Tell = (column: string, vi: string, en: string) => void;
type FileName = 'territories' | 'successions' | 'patterns';

/** Reads the cells of one row; what is wrong is told, and the row comes back null. */
function reading<T>(file: FileName, rows: SeedRow[], faults: SeedFault[], read: (cell: Cells, line: number) => T): T[] {
  return rows.flatMap(({ line, cells }) => {
    const before = faults.length;
    const value = read(cellsOf(cells, teller(file, line, faults)), line);
    return faults.length === before ? [value] : [];
  });
}

const teller =
  (file: keyof SeedFiles, line: number, faults: SeedFault[]): Tell =>
  (column, vi, en) =>
    faults.push({ file, line, column, words: { vi, en } satisfies Words });

type Cells = ReturnType<typeof cellsOf>;
function cellsOf(cells: Record<string, string>, tell: Tell) {
  const text = (column: string): string => {
    const value = cells[column];
    if (value === undefined) tell(column, `Thiếu cột "${column}". Thêm cột này.`, `The column "${column}" is missing. Add it.`);
    return (value ?? '').trim();
  };
  const needed = (column: string): string => {
    const value = text(column);
    if (!value && cells[column] !== undefined)
      tell(column, `Ô "${column}" để trống. Điền giá trị.`, `"${column}" is empty. Fill it in.`);
    return value;
  };
  const day = (column: string): PlainDay | null => {
    const value = text(column);
    if (!value) return null;
    try {
      return plainDay(value).toString();
    } catch {
      tell(
        column,
        `"${value}" không phải một ngày có thật. Viết theo dạng NNNN-TT-NN.`,
        `"${value}" is no day of the calendar. Write it as YYYY-MM-DD.`,
      );
      return null;
    }
  };
  // A row with a fault is never used, so the empty day goes nowhere.
  const neededDay = (column: string): PlainDay => (needed(column) && day(column)) || '';
  const oneOf = <T extends string>(column: string, allowed: readonly T[]): T => among(column, needed(column), allowed);
  const among = <T extends string>(column: string, value: string, allowed: readonly T[]): T => {
    if (value && !(allowed as readonly string[]).includes(value))
      tell(
        column,
        `"${value}" không hợp lệ. Chọn: ${allowed.join(', ')}.`,
        `"${value}" is not known. Choose: ${allowed.join(', ')}.`,
      );
    return value as T;
  };
  const someOf = <T extends string>(column: string, allowed: readonly T[]): T[] =>
    text(column)
      .split('|')
      .filter(Boolean)
      .map((value) => among(column, value, allowed));
  const span = (): Span => {
    const [from, to] = [day('valid_from'), day('valid_to')];
    if (from && to && from > to)
      tell(
        'valid_to',
        `Ngày cuối ${to} trước ngày đầu ${from}. Sửa một trong hai ngày.`,
        `The last day ${to} is before the first day ${from}. Correct one of them.`,
      );
    return { from, to };
  };
  return { text, needed, neededDay, oneOf, someOf, span, tell };
}

function readTerritories(rows: SeedRow[], faults: SeedFault[]): SeedTerritory[] {
  return reading('territories', rows, faults, (cell, line) => {
    const level = cell.oneOf('level', TERRITORY_LEVELS);
    const unitType = cell.oneOf('unit_type', Object.keys(UNIT_TYPES));
    if (UNIT_TYPES[unitType] && TERRITORY_LEVELS.includes(level) && !UNIT_TYPES[unitType].levels.includes(level))
      cell.tell(
        'unit_type',
        `Loại "${unitType}" không thuộc cấp "${level}".`,
        `A "${unitType}" is not of the level "${level}". Correct one of them.`,
      );
    return {
      line,
      key: cell.needed('key'),
      level,
      code: cell.text('code') || null,
      name: cell.needed('name').normalize('NFC'),
      unitType,
      parentKey: cell.text('parent_key') || null,
      ...cell.span(),
      source: cell.needed('source'),
    };
  });
}

function readSuccessions(rows: SeedRow[], faults: SeedFault[]): SeedSuccession[] {
  return reading('successions', rows, faults, (cell, line) => {
    return {
      line,
      predecessorKey: cell.needed('predecessor_key'),
      successorKey: cell.needed('successor_key'),
      effectiveOn: cell.neededDay('effective_on'),
      isDefault: cell.oneOf('is_default', ['true', 'false']) === 'true',
      document: cell.needed('document'),
    };
  });
}

function readPatterns(rows: SeedRow[], faults: SeedFault[]): OrganisationPattern[] {
  return reading('patterns', rows, faults, (cell, line) => {
    const kind = cell.oneOf('kind', ORGANISATION_KINDS);
    const name = (column: string) => {
      const pattern = cell.needed(column);
      const unknown = (pattern.match(/\{[^}]*\}?/g) ?? []).find((found) => !PLACEHOLDERS.includes(found));
      if (unknown)
        cell.tell(
          column,
          `"${unknown}" không dùng được trong tên. Dùng: ${PLACEHOLDERS.join(', ')}.`,
          `"${unknown}" has no meaning in a name. Use: ${PLACEHOLDERS.join(', ')}.`,
        );
      return pattern;
    };
    cell.needed('unit_types');
    return {
      line,
      kind,
      level: cell.oneOf('level', TERRITORY_LEVELS),
      unitTypes: cell.someOf('unit_types', Object.keys(UNIT_TYPES)),
      ...cell.span(),
      nameVi: name('name_vi'),
      nameEn: name('name_en'),
      functions: cell.someOf('functions', FUNCTION_CODES),
      lineKinds: cell.someOf('line_kinds', ORGANISATION_KINDS),
      successorKinds: cell.someOf('successor_kinds', ORGANISATION_KINDS),
      seat: cell.text('seat') || kind,
      staff: cell.oneOf('staff', STAFFS),
      scope: cell.oneOf('scope', SCOPES),
      source: cell.needed('source'),
    };
  });
}

const grouped = <T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
};

/** Pairs of neighbours in time that share a day. */
const clashes = <T extends Span>(spans: T[]): [T, T][] => {
  const sorted = [...spans].sort(byFirstDay);
  return sorted.slice(1).flatMap((later, at): [T, T][] => (overlap(sorted[at]!, later) ? [[sorted[at]!, later]] : []));
};

function checkVersions(versions: Map<string, SeedTerritory[]>, faults: SeedFault[]): void {
  for (const [key, all] of versions) {
    for (const [a, b] of clashes(all)) {
      const tell = teller('territories', b.line, faults);
      if (a.from === b.from && a.to === b.to)
        tell(
          'key',
          `Khoá "${key}" đã có ở dòng ${a.line}. Bỏ một dòng.`,
          `The key "${key}" is already on line ${a.line}. Remove one of them.`,
        );
      else
        tell(
          'valid_from',
          `Thời gian hiệu lực của "${key}" chồng lên dòng ${a.line}. Phiên bản sau phải bắt đầu sau khi phiên bản trước kết thúc.`,
          `The validity of "${key}" overlaps line ${a.line}. A later version must begin after the one before has ended.`,
        );
    }
    for (const other of all.filter(({ level }) => level !== all[0]!.level))
      teller('territories', other.line, faults)(
        'level',
        `"${key}" đổi cấp. Một đơn vị giữ nguyên cấp: dùng khoá khác.`,
        `"${key}" changes its level. A unit keeps its level: use another key.`,
      );
  }
}

function checkCodes(territories: SeedTerritory[], faults: SeedFault[]): void {
  for (const [code, all] of grouped(
    territories.filter((t) => t.code),
    (t) => t.code!,
  ))
    for (const [a, b] of clashes(all))
      if (a.key !== b.key)
        teller('territories', b.line, faults)(
          'code',
          `Mã ${code} trùng với dòng ${a.line} trong cùng thời gian.`,
          `The code ${code} is in use by line ${a.line} on the same days. Correct the code or the days.`,
        );
}

function checkParents(territories: SeedTerritory[], versions: Map<string, SeedTerritory[]>, faults: SeedFault[]): void {
  for (const unit of territories) {
    const tell = teller('territories', unit.line, faults);
    if (!unit.parentKey) {
      if (unit.level !== 'province')
        tell(
          'parent_key',
          `"${unit.name}" không có đơn vị cấp trên. Điền khoá của đơn vị cấp trên.`,
          `"${unit.name}" has no parent. Enter the parent's key.`,
        );
      continue;
    }
    const parents = versions.get(unit.parentKey);
    if (!parents)
      tell(
        'parent_key',
        `Đơn vị cấp trên "${unit.parentKey}" của "${unit.name}" không có trong tệp. Thêm đơn vị đó hoặc sửa khoá.`,
        `"${unit.name}" has the parent "${unit.parentKey}", which does not exist. Add that unit or correct the key.`,
      );
    else if (TERRITORY_LEVELS.indexOf(parents[0]!.level) >= TERRITORY_LEVELS.indexOf(unit.level))
      tell(
        'parent_key',
        `"${unit.parentKey}" không ở cấp trên của "${unit.name}".`,
        `"${unit.parentKey}" is not of a higher level than "${unit.name}". Correct the key.`,
      );
    else if (!parents.some((parent) => overlap(parent, unit)))
      tell(
        'parent_key',
        `"${unit.parentKey}" không có hiệu lực trong thời gian của "${unit.name}".`,
        `"${unit.parentKey}" is not in force while "${unit.name}" is. Correct the days or the key.`,
      );
  }
}

function checkSuccessions(successions: SeedSuccession[], versions: Map<string, SeedTerritory[]>, faults: SeedFault[]): void {
  for (const { line, predecessorKey, successorKey, effectiveOn } of successions) {
    const tell = teller('successions', line, faults);
    const predecessor = versions.get(predecessorKey);
    const successor = versions.get(successorKey);
    const unknown = (column: string, key: string) =>
      tell(column, `Không có đơn vị "${key}". Sửa khoá.`, `There is no unit "${key}". Correct the key.`);
    if (!predecessor) unknown('predecessor_key', predecessorKey);
    if (!successor) unknown('successor_key', successorKey);
    if (!predecessor || !successor) continue;
    if (predecessorKey === successorKey)
      tell('successor_key', 'Một đơn vị không kế thừa chính nó.', 'A unit does not succeed itself. Correct the key.');
    const end = [...predecessor].sort(byFirstDay).at(-1)!.to;
    if (!end || effectiveOn !== addDays(end, 1))
      tell(
        'effective_on',
        end
          ? `"${predecessorKey}" còn hiệu lực đến hết ${end}: kế thừa phải từ ${addDays(end, 1)}.`
          : `"${predecessorKey}" chưa kết thúc nên chưa có đơn vị kế thừa.`,
        end
          ? `"${predecessorKey}" ends on ${end}: the succession must take effect on ${addDays(end, 1)}.`
          : `"${predecessorKey}" has not ended, so nothing succeeds it. Give its last day.`,
      );
    if (!successor.some((version) => inForce(version, effectiveOn)))
      tell(
        'successor_key',
        `"${successorKey}" chưa có hiệu lực ngày ${effectiveOn}.`,
        `"${successorKey}" is not in force on ${effectiveOn}. Correct the key or the day.`,
      );
  }
  for (const [key, all] of grouped(successions, ({ predecessorKey }) => predecessorKey)) {
    const tell = teller('successions', all.at(-1)!.line, faults);
    if (all.filter(({ isDefault }) => isDefault).length !== 1)
      tell(
        'is_default',
        `"${key}" phải có đúng một đơn vị kế thừa mặc định.`,
        `"${key}" must have exactly one default successor.`,
      );
    if (new Set(all.map(({ successorKey }) => successorKey)).size !== all.length)
      tell('successor_key', `"${key}" ghi một đơn vị kế thừa hai lần.`, `"${key}" names a successor twice. Remove one row.`);
  }
}

function checkPatterns(patterns: OrganisationPattern[], faults: SeedFault[]): void {
  const cases = patterns.flatMap((pattern) => pattern.unitTypes.map((unitType) => ({ ...pattern, unitType })));
  for (const all of grouped(cases, ({ kind, level, unitType }) => `${kind}/${level}/${unitType}`).values())
    for (const [a, b] of clashes(all))
      teller('patterns', b.line, faults)(
        'valid_from',
        `"${b.kind}" của ${b.unitType} đã có mẫu trong cùng thời gian ở dòng ${a.line}.`,
        `"${b.kind}" of a ${b.unitType} already has a pattern for these days on line ${a.line}. Correct the days.`,
      );
  const holds = cases.flatMap((pattern) => pattern.functions.map((code) => ({ ...pattern, code })));
  for (const all of grouped(holds, ({ code, level, unitType }) => `${code}/${level}/${unitType}`).values())
    for (const [a, b] of clashes(all))
      if (a.kind !== b.kind)
        teller('patterns', b.line, faults)(
          'functions',
          `Chức năng "${b.code}" đã giao cho dòng ${a.line} trong cùng thời gian.`,
          `The function "${b.code}" belongs to line ${a.line} on the same days. One body holds a function.`,
        );
}

function readSettings(
  settings: SeedFiles['settings'],
  versions: Map<string, SeedTerritory[]>,
  faults: SeedFault[],
): Pick<Seed, 'homeProvinceKey' | 'organisationsWithin'> | null {
  const tell = teller('settings', 1, faults);
  const isProvince = (key: unknown): key is string => typeof key === 'string' && versions.get(key)?.[0]?.level === 'province';
  const { homeProvince, organisationsWithin } = settings;
  if (!isProvince(homeProvince))
    tell('homeProvince', 'Điền khoá của một tỉnh có trong tệp.', 'Enter the key of a province of the file.');
  if (!Array.isArray(organisationsWithin) || !organisationsWithin.every(isProvince))
    tell(
      'organisationsWithin',
      'Điền danh sách khoá của các tỉnh có trong tệp.',
      'Enter a list of keys of provinces of the file.',
    );
  return faults.length === 0
    ? { homeProvinceKey: homeProvince as string, organisationsWithin: organisationsWithin as string[] }
    : null;
}
