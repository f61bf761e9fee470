import { dayAt, timeAt, type SendingRule } from '#domain';
import { DeliverPage, FireRung, OpenConference, OpenDue, OpenReviewRound, OpenRound, Post, type SendOutcome } from '#usecases';
import { DigestWriter } from '../../../notices/src/letters/digest-writer.js';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { morning, SetClock } from '../testing/acting.js';
import { ClockActs, type ClockSubject } from '../testing/clock-acts.js';

const office: SendingRule = { from: '07:30', to: '17:00', workingDaysOnly: true };
const at = (day: string, time: string) => new Date(`${day}T${time}+07:00`);
const said = (instant: Date) => `${dayAt(instant)} ${timeAt(instant)}`;

/** A mail server that says what it is told to say. */
class Mail extends Post {
  readonly sentAt: string[] = [];
  constructor(
    public now: Date,
    public answer: SendOutcome = { kind: 'accepted', answer: '250 ok' },
  ) {
    super();
  }
  send(): Promise<SendOutcome> {
    if (this.answer.kind === 'accepted') this.sentAt.push(said(this.now));
    return Promise.resolve(this.answer);
  }
}

// Each case closes its database, and closing asks the history checker. 15/11/2024 is a Friday.
describe('libs/usecases/delivery - letters leave in the hours and on the days of their rule, however late they are', () => {
  let database: TestDatabase;
  let deadlineId: string;
  let row: ClockSubject;
  const mail = new Mail(new Date(0));
  const clock = new SetClock(morning('2024-10-01'));
  const sql = () => database.records.sql;

  beforeEach(async () => {
    database = await openTestDatabase({ seeded: true });
    const { records } = database;
    await sql().affected(`ALTER TABLE rule_editions DISABLE TRIGGER USER`);
    await sql().affected(
      `UPDATE rule_editions SET body = jsonb_set(jsonb_set(body, '{ladder,sending}', $1), '{clock,ladder,sending}', $1) WHERE rule_key = 'annualReport.modelResults'`,
      [office],
    );
    await new OpenDue(records, new OpenRound(records), new OpenConference(records), new OpenReviewRound(records)).run({
      now: morning('2024-10-01'),
    });
    row = (await sql().row<ClockSubject & { deadlineId: string }>(
      `SELECT id, organisation_id AS "organisationId", reports_to[1] AS receiver, deadline_id AS "deadlineId" FROM obligations WHERE duty = 'commune' ORDER BY id LIMIT 1`,
    ))!;
    deadlineId = (row as ClockSubject & { deadlineId: string }).deadlineId;
    mail.sentAt.length = 0;
    mail.answer = { kind: 'accepted', answer: '250 ok' };
  }, 60_000);
  afterEach(() => database.close());

  const fire = (rung: string, now: Date) => new FireRung(database.records).run({ rung: { deadlineId, revision: 1, rung }, now });
  /** The letters of everybody else rest, so that a page is all there is. */
  const othersRest = () =>
    sql().affected(
      `UPDATE deliveries SET next_attempt_at = '2030-01-01' WHERE person_id NOT IN (SELECT recipient_id FROM notices WHERE obligation_id = $1)`,
      [row.id],
    );
  /** Of those who are told of the one duty. */
  const moments = async () =>
    (
      await sql().rows<{ moment: Date }>(
        `SELECT DISTINCT v.moment FROM deliveries v JOIN notices n ON n.recipient_id = v.person_id AND n.moment = v.moment WHERE n.obligation_id = $1 ORDER BY 1`,
        [row.id],
      )
    ).map(({ moment }) => said(moment));
  const deliver = (now: Date) => {
    mail.now = now;
    const writer = new DigestWriter({ publicUrl: new URL('https://lantoa.example') });
    return new DeliverPage(database.records, writer, mail).run({ now });
  };
  const letter = () =>
    sql().row<{ attempts: number; nextAt: Date }>(
      `SELECT attempts, next_attempt_at AS "nextAt" FROM deliveries v JOIN notices n ON n.recipient_id = v.person_id AND n.moment = v.moment WHERE n.obligation_id = $1`,
      [row.id],
    );

  it('a rung on time leaves at its instant', async () => {
    await fire('T-7', at('2024-11-15', '08:00:03'));
    expect(await moments()).toEqual(['2024-11-15 08:00']);
  });

  it.each([
    ['at two in the night', '2024-11-18', '02:03:00', '2024-11-18 07:30'],
    ['in the evening', '2024-11-15', '21:47:00', '2024-11-18 07:30'],
    ['on a Sunday', '2024-11-17', '10:00:00', '2024-11-18 10:00'],
    ['in office hours of a working day', '2024-11-18', '10:04:00', '2024-11-18 10:00'],
  ])('a worker that comes back %s: the letters leave %s', async (_, day, time, expected) => {
    await fire('T-7', at(day, time));
    expect(await moments()).toEqual([expected]);
  });

  it('what was caught up with at night waits in the queue, and what fires meanwhile joins it', async () => {
    await fire('T-7', at('2024-11-18', '02:03:00'));
    await othersRest();
    await deliver(at('2024-11-18', '02:05:00'));
    expect(mail.sentAt).toEqual([]);
    clock.instant = at('2024-11-18', '05:40:00');
    await new ClockActs(database.records, clock).suspend(row, '2024-11-30');
    expect(await moments()).toEqual(['2024-11-18 07:30']);
    await deliver(at('2024-11-18', '07:30:10'));
    expect(mail.sentAt).toEqual(['2024-11-18 07:30']);
  });

  it('a letter the mail server did not take in the afternoon is not tried again in the evening, and loses no attempt', async () => {
    await fire('T-7', at('2024-11-15', '08:00:00'));
    await othersRest();
    mail.answer = { kind: 'retry', answer: '451 later' };
    await deliver(at('2024-11-15', '16:58:00'));
    mail.answer = { kind: 'accepted', answer: '250 ok' };
    await deliver(at('2024-11-15', '17:30:00'));
    expect(mail.sentAt).toEqual([]);
    const waiting = (await letter())!;
    expect([waiting.attempts, said(waiting.nextAt)]).toEqual([1, '2024-11-18 07:30']);
    await deliver(at('2024-11-18', '07:30:00'));
    expect(mail.sentAt).toEqual(['2024-11-18 07:30']);
  });

  it.each([
    ['later the same day', '14:30', '2024-11-15 14:30'],
    ['in the evening: at the end of the hours', '20:59', '2024-11-15 17:00'],
    ['before the hours: at their beginning, on the next working day', '05:00', '2024-11-18 07:30'],
  ])('the hour a reader chose, %s', async (_, digestAt, expected) => {
    await sql().affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, digest_at, updated_at)
       SELECT DISTINCT person_id, 2, '{email}'::text[], '{email}'::text[], '{email}'::text[], '{email}'::text[], $2::time, $3::timestamptz FROM recipients_on('2024-11-15') WHERE organisation_id = $1`,
      [row.organisationId, digestAt, morning('2024-10-01')],
    );
    await fire('T-7', at('2024-11-15', '08:00:00'));
    expect(await moments()).toEqual([expected]);
  });

  it('a reminder does not wait for an hour after the due day', async () => {
    await sql().affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, digest_at, updated_at)
       SELECT DISTINCT person_id, 2, '{email}'::text[], '{email}'::text[], '{email}'::text[], '{email}'::text[], '07:30'::time, $2::timestamptz FROM recipients_on('2024-11-22') WHERE organisation_id = $1`,
      [row.organisationId, morning('2024-10-01')],
    );
    // T-1, told on the due day itself, a Friday: the next hour of that reader is Monday's.
    await fire('T-1', at('2024-11-22', '07:41:00'));
    expect(await moments()).toEqual(['2024-11-22 07:40']);
  });
});
