import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { planLadder, type AnnualReportRule, type LadderRule } from '#domain';
import { DeadlinesRepository, Tx, type Records, type Sql } from '#records';

export const HERD = 100_000;
const DUE = '2026-11-22';

/** One morning, many rungs: each fires to everybody, so the rounds of a bench are alike. */
const remindersOnly: LadderRule = {
  fireAt: '08:00',
  rungs: Array.from({ length: 14 }, (_, index) => ({ code: `T-${30 - index}`, offsetDays: index - 30, act: 'remind' as const })),
};

/** The ladder of the yearly report, as planted. */
export const shippedLadder = (): LadderRule =>
  (JSON.parse(readFileSync('infra/seeds/data/rules/annual-report.model-results.2024.json', 'utf8')) as { body: AnnualReportRule })
    .body.ladder;

/** 100,000 organisations with one post and one holder each, all owing one report on one day. */
export async function gatherHerd(
  records: Records,
  ladder: LadderRule = remindersOnly,
): Promise<{ deadlineId: string; rungs: { rung: string; at: Date }[] }> {
  const sql = records.sql;
  const [territory, rule, round, deadlineId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  await sql.affected(`INSERT INTO territories (id, level) VALUES ($1, 'commune')`, [territory]);
  await plantPeople(sql, territory);
  await sql.affected(
    `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at) VALUES ($1, 'annualReport.modelResults', '2023-01-01', 'bench', $2, $3)`,
    [rule, { ladder }, new Date()],
  );
  await sql.affected(
    `INSERT INTO rounds (id, kind, year, rule_edition_id, opened_on, opened_at, expected) VALUES ($1, 'modelResults', 2026, $2, '2026-10-01', $3, $4)`,
    [round, rule, new Date(), HERD],
  );
  const rungs = planLadder(DUE, ladder);
  await new DeadlinesRepository(sql).insert(
    { id: deadlineId, roundId: round, conferenceId: null, duty: 'commune', dueOn: DUE, explanation: [], ruleEditionId: rule },
    { rungs, now: new Date(0), pastReason: null },
  );
  await sql.affected(
    `INSERT INTO obligations (id, kind, round_id, duty, deadline_id, function_code, territory_id, organisation_id, reports_to, original_due_on)
     SELECT gen_random_uuid(), 'report', $1, 'commune', $2, 'womensUnion', $3, v.organisation_id, '{}', $4 FROM organisation_versions v WHERE v.territory_id = $3`,
    [round, deadlineId, territory, DUE],
  );
  await sql.affected(`ANALYZE`);
  return { deadlineId, rungs: rungs.map(({ rung, plannedAt }) => ({ rung, at: plannedAt })) };
}

async function plantPeople(sql: Sql, territory: string): Promise<void> {
  // Beside whatever is planted already: the members of the herd stand in its own place.
  await sql.affected(`INSERT INTO organisations (id, kind) SELECT gen_random_uuid(), 'womensUnion' FROM generate_series(1, $1)`, [
    HERD,
  ]);
  await sql.affected(
    `INSERT INTO organisation_versions (organisation_id, name_vi, name_en, territory_id, valid_from, source) SELECT id, 'Mẫu', 'Sample', $1, '2025-07-01', 'bench' FROM organisations o
     WHERE NOT EXISTS (SELECT FROM organisation_versions v WHERE v.organisation_id = o.id)`,
    [territory],
  );
  await sql.affected(
    `INSERT INTO posts (id, organisation_id, title_vi, title_en, role, scope, receives_reminders, valid_from)
     SELECT gen_random_uuid(), organisation_id, 'Cán bộ', 'Officer', 'officer', 'own', true, '2025-07-01' FROM organisation_versions WHERE territory_id = $1`,
    [territory],
  );
  await sql.affected(
    `INSERT INTO persons (id, display_name, email, is_sample) SELECT id, 'Mẫu', id || '@lantoa.example', true FROM posts p
     WHERE p.organisation_id IN (SELECT organisation_id FROM organisation_versions WHERE territory_id = $1)`,
    [territory],
  );
  await sql.affected(
    `INSERT INTO post_holders (post_id, person_id, valid_from) SELECT id, id, '2025-07-01' FROM posts p
     WHERE p.organisation_id IN (SELECT organisation_id FROM organisation_versions WHERE territory_id = $1)`,
    [territory],
  );
}

/** The same rows by the shortest honest SQL: who holds a post of who owes; no heirs, no stand-ins, no journal, no wish. */
export async function bareRung(records: Records, deadlineId: string, rung: string, at: Date): Promise<number> {
  return records.inTransaction(async (tx: Tx) => {
    const notices = await tx.affected(
      `INSERT INTO notices (obligation_id, deadline_id, revision, rung, act, recipient_id, organisation_id, stands_in, created_at, moment)
       SELECT o.id, $1, 1, $2, 'remind', h.person_id, o.organisation_id, false, $3, $3
       FROM obligations o JOIN posts p ON p.organisation_id = o.organisation_id JOIN post_holders h ON h.post_id = p.id
       WHERE o.deadline_id = $1 AND o.status IN ('open', 'returned') AND p.receives_reminders`,
      [deadlineId, rung, at],
    );
    await tx.affected(
      `INSERT INTO deliveries (channel, person_id, moment, next_attempt_at, queued_at)
       SELECT DISTINCT 'email', recipient_id, $3::timestamptz, $3::timestamptz, $3::timestamptz FROM notices WHERE deadline_id = $1 AND revision = 1 AND rung = $2`,
      [deadlineId, rung, at],
    );
    return notices;
  });
}
