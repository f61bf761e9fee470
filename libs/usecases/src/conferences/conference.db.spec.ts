import {
  CompleteConferenceStep,
  FireRung,
  MoveConference,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  type Actor,
} from '#usecases';
import type { Refusal } from '#domain';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { actorOf, morning, SetClock } from '../testing/acting.js';

describe('libs/usecases/conferences - the preliminary conference of the third year (D3.7)', () => {
  let database: TestDatabase;
  let id: string;
  const clock = new SetClock(morning('2026-08-01'));
  const on = (day: string) => (clock.instant = morning(day));
  const conference = async () =>
    (await database.records.sql.row<{ revision: number; plannedOn: string; heldOn: string | null; closedOn: string | null }>(
      `SELECT revision, planned_on AS "plannedOn", held_on AS "heldOn", closed_on AS "closedOn" FROM conferences WHERE id = $1`,
      [id],
    ))!;
  const ownerOf = async (code: string): Promise<Actor> => {
    const step = await database.records.sql.row<{ owner: string }>(
      `SELECT (SELECT heir_id FROM organisation_heir_on(o.organisation_id, $3)) AS owner FROM conference_steps s JOIN obligations o ON o.id = s.obligation_id
       WHERE s.conference_id = $1 AND s.code = $2`,
      [id, code, clock.today()],
    );
    return actorOf(database.records, step!.owner, clock.today());
  };
  const complete = async (code: string, doneOn: string, by?: Actor) =>
    new CompleteConferenceStep(database.records, clock).run({
      conferenceId: id,
      code,
      revision: (await conference()).revision,
      doneOn,
      document: { number: '12-KH/TU', on: doneOn, title: 'Mẫu: văn bản của bước' },
      actor: by ?? (await ownerOf(code)),
    });
  const rungs = (code: string) =>
    database.records.sql.rows<{ revision: number; outcome: string | null; n: number }>(
      `SELECT r.revision, r.outcome, count(*)::int AS n FROM deadline_rungs r JOIN deadlines d ON d.id = r.deadline_id
       WHERE d.conference_id = $1 AND d.duty = $2 GROUP BY 1, 2 ORDER BY 1, 2`,
      [id, code],
    );

  beforeAll(async () => {
    database = await openTestDatabase({ seeded: true });
    await new OpenDue(
      database.records,
      new OpenRound(database.records),
      new OpenConference(database.records),
      new OpenReviewRound(database.records),
    ).run({
      now: clock.now(),
    });
    id = (await database.records.sql.row<{ id: string }>(`SELECT id FROM conferences WHERE kind = 'preliminary'`))!.id;
  });
  afterAll(() => database.close());

  it('was opened a year ahead for 01/08/2027, each step owed by its function', async () => {
    expect((await conference()).plannedOn).toBe('2027-08-01');
    const owed = await database.records.sql.rows(
      `SELECT duty, function_code FROM obligations WHERE conference_id = $1 ORDER BY original_due_on`,
      [id],
    );
    expect(owed).toHaveLength(6);
    expect(owed[2]).toEqual({ duty: 'commendationList', function_code: 'fatherlandFront' });
  });

  it('reminds the owner of the first step a month before its day', async () => {
    const rung = (await new NextRung(database.records).run({ kind: 'conference', id }))!;
    expect(rung.at).toEqual(morning('2027-01-03'));
    await new FireRung(database.records).run({ rung, now: rung.at });
    expect(await database.records.sql.row(`SELECT count(*)::int > 0 AS told FROM notices`)).toEqual({ told: true });
  });

  it('takes a step as done only from its owner, not in the future, with its document; the rest of its ladder is cancelled', async () => {
    on('2027-01-20');
    expect(((await complete('plan', '2027-01-20', await ownerOf('commendationList'))) as Refusal).code).toBe('notAllowed');
    expect(((await complete('plan', '2027-02-20')) as Refusal).errors[0]!.pointer).toBe('/doneOn');
    expect(await complete('plan', '2027-01-19')).toEqual({ revision: 2 });
    expect(((await complete('plan', '2027-01-19')) as Refusal).code).toBe('conflict');
    expect(await rungs('plan')).toEqual([
      { revision: 1, outcome: 'cancelled', n: 7 },
      { revision: 1, outcome: 'fired', n: 1 },
    ]);
  });

  it('moves to a later day by a recorded act: open steps are planned anew, the old rungs are cancelled', async () => {
    const move = async (plannedOn: string, revision: number) =>
      new MoveConference(database.records, clock).run({
        conferenceId: id,
        revision,
        plannedOn,
        reason: 'Mẫu: trùng kỳ họp',
        document: { number: '15-TB/TU', on: '2027-01-20' },
        actor: await ownerOf('held'),
      });
    expect(((await move('2027-01-01', 2)) as Refusal).code).toBe('invalid');
    expect(((await move('2027-09-15', 1)) as Refusal).code).toBe('stale');
    expect(await move('2027-09-15', 2)).toEqual({ revision: 3 });
    expect(await rungs('held')).toEqual([
      { revision: 1, outcome: 'cancelled', n: 8 },
      // The ladder, and the rung that tells of the move.
      { revision: 2, outcome: null, n: 9 },
    ]);
    expect(
      await database.records.sql.row(`SELECT body -> 'steps' -> 3 AS held FROM journal WHERE kind = 'conferenceMoved'`),
    ).toEqual({
      held: { code: 'held', from: '2027-08-01', to: '2027-09-15' },
    });
  });

  it('is held, then concluded, then closed; no conclusion before it is held', async () => {
    on('2027-09-15');
    expect(((await complete('conclusionNotice', '2027-09-15')) as Refusal).code).toBe('conflict');
    for (const code of ['reportsAsked', 'commendationList', 'programme', 'held', 'conclusionNotice'])
      await complete(code, '2027-09-15');
    expect(await conference()).toEqual({ revision: 8, plannedOn: '2027-09-15', heldOn: '2027-09-15', closedOn: '2027-09-15' });
    expect(await new NextRung(database.records).run({ kind: 'conference', id })).toBeNull();
  });
});
