import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{id: string, messageId: string, to: string, from: string, subject: string, date: string, receivedAt: string, size: number, count: number}} Mail
 * `count` is how often it arrived
 */

/** Mails on disk: one .eml each, and a line in index.jsonl for each arrival. One process writes it. */
export class MailStore {
  /** @type {Map<string, Mail>} in the order of arrival */
  #mails = new Map();
  #next = 1;

  /** @param {string} dir */
  constructor(dir) {
    this.dir = dir;
    this.index = join(dir, 'index.jsonl');
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    if (!existsSync(this.index)) return;
    const index = readFileSync(this.index, 'utf8');
    if (index !== '' && !index.endsWith('\n')) appendFileSync(this.index, '\n'); // a catcher was killed while writing
    for (const line of index.split('\n')) {
      try {
        const mail = JSON.parse(line);
        if (mail.to || this.#mails.has(mail.id)) this.#mails.set(mail.id, { ...this.#mails.get(mail.id), ...mail });
      } catch {
        // a line cut short: its sender was never told the mail arrived, and sends it again
      }
    }
    this.#next = this.#mails.size + 1;
  }

  /**
   * Keeps a mail for one recipient. As mail systems do, a Message-ID that already arrived there is the same mail once more.
   * @param {{messageId: string, to: string, from: string, subject: string, date: string}} mail @param {Buffer} raw
   */
  keep(mail, raw) {
    const to = mail.to.toLowerCase();
    const receivedAt = new Date().toISOString();
    const id = createHash('sha256')
      .update(`${to}\n${mail.messageId || `${receivedAt} ${this.#next}`}`)
      .digest('hex')
      .slice(0, 16);
    const known = this.#mails.get(id);
    if (known) {
      known.count++;
      appendFileSync(this.index, JSON.stringify({ id, count: known.count }) + '\n');
      return;
    }
    this.#next++;
    const kept = { id, ...mail, to, receivedAt, size: raw.length, count: 1 };
    writeFileSync(join(this.dir, `${id}.eml`), raw, { mode: 0o600 });
    appendFileSync(this.index, JSON.stringify(kept) + '\n', { mode: 0o600 });
    this.#mails.set(id, kept);
  }

  get size() {
    return this.#mails.size;
  }

  /** Newest first. @param {{to?: string, limit?: number}} [filter] `to`: an address, or a part of it */
  list({ to = '', limit = 100 } = {}) {
    const wanted = to.toLowerCase();
    const found = [];
    for (const mail of [...this.#mails.values()].reverse()) {
      if (found.length >= limit) break;
      if (mail.to.includes(wanted)) found.push(mail);
    }
    return found;
  }

  /** @param {string} id */
  find(id) {
    return this.#mails.get(id);
  }

  /** @param {string} id */
  raw(id) {
    return readFileSync(join(this.dir, `${id}.eml`));
  }

  clear() {
    this.#mails.clear();
    for (const name of readdirSync(this.dir)) if (name.endsWith('.eml') || name === 'index.jsonl') rmSync(join(this.dir, name));
  }
}
