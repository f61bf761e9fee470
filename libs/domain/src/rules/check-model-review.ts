import { monthDayOf } from '../deadlines/due-day.js';
import { clockFaults } from './check-clock.js';
import { escalationFaults } from './check-escalation.js';
import { scopeFaults } from './check-scope.js';
import {
  extensionFaults,
  fault,
  isInteger,
  isRecord,
  monthDayFaults,
  openLadderFaults,
  rollFaults,
  strangers,
  type Faults,
} from './faults.js';
import { reviewDuties, type ModelReviewRule } from './rule-shapes.js';

function stepFaults(
  steps: Partial<ModelReviewRule['steps']> | undefined,
  opensOn: ModelReviewRule['opensOn'] | undefined,
): Faults {
  const faults = strangers(steps, reviewDuties, '/steps');
  let [before, name] = [opensOn, 'opensOn'];
  for (const duty of reviewDuties) {
    const at = `/steps/${duty}`;
    const { due, inclusive } = steps?.[duty] ?? {};
    const own = [...strangers(steps?.[duty], ['due', 'inclusive'], at), ...monthDayFaults(due, `${at}/due`)];
    if (typeof inclusive !== 'boolean') own.push(fault(`${at}/inclusive`, 'Nhập true hoặc false.', 'Give true or false.'));
    // Every year is alike in the order of its days; that the days exist was asked above.
    else if (own.length === 0 && monthDayFaults(before, '').length === 0 && monthDayOf(2023, due!) <= monthDayOf(2023, before!))
      own.push(fault(`${at}/due`, `Chọn ngày sau ngày của "${name}".`, `Choose a day after that of "${name}".`));
    faults.push(...own);
    [before, name] = [due, duty];
  }
  return faults;
}

const MODEL_KINDS = ['model', 'goodPractice'];

const modelKindsFaults = (kinds: unknown): Faults =>
  kinds === undefined || (Array.isArray(kinds) && kinds.length > 0 && kinds.every((kind) => MODEL_KINDS.includes(kind)))
    ? []
    : [
        fault(
          '/modelKinds',
          `Nhập loại, trong: ${MODEL_KINDS.join(', ')}; bỏ mục này là tất cả.`,
          `Give kinds, of: ${MODEL_KINDS.join(', ')}; leave the field out to mean all.`,
        ),
      ];

// Not working days: an import must not wait for a calendar to be published.
const TERM_UNITS = ['day', 'week', 'month', 'year'];

function backlogFaults(backlog: unknown): Faults {
  const terms = (isRecord(backlog) ? backlog : {}) as Partial<ModelReviewRule['backlog']>;
  return reviewDuties.reduce<Faults>(
    (faults, duty) => {
      const [term, at] = [terms[duty], `/backlog/${duty}`];
      if (!isInteger(term?.amount, 1, 1000) || !TERM_UNITS.includes(term.unit))
        faults.push(
          fault(
            at,
            `Nhập amount (1–1000) và unit (${TERM_UNITS.join(', ')}).`,
            `Give amount (1–1000) and unit (${TERM_UNITS.join(', ')}).`,
          ),
        );
      return [...faults, ...strangers(term, ['amount', 'unit'], at)];
    },
    strangers(backlog, reviewDuties, '/backlog'),
  );
}

/** Every fault of the rule of the yearly review (D1.5), by JSON pointer. */
export function modelReviewFaults(body: Partial<ModelReviewRule>): Faults {
  const { ladders } = body;
  return [
    ...strangers(
      body,
      ['opensOn', 'steps', 'roll', 'ladders', 'extension', 'clock', 'escalation', 'scope', 'modelKinds', 'backlog'],
      '',
    ),
    ...monthDayFaults(body.opensOn, '/opensOn'),
    ...stepFaults(body.steps, body.opensOn),
    ...rollFaults(body.roll),
    ...strangers(ladders, ['owner', 'reviewer'], '/ladders'),
    ...(['owner', 'reviewer'] as const).flatMap((side) => openLadderFaults(ladders?.[side], `/ladders/${side}`)),
    ...extensionFaults(body.extension),
    ...escalationFaults(body.escalation, { '/ladders/owner': ladders?.owner, '/ladders/reviewer': ladders?.reviewer }, 1),
    ...scopeFaults(body.scope),
    ...modelKindsFaults(body.modelKinds),
    ...clockFaults(body.clock),
    ...backlogFaults(body.backlog),
  ];
}
