import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Official } from './door.mjs';

const figures = { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 };
const report = { figures, words: { summary: 'Mẫu: báo cáo gửi trong lúc hệ thống bị ngắt.' } };
const PATIENCE = 150_000;

/** Officials who work on while parts die: they try again until the API says yes, and remember what it said yes to. */
export class Crowd {
  /** Obligations whose report the API took. */
  promised = new Set();
  /** Obligations whose extension it granted. */
  granted = new Set();
  unanswered = 0;
  #working = [];

  constructor(api, people) {
    this.api = api;
    this.people = people;
  }

  /** So many officers who still owe send their report, all at once, each until it is taken. */
  async sendReports(count) {
    const owed = await this.people.sql.rows(
      `SELECT o.id, o.organisation_id AS "organisationId" FROM obligations o JOIN rounds r ON r.id = o.round_id
       WHERE o.status = 'open' AND o.duty = 'commune' AND r.kind = 'modelResults' AND NOT o.id = ANY ($1) ORDER BY o.id LIMIT $2`,
      [[...this.promised, ...this.#working.map(({ id }) => id)], count],
    );
    const logins = await Promise.all(owed.map(({ organisationId }) => this.people.loginOf(organisationId, 'officer')));
    for (const [index, { id }] of owed.entries()) this.#working.push({ id, done: this.#report(id, logins[index]) });
  }

  /** One who is in time asks for more, and the head of the level above grants it. @returns {Promise<boolean>} false: nobody may ask any more */
  async askForTime(today, toDueOn) {
    const one = await this.people.sql.row(
      `SELECT o.id, o.organisation_id AS "owedBy", o.reports_to[1] AS "receivedBy", d.due_on AS "dueOn" FROM obligations o JOIN deadlines d ON d.id = o.deadline_id
       WHERE o.status = 'open' AND o.kind = 'report' AND d.due_on >= $1 AND d.due_on < $2 AND d.closed_at IS NULL AND NOT o.id = ANY ($3)
         AND NOT EXISTS (SELECT FROM extensions e WHERE e.obligation_id = o.id) ORDER BY d.due_on, o.id LIMIT 1`,
      [today, toDueOn, this.#working.map(({ id }) => id)],
    );
    if (!one) return false;
    const [officer, head] = await Promise.all([
      this.people.loginOf(one.owedBy, 'officer').then((login) => Official.signIn(this.api, login)),
      this.people.loginOf(one.receivedBy, 'head').then((login) => Official.signIn(this.api, login)),
    ]);
    const { seen } = await officer.get(`/obligations/${one.id}`);
    const asked = await officer.post(`/obligations/${one.id}/extensions`, { toDueOn, reason: 'Mẫu: mưa lũ' }, seen);
    if (asked.status !== 201) throw new Error(`asking for time: ${asked.status} ${JSON.stringify(asked.body)}`);
    const granted = await head.post(`/obligations/${one.id}/extensions/${asked.body.id}/answer`, { granted: true }, asked.seen);
    if (granted.status !== 200) throw new Error(`granting time: ${granted.status} ${JSON.stringify(granted.body)}`);
    this.granted.add(one.id);
    return true;
  }

  /** Until everybody is done. */
  async finished() {
    await Promise.all(this.#working.map(({ done }) => done));
  }

  async #report(id, login) {
    const key = randomUUID();
    let seen;
    let official;
    for (const until = Date.now() + PATIENCE; Date.now() < until;) {
      try {
        official ??= await Official.signIn(this.api, login);
        seen ??= (await official.get(`/obligations/${id}`)).seen;
        if (!seen) continue;
        const { status } = await official.post(`/obligations/${id}/submissions`, report, seen, { 'idempotency-key': key });
        if (status === 201) return void this.promised.add(id);
        // Taken the time before, and the answer lost on the way.
        const now = await official.get(`/obligations/${id}`);
        if (status < 500 && now.body.status === 'submitted') return void this.promised.add(id);
      } catch {
        // nobody answers
      }
      await pause(300);
    }
    this.unanswered += 1;
  }
}
