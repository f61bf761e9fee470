import { clockActs, isRefusal } from '#domain';
import { DigestsReader, type DigestRow } from '#records';
import {
  FireRung,
  MoveConference,
  NextRung,
  OpenConference,
  OpenDue,
  OpenReviewRound,
  OpenRound,
  ReopenRound,
  SubmitReport,
} from '#usecases';
import { morning, SetClock } from '../testing/acting.js';
import { ClockActs, code, type ClockSubject } from '../testing/clock-acts.js';
import { openTestDatabase, type TestDatabase } from '../../../records/src/testing/test-database.js';
import { untilSomebodyWaits } from '../../../records/src/testing/until-somebody-waits.js';

interface Told {
  act: string;
  rung: string;
  organisationId: string;
  /** What the notice is about: the duty itself, or its answer. */
  about: string;
  standsIn: boolean;
  at: Date;
}

// Each case closes its database, and closing asks the history checker.
describe('libs/usecases/deadlines - an act upon a clock is told at once, to whoever it concerns', () => {
  let database: TestDatabase;
  let acts: ClockActs;
  let row: ClockSubject & { reportsTo: string[] };
  let round: { id: string; revision: number };
  const clock = new SetClock(morning('2024-10-01'));
  const on = (day: string, time = '08:00') => (clock.instant = new Date(`${day}T${time}:00+07:00`));
  const sql = () => database.records.sql;
  const openWhatIsDue = () =>
    new OpenDue(
      database.records,
      new OpenRound(database.records),
      new OpenConference(database.records),
      new OpenReviewRound(database.records),
    ).run({ now: clock.now() });

  beforeEach(async () => {
    on('2024-10-01');
    database = await openTestDatabase({ seeded: true });
    acts = new ClockActs(database.records, clock);
    await openWhatIsDue();
    row = (await sql().row<typeof row>(
      `SELECT o.id, o.organisation_id AS "organisationId", o.reports_to[1] AS receiver, o.reports_to AS "reportsTo" FROM obligations o
       WHERE o.duty = 'commune' AND EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = o.organisation_id AND v.valid @> '2025-06-01'::date)
       ORDER BY o.id LIMIT 1`,
    ))!;
    round = (await sql().row<typeof round>(`SELECT id, revision FROM rounds WHERE kind = 'modelResults'`))!;
  }, 60_000);
  afterEach(() => database.close());

  const climb = (day: string) => acts.climb(day, { kind: 'round', id: round.id });
  /** Notices of acts about a duty or its answers. */
  const told = () =>
    sql().rows<Told>(
      `SELECT n.act, n.rung, n.organisation_id AS "organisationId", coalesce(o.duty, '') AS about, n.stands_in AS "standsIn", n.created_at AS at
       FROM notices n JOIN obligations o ON o.id = n.obligation_id
       WHERE coalesce(o.answers_id, o.id) = $1 AND n.act = ANY ($2) ORDER BY n.id`,
      [row.id, clockActs],
    );
  const ofAct = async (act: string) => (await told()).filter((notice) => notice.act === act);
  /** What the letters queued last say of a kind of act. */
  const lines = async (act: string): Promise<DigestRow[]> => {
    const letters = await sql().rows<{ id: string }>(
      `SELECT DISTINCT v.id FROM deliveries v JOIN notices n ON n.recipient_id = v.person_id AND n.moment = v.moment WHERE n.act = $1`,
      [act],
    );
    const read = await new DigestsReader(sql()).of(
      letters.map(({ id }) => id),
      clock.today(),
      200,
    );
    return read.filter((line) => line.act === act);
  };
  const wishes = async () =>
    (await sql().row<{ n: number }>(`SELECT count(*)::int AS n FROM outbox WHERE workflow = 'deliver' AND cause = ANY ($1)`, [
      clockActs,
    ]))!.n;

  it('a request for more time: the head who must answer hears at once, of the answer that is owed, with the reason and the day', async () => {
    on('2024-11-20', '09:42');
    expect(code(await acts.ask(row, '2024-12-02'))).toBe('done');
    const notices = await told();
    expect(notices.map(({ act, about, organisationId }) => [act, about, organisationId])).toEqual([
      ['extensionAsked', 'answerExtension', row.receiver],
      ['extensionAsked', 'answerExtension', row.receiver],
    ]);
    const roles = await sql().rows<{ role: string }>(
      `SELECT DISTINCT p.role FROM notices n JOIN post_holders h ON h.person_id = n.recipient_id JOIN posts p ON p.id = h.post_id AND p.organisation_id = n.organisation_id
       WHERE n.act = 'extensionAsked' ORDER BY 1`,
    );
    expect(roles).toEqual([{ role: 'head' }, { role: 'officer' }]);
    expect(await lines('extensionAsked')).toMatchObject(
      [1, 2].map(() => ({ answer: 'answerExtension', reason: 'Mẫu: lũ về', askedFor: '2024-12-02', dueOn: '2024-11-25' })),
    );
    expect(await wishes()).toBe(1);
    // What is told in the same minutes leaves together.
    const moments = await sql().rows(`SELECT DISTINCT moment FROM deliveries`);
    expect(moments).toEqual([{ moment: new Date('2024-11-20T09:40:00+07:00') }]);
  });

  it('where the rule sets no clock for the answer, the receiving body hears of the duty itself', async () => {
    await sql().affected(`ALTER TABLE rule_editions DISABLE TRIGGER USER`);
    await sql().affected(
      `UPDATE rule_editions SET body = body #- '{clock,answerExtensionWithin}' WHERE rule_key = 'annualReport.modelResults'`,
    );
    on('2024-11-20');
    await acts.ask(row, '2024-12-02');
    expect((await told()).map(({ about, organisationId }) => [about, organisationId])).toEqual([
      ['commune', row.receiver],
      ['commune', row.receiver],
    ]);
    expect(await lines('extensionAsked')).toMatchObject([1, 2].map(() => ({ answer: null, askedFor: '2024-12-02' })));
  });

  it.each([
    ['granted', true, 'extensionGranted', '2024-12-02', null],
    ['refused', false, 'extensionRefused', '2024-11-22', 'Mẫu: còn đủ thời gian'],
  ] as const)('%s: who asked hears, with the day that holds now', async (_, granted, act, dueOn, reason) => {
    on('2024-11-20');
    const asked = await acts.ask(row, '2024-12-02');
    on('2024-11-21');
    expect(code(await acts.answer(row, asked, granted))).toBe('done');
    expect((await ofAct(act)).map(({ about, organisationId }) => [about, organisationId])).toEqual([
      ['commune', row.organisationId],
    ]);
    expect(await lines(act)).toMatchObject([{ dueOn, ...(reason && { reason }) }]);
  });

  it('stopped, running again, waived and reopened: who owes it hears of each, once', async () => {
    on('2024-11-12');
    await acts.suspend(row, '2024-12-31');
    on('2024-11-20');
    await acts.resume(row);
    on('2024-11-25');
    await acts.waive(row);
    on('2024-11-26');
    await acts.reopen(row, '2024-11-26');
    on('2024-11-26', '10:00');
    await acts.waive(row);
    await acts.reopen(row, '2024-11-26');
    expect((await told()).map(({ act, organisationId }) => [act, organisationId === row.organisationId])).toEqual([
      ['clockSuspended', true],
      ['clockResumed', true],
      ['dutyWaived', true],
      ['dutyReopened', true],
      ['dutyWaived', true],
      ['dutyReopened', true],
    ]);
    // Reopened for today: nobody has to wait for the first rung that is late.
    expect(await lines('dutyReopened')).toMatchObject(
      [1, 2].map(() => ({ dueOn: '2024-11-26', reason: 'Mẫu: bổ sung số liệu' })),
    );
    // Two letters told of stopping and running again before that; the last waiver was overtaken before its letter left.
    expect((await lines('dutyWaived')).length).toBe(1);
  });

  it('several acts upon one duty before the letter leaves: it says how things stand, the ledger keeps them all', async () => {
    on('2024-11-12', '18:00');
    await acts.suspend(row, '2024-12-31');
    await acts.resume(row);
    await acts.waive(row);
    await acts.reopen(row, '2024-11-26');
    expect((await told()).map(({ act }) => act)).toEqual(['clockSuspended', 'clockResumed', 'dutyWaived', 'dutyReopened']);
    expect(await lines('dutyReopened')).toMatchObject([{ dueOn: '2024-11-26', total: 1 }]);
    for (const overtaken of ['clockSuspended', 'clockResumed', 'dutyWaived']) expect(await lines(overtaken)).toEqual([]);
  });

  it('an act that is refused tells nobody', async () => {
    on('2024-11-12');
    expect(isRefusal(await acts.suspend(row, '2024-11-11'))).toBe(true);
    expect(await told()).toEqual([]);
    expect(await wishes()).toBe(0);
  });

  it('nobody in the post of the one who owes it: the level above is told instead', async () => {
    await sql().affected(`UPDATE posts SET receives_reminders = false WHERE organisation_id = $1`, [row.organisationId]);
    on('2024-11-12');
    await acts.suspend(row, '2024-12-31');
    expect((await told()).map(({ organisationId, standsIn }) => [organisationId, standsIn])).toEqual([[row.receiver, true]]);
  });

  it('a round that opens again tells everybody who lost, in one statement, and nobody else', async () => {
    on('2024-11-20');
    await new SubmitReport(database.records, clock).run({
      obligationId: row.id,
      revision: 1,
      report: {
        figures: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
        words: { summary: 'Mẫu' },
      },
      actor: await acts.actor(row.organisationId),
    });
    await climb('2025-02-20');
    const { revision } = (await sql().row<{ revision: number }>(`SELECT revision FROM rounds WHERE id = $1`, [round.id]))!;
    const opened = await new ReopenRound(database.records, clock).run({
      roundId: round.id,
      revision,
      until: '2025-03-10',
      reason: 'Mẫu: bão',
      actor: await acts.actor(row.reportsTo.at(-1)!, 'head'),
    });
    const lost = isRefusal(opened) ? 0 : opened.reopened;
    expect(lost).toBeGreaterThan(800);
    const counted = await sql().row(
      `SELECT count(DISTINCT obligation_id)::int AS duties, count(DISTINCT (recipient_id, obligation_id))::int AS told, count(*)::int AS notices,
              bool_and(EXISTS (SELECT FROM deliveries v WHERE v.person_id = n.recipient_id AND v.moment = n.moment)) AS carried
       FROM notices n WHERE act = 'dutyReopened'`,
    );
    expect(counted).toMatchObject({ duties: lost, carried: true });
    expect((counted as { told: number }).told).toBe((counted as { notices: number }).notices);
    expect(await told()).toEqual([]);
  });

  it('a conference that moves tells whoever owes a step that moves with it', async () => {
    on('2026-08-01');
    await openWhatIsDue();
    const conference = (await sql().row<{ id: string; revision: number; plannedOn: string; held: string }>(
      `SELECT c.id, c.revision, c.planned_on AS "plannedOn", o.organisation_id AS held FROM conferences c JOIN obligations o ON o.conference_id = c.id AND o.duty = 'held'
       ORDER BY c.anchor_on LIMIT 1`,
    ))!;
    on('2027-01-20');
    const moved = await new MoveConference(database.records, clock).run({
      conferenceId: conference.id,
      revision: conference.revision,
      plannedOn: '2027-12-15',
      reason: 'Mẫu',
      document: { number: '1-CV', on: '2027-01-19' },
      actor: await acts.actor(conference.held),
    });
    expect(code(moved)).toBe('done');
    const next = () => new NextRung(database.records).run({ kind: 'conference', id: conference.id });
    for (let rung = await next(); rung && rung.at <= clock.now(); rung = await next())
      await new FireRung(database.records).run({ rung, now: clock.now() });
    const counted = (await sql().row<{ steps: number; told: number }>(
      `SELECT (SELECT count(*)::int FROM obligations o WHERE o.conference_id = $1 AND o.status = 'open') AS steps,
              (SELECT count(DISTINCT n.obligation_id)::int FROM notices n JOIN obligations o ON o.id = n.obligation_id WHERE o.conference_id = $1 AND n.act = 'moved') AS told`,
      [conference.id],
    ))!;
    expect(counted.told).toBe(counted.steps);
    expect(counted.steps).toBeGreaterThan(3);
  });

  describe('an escalation held back by a request', () => {
    const escalations = () =>
      sql().rows<{ rung: string; organisationId: string; at: Date }>(
        `SELECT n.rung, n.organisation_id AS "organisationId", n.created_at AS at FROM notices n WHERE n.obligation_id = $1 AND n.act = 'escalate' ORDER BY n.rung, array_position($2::uuid[], n.organisation_id)`,
        [row.id, [row.organisationId, ...row.reportsTo]],
      );

    it('refused after T+14: the level above hears with the refusal, and the ladder climbs on', async () => {
      on('2024-11-20');
      const asked = await acts.ask(row, '2024-12-02');
      await climb('2024-12-08');
      expect(await escalations()).toEqual([]);
      // Of the others, who were told on the day, nothing is told or moved again.
      const ofOthers = () =>
        sql().row(
          `SELECT count(*)::int AS n, md5(string_agg(moment::text, ',' ORDER BY id)) AS moments FROM notices WHERE obligation_id <> $1 AND act <> ALL ($2)`,
          [row.id, clockActs],
        );
      const before = await ofOthers();
      expect(code(await acts.answer(row, asked, false))).toBe('done');
      expect((await escalations()).map(({ rung, organisationId }) => [rung, organisationId])).toEqual([
        ['T+14', row.organisationId],
        ['T+14', row.receiver],
      ]);
      expect(await ofOthers()).toEqual(before);
      await climb('2024-12-14');
      expect((await escalations()).map(({ rung, organisationId }) => [rung, organisationId])).toEqual([
        ['T+14', row.organisationId],
        ['T+14', row.receiver],
        ['T+21', row.organisationId],
        ['T+21', row.reportsTo[1]],
      ]);
    });

    it('refused after T+21 too: the latest stands for both', async () => {
      on('2024-11-20');
      const asked = await acts.ask(row, '2024-12-02');
      await climb('2024-12-20');
      await acts.answer(row, asked, false);
      expect((await escalations()).map(({ rung, organisationId }) => [rung, organisationId])).toEqual([
        ['T+21', row.organisationId],
        ['T+21', row.reportsTo[1]],
      ]);
      const entry = await sql().row<{ body: object }>(
        `SELECT body FROM journal WHERE stream_id = $1 AND kind = 'extensionRefused'`,
        [row.id],
      );
      expect(entry!.body).toMatchObject({ escalated: 'T+21' });
    });

    it.each([
      ['one behind the other', 1],
      ['side by side', 3],
    ])(
      'refused in the middle of its pages, %s: told with the others, once, and the letter comes with theirs',
      async (_, sideBySide) => {
        on('2024-11-20');
        const asked = await acts.ask(row, '2024-12-02');
        await climb('2024-12-05');
        on('2024-12-07');
        const { at: now, ...rung } = (await new NextRung(database.records).run({ kind: 'round', id: round.id }))!;
        expect(rung.rung).toBe('T+14');
        const firing = (afterPage: () => boolean) =>
          new FireRung(database.records).run({ rung, now, size: 100, sideBySide, afterPage });
        await firing(() => false);
        expect(await escalations()).toEqual([]);
        expect(code(await acts.answer(row, asked, false))).toBe('done');
        await firing(() => true);
        expect((await escalations()).map(({ rung: of, organisationId }) => [of, organisationId])).toEqual([
          ['T+14', row.organisationId],
          ['T+14', row.receiver],
        ]);
        expect(
          await sql().row(
            `SELECT (SELECT count(DISTINCT (recipient_id, moment))::int FROM notices WHERE rung = 'T+14') - (SELECT count(*)::int FROM deliveries v
             WHERE EXISTS (SELECT FROM notices n WHERE n.rung = 'T+14' AND n.recipient_id = v.person_id AND n.moment = v.moment)) AS "withoutLetter",
             (SELECT count(*)::int FROM notices WHERE rung = 'T+14') - (SELECT reached FROM deadline_rungs g JOIN notices n ON n.deadline_id = g.deadline_id
               AND n.revision = g.revision AND n.rung = g.rung WHERE g.rung = 'T+14' LIMIT 1) AS uncounted`,
          ),
        ).toEqual({ withoutLetter: 0, uncounted: 0 });
      },
    );

    it('refused while its page is being told: one waits for the other, and nobody above is left out', async () => {
      on('2024-11-20');
      const asked = await acts.ask(row, '2024-12-02');
      await climb('2024-12-05');
      on('2024-12-07');
      const { at: now, ...rung } = (await new NextRung(database.records).run({ kind: 'round', id: round.id }))!;
      // The page has passed over the duty, and stands still before its end.
      const holder = database.source.createQueryRunner();
      await holder.connect();
      await holder.startTransaction();
      await holder.query(`SELECT FROM deadline_rungs WHERE deadline_id = $1 AND revision = $2 AND rung = $3 FOR UPDATE`, [
        rung.deadlineId,
        rung.revision,
        rung.rung,
      ]);
      const fired = new FireRung(database.records).run({ rung, now });
      await untilSomebodyWaits(sql());
      const refused = acts.answer(row, asked, false);
      await untilSomebodyWaits(sql(), { many: 2, done: refused });
      await holder.rollbackTransaction();
      await holder.release();
      await fired;
      expect(code(await refused)).toBe('done');
      expect((await escalations()).map(({ rung: of, organisationId }) => [of, organisationId])).toEqual([
        ['T+14', row.organisationId],
        ['T+14', row.receiver],
      ]);
    });

    it('refused before anything was held back: nothing is made up for', async () => {
      on('2024-11-20');
      const asked = await acts.ask(row, '2024-12-02');
      await climb('2024-11-26');
      await acts.answer(row, asked, false);
      expect(await escalations()).toEqual([]);
      await climb('2024-12-07');
      expect((await escalations()).map(({ rung }) => rung)).toEqual(['T+14', 'T+14']);
    });
  });
});
