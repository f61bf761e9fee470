import { daysBetween, type PlainDay } from '#domain';
import type { DigestRow, DisabledWebhookRow, LetterHead } from '#records';
import type { Digest } from './digest.js';

export interface ReadDigest extends Digest {
  /** Since when the reader's address sends letters back. */
  bouncedAt: Date | null;
  /** The rules behind its lines: a letter leaves when the hours of all of them allow. */
  rules: Pick<DigestRow, 'ruleEditionId' | 'ladderOf' | 'isAnswer'>[];
}

/** Rows of letters, line by line, as letters. */
export function digestsOf(
  rows: readonly DigestRow[],
  webhooks: readonly DisabledWebhookRow[],
  today: PlainDay,
  /** Whether the rule lets people stop reminders. */
  mayStopReminders: boolean,
): Map<string, ReadDigest> {
  const digests = new Map<string, ReadDigest>();
  const digestOf = (head: LetterHead) => {
    const digest = digests.get(head.deliveryId) ?? emptyDigest(head, today, mayStopReminders);
    digests.set(head.deliveryId, digest);
    return digest;
  };
  for (const row of rows) {
    const digest = digestOf(row);
    digest.total = row.total;
    digest.lines.push(lineOf(row, today));
    digest.rules.push(row);
  }
  for (const row of webhooks)
    digestOf(row).disabledWebhooks.push({ id: row.webhookId, name: row.name, url: row.url, reason: row.reason });
  return digests;
}

const emptyDigest = (row: LetterHead, on: PlainDay, mayStopReminders: boolean): ReadDigest => ({
  deliveryId: row.deliveryId,
  locale: row.locale,
  to: { name: row.displayName, address: row.email, phone: row.phone },
  unsubscribeToken: mayStopReminders ? row.unsubscribeToken : null,
  bouncedAt: row.bouncedAt,
  on,
  lines: [],
  total: 0,
  disabledWebhooks: [],
  rules: [],
});

const words = (vi: string | null, en: string | null) => (vi === null || en === null ? null : { vi, en });

const lineOf = (row: DigestRow, today: PlainDay): Digest['lines'][number] => ({
  obligationId: row.obligationId,
  act: row.act,
  kind: row.kind,
  duty: row.duty,
  answer: row.answer && { duty: row.answer, to: { vi: row.waitsVi!, en: row.waitsEn! } },
  round: row.roundKind === null ? null : { kind: row.roundKind, year: row.roundYear! },
  conference: row.conferenceKind,
  stepWords: row.stepWords,
  model: row.model,
  owner: { vi: row.ownerVi, en: row.ownerEn },
  dueOn: row.dueOn,
  originalDueOn: row.originalDueOn,
  daysLeft: daysBetween(today, row.dueOn),
  status: row.status,
  firstSubmittedOn: row.firstSubmittedOn,
  post: words(row.postVi, row.postEn),
  toldAt: words(row.toldVi, row.toldEn),
  standsIn: row.standsIn,
  reason: row.reason,
  askedFor: row.askedFor,
});
