import { registerColumn, spelled, type PlainDay, type RegisterColumn, type RegisterRow, type Words } from '#domain';
import type { ImportedRow, ImportFault, LikeModel, Tx } from '#records';
import { mapInTurns } from './map-in-turns.js';

/**
 * Each row held against the register and against the rows before it: new, the same as a model there is, or in conflict with one.
 * Rows with faults stay as they are. The same answer whenever it is asked, so it is asked again before anything is written.
 */
export async function checkRows(tx: Tx, rows: readonly ImportedRow[], day: PlainDay): Promise<ImportedRow[]> {
  const read = rows.filter((row): row is ImportedRow & { read: RegisterRow } => row.read !== null);
  const like = new Map<number, LikeModel[]>();
  for (const one of await tx.imports.like(
    read.map(({ row, read: { name, territoryId, locality } }) => ({ row, name, territoryId, locality })),
  )) {
    const alike = like.get(one.row);
    if (alike) alike.push(one);
    else like.set(one.row, [one]);
  }
  const known = await tx.imports.known([...new Set(read.flatMap(({ read: { notSameAs } }) => notSameAs))]);
  const alone = await tx.imports.withNobodyAbove([...new Set(read.map(({ read: { ownerId } }) => ownerId))], day);
  const seen = new Map<string, Map<string, number>>();
  return mapInTurns(rows, (row) => {
    if (!row.read) return row;
    const key = `${row.read.territoryId} ${spelled(row.read.name)}`;
    const before = seen.get(key) ?? new Map<string, number>();
    seen.set(key, before);
    const hamlet = hamletOf(row.read.locality);
    const twin = twinAmong(before, hamlet);
    if (twin === undefined) before.set(hamlet, row.row);
    const judgement = judged(row.read, twin, like.get(row.row) ?? [], known);
    return { ...row, ...(judgement.outcome === 'new' && alone.has(row.read.ownerId) ? withNobodyAbove : judgement) };
  });
}

/** A hamlet as a file names it: by its numbers where it has any, so that "Ấp 1" and "ấp 01, xã Mẫu" are one. Empty: it names none. */
function hamletOf(locality: string): string {
  const numbers = (locality.match(/\d+/g) ?? []).map(Number).join();
  return numbers || spelled(locality);
}

/**
 * The first row before in the same hamlet, and one that names none may be in any. Each hamlet is kept by its name, for to hold every row
 * against every other takes minutes where thousands are called the same.
 */
const twinAmong = (before: ReadonlyMap<string, number>, hamlet: string): number | undefined =>
  before.get('') ?? (hamlet === '' ? before.values().next().value : before.get(hamlet));

type Judgement = Pick<ImportedRow, 'outcome' | 'faults' | 'modelId'>;

function judged(read: RegisterRow, twin: number | undefined, like: readonly LikeModel[], known: ReadonlySet<string>): Judgement {
  const stranger = read.notSameAs.find((code) => !known.has(code));
  if (stranger) return conflict([fault('notSameAs', stranger, noSuchModel)]);
  if (twin !== undefined) return conflict([fault('name', read.name, twinOf(twin))]);
  const unsaid = like.filter(({ code }) => !read.notSameAs.includes(code));
  // Spelled alike to the accent it is the same; only folded alike, a person says.
  const exact = unsaid
    .filter(({ name, exact: toTheLetter }) => toTheLetter || spelled(name) === spelled(read.name))
    .map((model) => ({ model, differing: differences(read, model) }))
    .sort((a, b) => Number(a.differing.length > 0) - Number(b.differing.length > 0))[0];
  if (exact) {
    const { model, differing } = exact;
    return differing.length === 0
      ? { outcome: 'same', faults: [], modelId: model.id }
      : conflict(
          differing.map(([column, value, there]) => fault(column, value, isOtherwise(model.code, there))),
          model.id,
        );
  }
  const [unanswered] = unsaid;
  if (unanswered) return conflict([fault('name', read.name, looksLike(unanswered))], unanswered.id);
  return { outcome: 'new', faults: [], modelId: null };
}

// An imported model operates at once, and whoever has nobody above could never be reviewed: as with a proposal.
const withNobodyAbove: Judgement = {
  outcome: 'conflict',
  faults: [
    {
      column: 'owner',
      value: '',
      words: {
        vi: 'Cơ quan chủ trì này không có cơ quan cấp trên để rà soát, thẩm định mô hình. Ghi một tổ chức cấp dưới là cơ quan chủ trì.',
        en: 'Nobody stands above this organisation to review and appraise the model. Put an organisation below it in charge.',
      },
    },
  ],
  modelId: null,
};

const conflict = (faults: ImportFault[], modelId: string | null = null): Judgement => ({ outcome: 'conflict', faults, modelId });
const fault = (column: RegisterColumn, value: string, words: Words): ImportFault => ({ column, value, words });

/**
 * What the register says otherwise than the row; what the row leaves open is not compared. What the model was taken over with is no difference,
 * though the register has gone on since: the same file, handed in again, is the same.
 */
function differences(read: RegisterRow, there: LikeModel): [RegisterColumn, string, Words][] {
  const asSaid = (column: RegisterColumn, value: string | null): Words => {
    const choice = value === null ? undefined : registerColumn(column).choices?.[value];
    return choice ?? { vi: value ?? 'chưa có', en: value ?? 'nothing' };
  };
  const { takenOverAs } = there;
  return comparedColumns
    .filter((column) => !read.leftOpen?.some((open) => open === column))
    .map((column) => ({
      column,
      said: valueOf(read, column),
      there: foundOf(there, column),
      before: takenOverAs && valueOf(takenOverAs, column),
    }))
    .filter(({ said, there: has, before }) => said !== null && !same(said, has) && !same(said, before))
    .map(({ column, said, there: has }) => [
      column,
      column === 'owner' ? '' : asSaid(column, said).vi,
      column === 'owner' ? anotherBody : asSaid(column, has),
    ]);
}

const comparedColumns = [
  'kind',
  'field',
  'origin',
  'selfManaged',
  'owner',
  'startedOn',
  'locality',
  'decisionNumber',
  'decidedOn',
  'participants',
  'unionMembers',
  'associationMembers',
  'households',
  'communityContribution',
  'stateBudget',
  'fund',
] as const satisfies RegisterColumn[];
type Compared = (typeof comparedColumns)[number];

const same = (one: string, other: string | null): boolean => other !== null && spelled(one) === spelled(other);
const textOf = (value: string | number | boolean | null | undefined): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);

const valueOf = (read: RegisterRow, column: Compared): string | null => textOf(column === 'owner' ? read.ownerId : read[column]);

const found: Record<Compared, (there: LikeModel) => string | number | boolean | null | undefined> = {
  kind: ({ kind }) => kind,
  field: ({ field }) => field,
  origin: ({ origin }) => origin,
  selfManaged: ({ selfManaged }) => selfManaged,
  owner: ({ ownerId }) => ownerId,
  startedOn: ({ startedOn }) => startedOn,
  locality: ({ locality }) => locality,
  decisionNumber: ({ foundedBy }) => foundedBy?.number,
  decidedOn: ({ foundedBy }) => foundedBy?.decidedOn,
  participants: ({ members }) => members,
  unionMembers: ({ counts }) => counts['unionMembers'],
  associationMembers: ({ counts }) => counts['associationMembers'],
  households: ({ counts }) => counts['households'],
  communityContribution: ({ money }) => money['communityContribution'] ?? 0,
  stateBudget: ({ money }) => money['stateBudget'] ?? 0,
  fund: ({ money }) => money['fund'] ?? 0,
};
const foundOf = (there: LikeModel, column: Compared): string | null => textOf(found[column](there));

const anotherBody: Words = { vi: 'cơ quan khác', en: 'another organisation' };
const isOtherwise = (code: string, there: Words): Words => ({
  vi: `Mô hình ${code} đã có trong sổ và ghi khác: ${there.vi}. Sửa dòng này cho khớp, hoặc sửa mô hình đã có rồi gửi lại; nếu là mô hình khác, ghi mã ${code} vào cột “Không trùng với (mã mô hình)”.`,
  en: `Model ${code} is in the register and says otherwise: ${there.en}. Mend the row, or the model, and send the file again; if it is another, put ${code} in the column “Not the same as”.`,
});
const looksLike = ({ code, name }: LikeModel): Words => ({
  vi: `Có thể trùng với ${code} “${name}”. Nếu là mô hình khác, ghi mã ${code} vào cột “Không trùng với (mã mô hình)”; nếu là một, sửa tên cho đúng dấu.`,
  en: `It may be the same as ${code} “${name}”. If it is another, put ${code} in the column “Not the same as”; if not, mend the accents of the name.`,
});
const twinOf = (row: number): Words => ({
  vi: `Trùng tên và địa bàn với dòng ${row} của tệp. Xoá một dòng; nếu là hai mô hình, ghi khóm, ấp hoặc tên phân biệt.`,
  en: `Same name and place as row ${row} of the file. Delete one of them; if they are two, tell their hamlets or names apart.`,
});
const noSuchModel: Words = { vi: 'Không có mô hình mang mã này.', en: 'No model has this code.' };
