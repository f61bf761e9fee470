import { remindPage } from '#records';
import { OpenConference, OpenDue, OpenReviewRound, OpenRound } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

interface Told {
  organisationId: string;
  standsIn: boolean;
}

describe('libs/records/deadlines - who is told where a post is empty or a body has ended', () => {
  let database: TestDatabase;
  let deadlineId: string;
  /** A body that owes a report, and its way up: somebody holds a post at each level. */
  let commune: { id: string; organisationId: string; reportsTo: string[] };
  const opened = new Date('2024-10-01T01:00:00Z');
  const sql = () => database.records.sql;

  beforeEach(async () => {
    database = await openTestDatabase({ seeded: true });
    const { records } = database;
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: opened,
    });
    commune = (await sql().row<typeof commune>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to AS "reportsTo" FROM obligations o
       WHERE o.duty = 'commune' AND (SELECT count(DISTINCT r.organisation_id) FROM recipients_on('2024-12-06') r WHERE r.organisation_id = ANY (o.reports_to)) = cardinality(o.reports_to)
       ORDER BY o.id LIMIT 1`,
    ))!;
    deadlineId = (await sql().row<{ id: string }>(`SELECT deadline_id AS id FROM obligations WHERE id = $1`, [commune.id]))!.id;
  }, 60_000);
  // Notices are made without a rung that was planned for them.
  afterEach(() => database.close({ historyIsSpoilt: true }));

  const nobodyAt = (organisationId: string) =>
    sql().affected(`UPDATE posts SET receives_reminders = false WHERE organisation_id = $1`, [organisationId]);
  const tell = async (stepsUp: number, day = '2024-12-06') => {
    const at = new Date(`${day}T01:00:00Z`);
    const rung = `${day} ${stepsUp}`;
    const act = stepsUp > 0 ? 'escalate' : 'due';
    await remindPage(sql(), { deadlineId, revision: 1, rung, act, stepsUp, day, at, moment: at }, { after: null, size: 10_000 });
    return sql().rows<Told>(
      `SELECT organisation_id AS "organisationId", stands_in AS "standsIn" FROM notices
       WHERE obligation_id = $1 AND rung = $2 GROUP BY organisation_id, stands_in ORDER BY array_position($3::uuid[], organisation_id)`,
      [commune.id, rung, [commune.organisationId, ...commune.reportsTo]],
    );
  };
  const own = (organisationId: string): Told => ({ organisationId, standsIn: false });
  const instead = (organisationId: string): Told => ({ organisationId, standsIn: true });

  it('the post of the one who owes is empty: the nearest level above where somebody is', async () => {
    const [first, second] = commune.reportsTo as [string, string];
    expect(await tell(0)).toEqual([own(commune.organisationId)]);
    await nobodyAt(commune.organisationId);
    expect(await tell(0, '2024-12-07')).toEqual([instead(first)]);
    await nobodyAt(first);
    expect(await tell(0, '2024-12-08')).toEqual([instead(second)]);
  });

  it('an escalation goes past an empty post, step by step up the line', async () => {
    const [first, second, third] = commune.reportsTo as [string, string, string];
    expect(await tell(1)).toEqual([own(commune.organisationId), own(first)]);
    expect(await tell(2)).toEqual([own(commune.organisationId), own(second)]);
    await nobodyAt(first);
    expect(await tell(1, '2024-12-07')).toEqual([own(commune.organisationId), instead(second)]);
    await nobodyAt(second);
    expect(await tell(1, '2024-12-08')).toEqual([own(commune.organisationId), instead(third)]);
    expect(await tell(2, '2024-12-08')).toEqual([own(commune.organisationId), instead(third)]);
  });

  it('past a body that has ended without an heir too', async () => {
    const [first, second] = commune.reportsTo as [string, string];
    await sql().affected(`UPDATE organisation_versions SET valid_to = '2024-12-01' WHERE organisation_id = $1`, [first]);
    await sql().affected(`DELETE FROM organisation_successions WHERE predecessor_id = $1`, [first]);
    expect(await tell(1)).toEqual([own(commune.organisationId), instead(second)]);
  });

  it('more steps than there are levels go to the last one; where nobody is left above, only the one who owes is told', async () => {
    const last = commune.reportsTo.at(-1)!;
    expect(await tell(9)).toEqual([own(commune.organisationId), own(last)]);
    await nobodyAt(last);
    expect(await tell(9, '2024-12-07')).toEqual([own(commune.organisationId)]);
  });

  it('one person in two posts on the way hears once', async () => {
    const [first] = commune.reportsTo as [string];
    await sql().affected(
      `INSERT INTO post_holders (post_id, person_id, valid_from)
       SELECT p.id, (SELECT person_id FROM recipients_on('2024-12-06') WHERE organisation_id = $1 LIMIT 1), '2024-01-01' FROM posts p
       WHERE p.organisation_id = $2 AND p.receives_reminders LIMIT 1`,
      [first, commune.organisationId],
    );
    await tell(1);
    const twice = await sql().rows(
      `SELECT recipient_id FROM notices WHERE obligation_id = $1 GROUP BY recipient_id HAVING count(*) > 1`,
      [commune.id],
    );
    expect(twice).toEqual([]);
  });
});
