import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import {
  clockOf,
  computeDue,
  givenDay,
  ladderOf,
  planLadder,
  PublishedCalendar,
  type DueComputation,
  type RuleEdition,
} from '#domain';
import type { Tx } from '#records';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { keepMoves, movesBy, type Move } from './replan.js';

const now = new Date('2026-09-14T03:00:00Z');
const RUNS = 40;

/** One of the deadlines of a mix, by what may tell it from another. */
interface Sort {
  edition: number;
  duty: 'appraise' | 'conclude';
  purpose: 'duty' | 'answer';
  computation: DueComputation | null;
  /** Days between the day it stands on and the one computed. */
  put: number;
  revision: number;
  owed: boolean;
  /** What became of rungs that are past, in turn; null: still ahead. */
  past: ('fired' | 'collapsed' | null)[];
  /** A page of the first rung ahead is told. */
  begun: boolean;
  pending: 'moved' | 'closedEarly' | null;
}

const years = [2025, 2026, 2027];
const weekend = ['saturday', 'sunday'] as const;
const dayOff = (day: string) => ({ day, kind: 'holiday' as const, reason: 'mẫu', document: 'mẫu' });
const calendarWith = (...daysOff: string[]) =>
  new PublishedCalendar(
    years.map((year) => ({ year, weekend: [...weekend], days: daysOff.filter((day) => day.startsWith(`${year}`)).map(dayOff) })),
  );
const before = calendarWith('2026-09-02');

const term = (anchor: string): DueComputation => ({
  anchor,
  budget: { amount: 12, unit: 'workingDay' },
  direction: 'after',
  inclusive: true,
  roll: 'next',
});
const sorts: fc.Arbitrary<Sort> = fc.record({
  edition: fc.nat(1),
  duty: fc.constantFrom('appraise', 'conclude'),
  purpose: fc.constantFrom('duty', 'answer'),
  computation: fc.constantFrom(
    term('2026-08-31'),
    term('2026-09-03'),
    { named: '2026-09-19', inclusive: true, roll: 'next' as const },
    null,
  ),
  put: fc.constantFrom(0, 0, 0, 3),
  revision: fc.constantFrom(1, 1, 4),
  owed: fc.boolean(),
  past: fc.array(fc.constantFrom('fired', 'collapsed', null), { minLength: 3, maxLength: 3 }),
  begun: fc.boolean(),
  pending: fc.constantFrom(null, null, null, 'moved', 'closedEarly'),
});
// Most of a mix are of few sorts that differ in one thing, as where a rule makes them.
const mixes = sorts.chain((first) =>
  fc.array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(first) },
      {
        weight: 5,
        arbitrary: fc
          .tuple(fc.constantFrom(...(Object.keys(first) as (keyof Sort)[])), sorts)
          .map(([what, other]) => ({ ...first, [what]: other[what] })),
      },
      { weight: 2, arbitrary: sorts },
    ),
    { minLength: 6, maxLength: 14 },
  ),
);
const daysOff = fc.subarray(['2026-09-16', '2026-09-17', '2026-09-18', '2026-09-21', '2026-09-22', '2026-09-23'], {
  minLength: 1,
});

describe('libs/usecases/deadlines - many deadlines computed again in one act', () => {
  let database: TestDatabase;
  let editions: RuleEdition[];
  let like: { territory: string; organisation: string; person: string };

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    const { body } = JSON.parse(readFileSync('infra/seeds/data/rules/model-duties.2024.json', 'utf8')) as {
      body: Extract<RuleEdition['body'], { duties: unknown }>;
    };
    const sending = { from: '08:00', to: '17:00', workingDaysOnly: true };
    const rungs = (...offsets: number[]) =>
      offsets.map((offsetDays) => ({ code: `T${offsetDays}`, offsetDays, act: 'remind' as const }));
    const { ladder: _, ...silent } = body.clock!;
    const bodies = [
      // Answers climb a ladder of their own, and one duty too.
      {
        ...body,
        ladder: { fireAt: '08:00', sending, rungs: rungs(-9, -5, -1) },
        duties: {
          ...body.duties,
          conclude: { ...(body.duties as Record<string, object>)['conclude'], ladder: { fireAt: '09:30', rungs: rungs(-7, -2) } },
        },
        clock: { ...body.clock, ladder: { fireAt: '10:00', sending, rungs: rungs(-4, -3, -1) } },
      },
      { ...body, ladder: { fireAt: '08:00', sending, rungs: rungs(-9, -5, -1) }, clock: silent },
    ] as unknown as RuleEdition['body'][];
    editions = bodies.map((one, nth) => ({
      id: randomUUID(),
      ruleKey: 'modelDuties',
      validFrom: `203${nth}-01-01`,
      source: 'mẫu',
      body: one,
    }));
    await database.records.inTransaction(async (tx) => {
      for (const edition of editions) await tx.rules.append(edition, now, null);
    });
    like = (await database.records.sql.row<typeof like>(
      `SELECT v.territory_id AS territory, v.organisation_id AS organisation, (SELECT id FROM persons ORDER BY id LIMIT 1) AS person FROM organisation_versions v ORDER BY v.id LIMIT 1`,
    ))!;
  }, 60_000);
  afterAll(() => database.close());

  async function make(tx: Tx, sort: Sort): Promise<string> {
    const { duty, purpose, computation, revision, pending } = sort;
    const edition = editions[sort.edition]!;
    const ladder = (purpose === 'answer' && clockOf(edition).ladder) || ladderOf(edition, duty);
    const computed = computation ? computeDue(computation, before) : { dueOn: '2026-09-22', explanation: givenDay('2026-09-22') };
    const dueOn = new Date(Date.parse(computed.dueOn) + sort.put * 86_400_000).toISOString().slice(0, 10);
    const [id, conferenceId] = [randomUUID(), randomUUID()];
    await tx.affected(
      `INSERT INTO conferences (id, kind, scope, anchor_on, rule_edition_id, planned_on, original_planned_on, opened_on, opened_at)
       VALUES ($1::uuid, 'preliminary', $1::uuid::text, '2026-01-01', $2, '2026-12-01', '2026-12-01', '2026-01-01', '2026-01-01')`,
      [conferenceId, edition.id],
    );
    await tx.affected(
      `INSERT INTO deadlines (id, conference_id, duty, due_on, original_due_on, explanation, rule_edition_id, computation, depends_on_calendar, purpose, revision)
       VALUES ($1, $2, $3, $4, $4, $5, $6, $7, true, $8, $9)`,
      [id, conferenceId, duty, dueOn, JSON.stringify(computed.explanation), edition.id, computation, purpose, revision],
    );
    const obligation = randomUUID();
    await tx.affected(
      `INSERT INTO obligations (id, kind, conference_id, duty, deadline_id, function_code, territory_id, organisation_id, reports_to, original_due_on, status)
       VALUES ($1, 'conferenceStep', $2, $3, $4, 'mau', $5, $6, '{}', $7, $8)`,
      [obligation, conferenceId, duty, id, like.territory, like.organisation, dueOn, sort.owed ? 'open' : 'accepted'],
    );
    const planned = planLadder(dueOn, ladder, before);
    const aheadOfIt = planned.find(({ plannedAt }, nth) => plannedAt > now || sort.past[nth] === null);
    const rungs = planned.map((rung, nth) => ({ ...rung, outcome: rung.plannedAt <= now ? (sort.past[nth] ?? null) : null }));
    const extra = pending && {
      ...planned[0]!,
      rung: pending,
      act: pending,
      plannedAt: new Date('2026-09-15T02:00:00Z'),
      outcome: null,
    };
    for (const { rung, offsetDays, act, stepsUp, plannedOn, plannedAt, outcome } of [...rungs, ...(extra ? [extra] : [])])
      await tx.affected(
        `INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, steps_up, planned_on, planned_at, outcome, settled_at, reason, reached, begun_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CASE WHEN $9::text IS NOT NULL THEN $8::timestamptz END,
                 CASE WHEN $9 = 'collapsed' THEN 'plannedBeforeTheMove' END, CASE WHEN $9::text IS NOT NULL THEN 0 END, $10)`,
        [
          id,
          revision,
          rung,
          offsetDays,
          act,
          stepsUp,
          plannedOn,
          plannedAt,
          outcome,
          sort.begun && rung === aheadOfIt?.rung ? now : null,
        ],
      );
    if (sort.begun && aheadOfIt)
      await tx.affected(
        `INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment)
         VALUES ($1, $2, $3, $4, 'remind', $5, $6, false, $7, $7)`,
        [obligation, id, revision, aheadOfIt.rung, like.person, like.organisation, now],
      );
    return id;
  }

  /** Everything a move may have written, without what counts up or chains. */
  async function written(tx: Tx, ids: string[]): Promise<unknown[]> {
    const of = async (query: string, parameters: unknown[] = [ids]) =>
      (await tx.rows<{ r: unknown }>(query, parameters)).map(({ r }) => r);
    return [
      await of(`SELECT to_jsonb(d) AS r FROM deadlines d WHERE d.id = ANY ($1) ORDER BY d.id`),
      await of(
        `SELECT to_jsonb(g) AS r FROM deadline_rungs g WHERE g.deadline_id = ANY ($1) ORDER BY g.deadline_id, g.revision, g.rung`,
      ),
      await of(`SELECT to_jsonb(m) AS r FROM deadline_moves m WHERE m.deadline_id = ANY ($1) ORDER BY m.deadline_id, m.revision`),
      await of(
        `SELECT jsonb_build_array(stream_id, kind, at, body) AS r FROM journal WHERE stream_id = ANY ($1) ORDER BY stream_id`,
      ),
      await of(
        `SELECT jsonb_build_array(n.deadline_id, n.revision, n.rung, n.moment) AS r FROM notices n WHERE n.deadline_id = ANY ($1) ORDER BY 1`,
      ),
      await of(`SELECT DISTINCT jsonb_build_array(channel, moment) AS r FROM deliveries WHERE person_id = $1 ORDER BY 1`, [
        like.person,
      ]),
      await of(`SELECT DISTINCT jsonb_build_array(workflow, workflow_id, argument, cause) AS r FROM outbox ORDER BY 1`, []),
    ];
  }

  class Undone extends Error {}

  it('leave the same as each computed alone, whatever tells them apart', async () => {
    const seen = { shared: 0, moved: 0, left: 0 };
    const byId = new Map(editions.map((edition) => [edition.id, edition]));
    const keep = (tx: Tx, moves: readonly Move[]) =>
      keepMoves(tx, moves, { cause: 'workCalendarPublished', now, actor: null, about: {} });
    await fc.assert(
      fc.asyncProperty(mixes, daysOff, async (mix, off) => {
        const after = calendarWith('2026-09-02', ...off);
        let [together, alone]: unknown[][] = [[], []];
        await database.records
          .inTransaction(async (tx) => {
            const ids: string[] = [];
            for (const sort of mix) ids.push(await make(tx, sort));
            const mine = async () => (await tx.openDeadlines.lockedByCalendar()).filter(({ id }) => ids.includes(id));
            await tx.affected('SAVEPOINT made');

            const moves = movesBy(await mine(), byId, after, now);
            await keep(tx, moves);
            together = await written(tx, ids);
            seen.moved += moves.length;
            seen.left += ids.length - moves.length;
            seen.shared += moves.length - new Set(moves.map(({ plan }) => plan)).size;
            await tx.affected('ROLLBACK TO SAVEPOINT made');

            for (const id of ids)
              await keep(
                tx,
                movesBy(
                  (await mine()).filter((one) => one.id === id),
                  byId,
                  after,
                  now,
                ),
              );
            alone = await written(tx, ids);
            throw new Undone();
          })
          .catch((error: unknown) => {
            if (!(error instanceof Undone)) throw error;
          });
        expect(together).toEqual(alone);
      }),
      { numRuns: RUNS },
    );
    // Not in vain: plans were shared, days moved, and some stayed.
    expect(Math.min(seen.shared, seen.moved, seen.left)).toBeGreaterThan(RUNS / 2);
  }, 120_000);
});
