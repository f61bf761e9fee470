import { createHash, randomUUID } from 'node:crypto';
import {
  isMonthFirst,
  namesOf,
  readHeadings,
  readRegisterRow,
  refusal,
  spelled,
  wasLeftAsText,
  type Cell,
  type DayDoubts,
  type OwnerChoice,
  type PlaceVersion,
  type PlainDay,
  type Refusal,
  type RegisterColumn,
  type RegisterContext,
  type Words,
} from '#domain';
import { Records, RegisterPlacesReader, type ImportedRow, type NewImport, type PlaceAsRead } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { draftRoles, postMayNot } from '../models/step-policy.js';
import { tidy } from '../models/step-input.js';
import { Clock } from '../ports.js';
import { checkRows } from './check-rows.js';
import { mapInTurns } from './map-in-turns.js';

export interface HandedInTable {
  headings: string[];
  /** `row` as counted in the file; one cell a heading. */
  rows: { row: number; cells: Cell[] }[];
}

export interface CheckModelImportInput {
  fileName: string;
  form: NewImport['form'];
  content: Buffer;
  /** The table in it, or why there is none. */
  read: { table: HandedInTable } | { problem: Words };
  actor: Actor;
}

/** A register handed in is looked through, row by row, and nothing of it is taken over yet. The file is kept, whatever it holds. */
@Injectable()
export class CheckModelImport {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ fileName, form, content, read, actor }: CheckModelImportInput): Promise<{ id: string } | Refusal> {
    if (!draftRoles.includes(actor.post.role))
      return postMayNot({ vi: 'Nhập sổ theo dõi mô hình', en: 'Import a register of models' }, draftRoles);
    const id = randomUUID();
    const headings = 'table' in read ? readHeadings(read.table.headings) : null;
    const rows = 'table' in read ? rowsThatSaySomething(read.table, headings!.places) : [];
    const problems = 'problem' in read ? [read.problem] : headings!.problems;
    if ('table' in read && problems.length === 0 && rows.length === 0) problems.push(onlyOtherColumns);
    const kept: NewImport = {
      id,
      organisationId: actor.post.organisationId,
      postId: actor.post.postId,
      personId: actor.personId,
      uploadedAt: this.clock.now(),
      fileName: tidy(fileName),
      form,
      sha256: createHash('sha256').update(content).digest(),
      content,
      status: problems.length > 0 ? 'refused' : 'checked',
      problems,
      headings: 'table' in read ? read.table.headings : [],
      rows: problems.length === 0 ? rows.length : 0,
    };
    await this.records.inTransaction(async (tx) => {
      await tx.imports.add(kept);
      if (problems.length > 0) return;
      const day = this.clock.today();
      const reader = new RegisterPlacesReader(tx);
      const versions = await reader.versions(day);
      const owners = await reader.owners(actor.post.postId, day);
      const context = await contextOf(versions, owners, actor.post.organisationId, day, rows, headings!.places);
      await tx.imports.addRows(id, await checkRows(tx, await rowsOf(rows, headings!.places, context), day));
    });
    return problems.length > 0 ? keptButRefused(id, problems) : { id };
  }
}

/** Rows numbered ahead, with nothing else in them, are no models; nor are those that hold only what this register does not keep. */
const rowsThatSaySomething = (
  { rows }: HandedInTable,
  places: readonly (RegisterColumn | 'faults' | null)[],
): HandedInTable['rows'] =>
  rows.filter(({ cells }) =>
    places.some((column, place) => {
      const cell = cells[place]!;
      return column && column !== 'faults' && (cell.text.trim() !== '' || cell.fault);
    }),
  );

const onlyOtherColumns: Words = {
  vi: 'Không dòng nào có nội dung ở các cột của sổ. Điền từ dòng thứ hai rồi gửi lại.',
  en: 'No row holds anything in the columns of the register. Fill it in from the second row and send it again.',
};

function rowsOf(
  rows: HandedInTable['rows'],
  places: readonly (RegisterColumn | 'faults' | null)[],
  context: RegisterContext,
): Promise<ImportedRow[]> {
  return mapInTurns(rows, ({ row, cells }) => {
    const known: Partial<Record<RegisterColumn, Cell>> = {};
    for (const [place, column] of places.entries()) if (column && column !== 'faults') known[column] = cells[place];
    const read = readRegisterRow(known, context);
    const typed = cells.map(({ text }) => keepable(text));
    return 'row' in read
      ? { row, typed, read: read.row, outcome: 'new', faults: [], modelId: null }
      : {
          row,
          typed,
          read: null,
          outcome: 'fault',
          faults: read.faults.map((one) => ({ ...one, value: keepable(one.value) })),
          modelId: null,
        };
  });
}

// Half a character or a NUL cannot be kept as text; the file itself is kept byte by byte.
const keepable = (text: string): string => text.slice(0, 5_000).replace(/[\0\p{Surrogate}]/gu, '\ufffd');

async function contextOf(
  said: readonly PlaceAsRead[],
  owners: readonly OwnerChoice[],
  ownOrganisationId: string,
  today: PlainDay,
  rows: HandedInTable['rows'],
  places: readonly (RegisterColumn | 'faults' | null)[],
): Promise<RegisterContext> {
  const versions = await mapInTurns(said, (version): PlaceVersion => ({
    ...version,
    // Each unit around it under its name with and without its kind.
    within: version.within.flatMap(namesOf),
    liesIn: version.within[0]?.name ?? null,
  }));
  const doubts: Partial<Record<RegisterColumn, DayDoubts>> = {};
  for (const [place, column] of places.entries())
    if (column === 'startedOn' || column === 'decidedOn') {
      const cells = rows.map((row) => row.cells[place]!);
      const [monthFirst, leftAsText] = [await mapInTurns(cells, isMonthFirst), await mapInTurns(cells, wasLeftAsText)];
      doubts[column] = { monthFirst: monthFirst.includes(true), leftAsText: leftAsText.includes(true) };
    }
  const communes = versions.filter(({ level }) => level !== 'district');
  return {
    today,
    doubts,
    ownOrganisationId,
    byName: grouped(communes, namesOf),
    byCode: grouped(communes, ({ code }) => (code ? [code] : [])),
    byId: new Map(versions.map((version) => [version.territoryId, version])),
    owners: grouped(owners, ({ nameVi, nameEn }) => [...new Set([spelled(nameVi), spelled(nameEn)])]),
    ownerById: new Map(owners.map((owner) => [owner.id, owner])),
  };
}

function grouped<T>(items: readonly T[], keysOf: (item: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items)
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  return groups;
}

const keptButRefused = (id: string, problems: readonly Words[]): Refusal =>
  refusal(
    'invalid',
    {
      vi: `${problems.map(({ vi }) => vi).join(' ')} Tệp vẫn được giữ: GET /api/model-imports/${id}/file. Chưa có mô hình nào được ghi.`,
      en: `${problems.map(({ en }) => en).join(' ')} The file is kept: GET /api/model-imports/${id}/file. No model was written.`,
    },
    problems.map((words) => ({ words })),
  );
