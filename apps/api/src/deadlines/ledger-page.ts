import { dayAt, settledWords, spoken } from '#domain';
import type {
  LedgerCall,
  LedgerDeadline,
  LedgerLetter,
  LedgerNotice,
  LedgerObligation,
  LedgerRung,
  LedgerRungOfDuty,
} from '#records';
import { escapeHtml } from '../door/html-page.js';
import { namedDuty } from '../door/named-duty.js';
import { ledgerWords, type LedgerWords } from './ledger-words.js';

export interface LedgerShown {
  obligation: LedgerObligation | null;
  deadlines: LedgerDeadline[];
  /** Of one duty: with what each rung meant for it. */
  rungs: (LedgerRung | LedgerRungOfDuty)[];
  notices: LedgerNotice[];
  calls: LedgerCall[];
  /** There are more notices than are printed. */
  more: boolean;
  printedAt: Date;
}

/** The ledger to print on A4: what was planned and became of it, who was told, how, and what was answered. */
export function ledgerPage(ledger: LedgerShown, language: 'vi' | 'en'): { title: string; body: string } {
  const say = ledgerWords[language];
  const { obligation, deadlines, rungs, notices, calls, more, printedAt } = ledger;
  const title = obligation ? `${say.title}: ${namedDuty(obligation)[language]}` : say.title;
  const head = obligation
    ? facts([
        [say.owner, language === 'vi' ? obligation.ownerVi : obligation.ownerEn],
        [say.dueOn, dueWords(obligation, say)],
        [say.status, settledWords(obligation.status)?.[language] ?? say.owed],
      ])
    : '';
  return {
    title,
    body:
      `<h1>${escapeHtml(title)}</h1>${head}` +
      deadlines
        .map((deadline) =>
          deadlinePart(
            deadline,
            rungs.filter(({ deadlineId }) => deadlineId === deadline.id),
            say,
            language,
          ),
        )
        .join('') +
      `<h2>${escapeHtml(say.notices)}</h2>` +
      (notices.length === 0 ? `<p>${escapeHtml(say.nobody)}</p>` : noticeTable(notices, say)) +
      (calls.length === 0 ? '' : `<h2>${escapeHtml(say.calls)}</h2>${callTable(calls, say)}`) +
      (more ? `<p>${escapeHtml(say.more(notices.length))}</p>` : '') +
      `<p><small>${escapeHtml(say.printed(moment(printedAt)))}</small></p>`,
  };
}

function deadlinePart(deadline: LedgerDeadline, rungs: LedgerShown['rungs'], say: LedgerWords, language: 'vi' | 'en'): string {
  const closed = deadline.closedAt ? ` · ${say.closed} ${moment(deadline.closedAt)}` : '';
  return (
    `<h2>${escapeHtml(`${say.deadline} ${dueWords(deadline, say)}${closed}`)}</h2>` +
    deadline.explanation.map((step) => `<p><small>${escapeHtml(step[language])}</small></p>`).join('') +
    table(
      [say.rung, say.planned, say.outcome, say.settled, say.reached],
      rungs.map(({ rung, act, revision, plannedAt, outcome, settledAt, reason, reached, ...ofDuty }) => [
        `${rung} – ${say.acts[act] ?? act}${deadline.revision > 1 ? ` (${say.plan} ${revision})` : ''}`,
        moment(plannedAt),
        [
          `${say.outcomes[outcome ?? 'ahead']}${reason ? `: ${say.reason(reason)}` : ''}`,
          ...('passedBy' in ofDuty && ofDuty.passedBy ? [say.passedBy[ofDuty.passedBy]] : []),
        ].join('\n'),
        settledAt ? moment(settledAt) : '',
        String(('told' in ofDuty ? ofDuty.told : reached) || ''),
      ]),
    )
  );
}

const noticeTable = (notices: LedgerNotice[], say: LedgerWords) =>
  table(
    [say.told, say.rung, say.recipient, say.letters],
    notices.map(({ createdAt, readAt, rung, act, recipient, standsIn, letters }) => [
      `${moment(createdAt)}${readAt ? ` · ${say.read} ${moment(readAt)}` : ''}`,
      // An act upon the clock is no rung: its key is ours, its name says all.
      rung.includes('/') ? (say.acts[act] ?? act) : `${rung} – ${say.acts[act] ?? act}`,
      `${recipient}${standsIn ? ` (${say.standsIn})` : ''}`,
      letters.length === 0 ? say.inboxOnly : letters.map((letter) => letterWords(letter, say)).join('\n'),
    ]),
  );

const callTable = (calls: LedgerCall[], say: LedgerWords) =>
  table(
    [say.told, say.rung, say.webhook, say.attempts],
    calls.map(({ queuedAt, kind, rung, webhook, status, tried }) => [
      moment(queuedAt),
      rung ?? kind,
      webhook,
      [say.statuses[status], ...tried.map(attemptWords)].join('\n'),
    ]),
  );

const attemptWords = ({ number, at, answer }: LedgerLetter['tried'][number]) => `${number}. ${moment(new Date(at))} – ${answer}`;

const letterWords = ({ channel, status, address, tried, bouncedAt, bounce }: LedgerLetter, say: LedgerWords) =>
  [
    `${channel} ${address ?? ''}: ${say.statuses[status]}`,
    ...tried.map(attemptWords),
    ...(bouncedAt ? [`${say.bounced} ${moment(new Date(bouncedAt))} – ${bounce ?? ''}`] : []),
  ].join('\n');

const dueWords = ({ dueOn, originalDueOn }: { dueOn: string; originalDueOn: string }, say: LedgerWords) =>
  dueOn === originalDueOn ? spoken(dueOn) : `${spoken(dueOn)} (${say.originally} ${spoken(originalDueOn)})`;

const facts = (pairs: [string, string][]) =>
  `<dl>${pairs.map(([name, text]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(text)}</dd>`).join('')}</dl>`;

const table = (heads: string[], rows: string[][]) =>
  `<table><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>` +
  rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${escapeHtml(cell).replaceAll('\n', '<br>')}</td>`).join('')}</tr>`)
    .join('') +
  `</tbody></table>`;

const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', timeStyle: 'medium' });
/** In Việt Nam, as people there write it. */
const moment = (at: Date) => `${spoken(dayAt(at))} ${clock.format(at)}`;
