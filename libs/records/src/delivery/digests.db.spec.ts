import { dayAt, usualChannels } from '#domain';
import { randomUUID } from 'node:crypto';
import { digestMoment } from '#domain';
import { DeliveriesRepository, queueDigests, remindPage } from '#records';
import { OpenConference, OpenDue, OpenReviewRound, OpenRound } from '#usecases';
import { openTestDatabase, type TestDatabase } from '../testing/test-database.js';

const opened = new Date('2024-11-14T01:00:00Z');
const slot = new Date('2024-11-15T01:00:00Z');
const later = (seconds: number) => new Date(slot.getTime() + seconds * 1000);

describe('libs/records/delivery - one letter a person, channel and moment', () => {
  let database: TestDatabase;
  let deadlines: string[];
  let person: string;
  beforeEach(async () => {
    database = await openTestDatabase({ seeded: true });
    const { records } = database;
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: opened,
    });
    const ofRound = (kind: string) =>
      records.sql.row<{ id: string; organisation: string }>(
        `SELECT d.id, o.organisation_id AS organisation FROM deadlines d JOIN rounds r ON r.id = d.round_id JOIN obligations o ON o.deadline_id = d.id
         WHERE r.kind = $1 ORDER BY d.due_on, o.id LIMIT 1`,
        [kind],
      );
    const one = (await ofRound('modelResults'))!;
    const other = (await ofRound('dispatchImplementation'))!;
    deadlines = [one.id, other.id];
    // Somebody holds a post in a body that owes under the one and in a body that owes under the other.
    person = (await records.sql.row<{ id: string }>(
      `INSERT INTO post_holders (post_id, person_id)
       SELECT p.id, (SELECT person_id FROM recipients_on('2024-11-15') WHERE organisation_id = $1 LIMIT 1) FROM posts p
       WHERE p.organisation_id = $2 AND p.receives_reminders AND p.valid @> '2024-11-15'::date LIMIT 1 RETURNING person_id AS id`,
      [one.organisation, other.organisation],
    ))!.id;
  });
  afterEach(() => database.close());

  const fire = async (deadlineId: string, now: Date, act = 'remind', rung = `test-${randomUUID()}`) => {
    await database.records.sql.affected(
      `INSERT INTO deadline_rungs (deadline_id, revision, rung, offset_days, act, planned_on, planned_at) VALUES ($1, 1, $2, 0, $3, '2024-11-15', $4)`,
      [deadlineId, rung, act, slot],
    );
    const told = await tell(deadlineId, now, act, rung);
    await database.records.inTransaction((tx) =>
      tx.journal.append({
        stream: 'deadline',
        streamId: deadlineId,
        kind: 'rungFired',
        at: now,
        by: null,
        body: { rung, revision: 1, notices: told.notices },
      }),
    );
    return told;
  };
  const tell = (deadlineId: string, now: Date, act: string, rung: string) =>
    database.records.inTransaction(async (tx) => {
      const fired = {
        deadlineId,
        revision: 1,
        rung,
        act,
        stepsUp: 0,
        day: '2024-11-15',
        at: now,
        moment: digestMoment(slot, now),
      };
      const { notices, upTo } = await remindPage(tx, fired, { after: null, size: 10_000 });
      await tx.deadlines.toldUpTo(deadlineId, 1, rung, upTo, notices, now);
      const digests = await queueDigests(tx, fired);
      await tx.deadlines.settle(deadlineId, 1, [rung], 'fired', now, null);
      return { rung, notices, digests };
    });
  const letters = () =>
    database.records.sql.rows<{ channel: string; moment: Date; nextAt: Date; notices: number }>(
      `SELECT channel, moment, next_attempt_at AS "nextAt", (SELECT count(*)::int FROM notices n WHERE n.recipient_id = v.person_id AND n.moment = v.moment) AS notices
       FROM deliveries v WHERE person_id = $1 ORDER BY queued_at, channel`,
      [person],
    );
  const prefer = (choice: { remind?: string[]; due?: string[]; digestAt?: string }) =>
    database.records.sql.affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, digest_at, updated_at) VALUES ($1, 2, $2, $3, '{email}', '{email}', $4, $5)`,
      [person, choice.remind ?? ['email'], choice.due ?? ['email'], choice.digestAt ?? null, opened],
    );
  it('two deadlines that fire for one moment are one letter, also when both fire at the very same time', async () => {
    const [a, b] = await Promise.all([fire(deadlines[0]!, later(1)), fire(deadlines[1]!, later(3))]);
    const all = (await database.records.sql.row<{ letters: number; notices: number }>(
      `SELECT count(*)::int AS letters, (SELECT count(*)::int FROM notices) AS notices FROM deliveries`,
    ))!;
    expect(a.digests + b.digests).toBe(all.letters);
    expect(a.notices + b.notices).toBe(all.notices);
    expect(all.letters).toBe(all.notices - 1);
    expect(await letters()).toMatchObject([{ channel: 'email', moment: slot, notices: 2 }]);
  });

  it('what comes after a sender took the letter goes into the next one; what was given back untried may still be joined', async () => {
    const queue = new DeliveriesRepository(database.records.sql);
    await fire(deadlines[0]!, later(0));
    const taken = await queue.lease('sender', 10_000, later(20), 60_000);
    await fire(deadlines[1]!, later(30));
    expect(await letters()).toMatchObject([{ moment: slot }, { moment: later(30) }]);

    await queue.giveBack(
      taken.map(({ id }) => id),
      'sender',
      later(90),
    );
    await fire(deadlines[0]!, later(40), 'due');
    expect(await letters()).toHaveLength(2);
  });

  it('reminders for the inbox alone do not join the letters a sender took before them', async () => {
    await database.records.sql.affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, updated_at) SELECT DISTINCT person_id, 2, '{}'::text[], '{email}'::text[], '{email}'::text[], '{email}'::text[], $1::timestamptz FROM recipients_on('2024-11-15')`,
      [opened],
    );
    await fire(deadlines[0]!, later(0), 'due');
    await new DeliveriesRepository(database.records.sql).lease('sender', 10_000, later(20), 60_000);
    await fire(deadlines[1]!, later(30));
    expect(await letters()).toMatchObject([{ moment: slot, notices: 1 }]);
  });

  it('repeated, a rung adds neither notice nor letter', async () => {
    const { rung } = await fire(deadlines[0]!, later(0));
    const again = await tell(deadlines[0]!, later(700), 'remind', rung);
    expect(again).toMatchObject({ notices: 0, digests: 0 });
  });

  it('a choice the rule has overtaken goes by e-mail; what need not reach stays in the inbox where its reader, or the rule, wants so', async () => {
    const edition = (acts: object, validFrom: string) =>
      database.records.sql.affected(
        `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at) VALUES (gen_random_uuid(), 'noticeChannels', $1, 'Mẫu', $2, $3)`,
        [validFrom, { acts: { ...usualChannels.acts, ...acts } }, opened],
      );
    await prefer({ remind: ['sms'], due: ['zalo', 'sms'] });
    await edition(
      { remind: { mustReach: false, channels: ['email'] }, due: { mustReach: true, channels: ['email', 'sms'] } },
      dayAt(later(0)),
    );
    await fire(deadlines[0]!, later(0));
    expect((await letters()).map(({ channel }) => channel)).toEqual(['email']);
    await fire(deadlines[0]!, later(30), 'due');
    expect((await letters()).map(({ channel }) => channel)).toEqual(['email', 'sms']);
    await edition(
      { remind: { mustReach: false, channels: [] }, moved: { mustReach: false, channels: ['email'] } },
      dayAt(new Date(later(0).getTime() + 86_400_000)),
    );
    await fire(deadlines[0]!, later(90_000));
    expect(await letters()).toHaveLength(2);
    await database.records.sql.affected(`UPDATE notice_preferences SET moved = '{}'`);
    await fire(deadlines[0]!, later(90_030), 'moved');
    expect(await letters()).toHaveLength(2);
    await database.records.sql.affected(`UPDATE notice_preferences SET moved = '{email}'`);
    await fire(deadlines[0]!, later(90_060), 'moved');
    expect(await letters()).toHaveLength(3);
  });

  it('a person without e-mail reminders has the inbox alone, and still gets what is due, by every channel chosen', async () => {
    await prefer({ remind: [], due: ['email', 'sms'] });
    await fire(deadlines[0]!, later(0));
    expect(await letters()).toEqual([]);
    await fire(deadlines[0]!, later(1), 'due');
    expect(await letters()).toMatchObject([
      { channel: 'email', moment: slot },
      { channel: 'sms', moment: slot },
    ]);
  });

  it('reminders wait for the hour a person chose and go out together; what is due does not wait', async () => {
    await prefer({ digestAt: '14:30' });
    await fire(deadlines[0]!, later(0));
    await fire(deadlines[1]!, later(3600));
    const afternoon = new Date('2024-11-15T07:30:00Z');
    expect(await letters()).toMatchObject([{ moment: afternoon, nextAt: new Date('2024-11-15T07:30:10Z') }]);
    await fire(deadlines[0]!, later(7200), 'due');
    expect(await letters()).toHaveLength(2);
    // After that hour: tomorrow's.
    await fire(deadlines[1]!, new Date('2024-11-15T08:00:00Z'));
    expect((await letters()).map(({ moment }) => moment)).toContainEqual(new Date('2024-11-16T07:30:00Z'));
  });
});
