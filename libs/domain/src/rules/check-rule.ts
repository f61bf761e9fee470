import { isDay } from '../lifecycle/input.js';
import { FUNCTION_CODES } from '../organisations/kinds.js';
import type { NoticeChannelsRule } from '../notices/notice-channels.js';
import type { RefusalDetail } from '../refusals/refusal.js';
import { modelDutiesFaults } from './check-model-duties.js';
import { clockFaults } from './check-clock.js';
import { circleFaults, escalationFaults } from './check-escalation.js';
import { scopeFaults } from './check-scope.js';
import { commendationFormsFaults } from './check-commendation-forms.js';
import { noticeChannelsFaults } from './check-notice-channels.js';
import { modelReviewFaults } from './check-model-review.js';
import {
  extensionFaults,
  fault,
  isCode,
  isFunction,
  isInteger,
  isName,
  isRecord,
  ladderFaults,
  monthDayFaults,
  rollFaults,
  strangers,
  type Faults,
} from './faults.js';
import type {
  AnnualReportRule,
  CommendationFormsRule,
  ConferenceRule,
  ModelDutiesRule,
  ModelReviewRule,
  MonthDay,
  RuleKey,
} from './rule-shapes.js';

export const ruleKeys: readonly RuleKey[] = [
  'annualReport.modelResults',
  'annualReport.dispatchImplementation',
  'conference.preliminary',
  'conference.summary',
  'modelDuties',
  'commendationForms',
  'modelReview',
  'noticeChannels',
];

function annualReportFaults(body: Partial<AnnualReportRule>): Faults {
  const faults = [
    ...strangers(body, ['opensOn', 'dataClosesOn', 'levels', 'roll', 'ladder', 'extension', 'clock', 'scope', 'escalation'], ''),
    ...extensionFaults(body.extension),
    ...monthDayFaults(body.opensOn, '/opensOn'),
    ...monthDayFaults(body.dataClosesOn, '/dataClosesOn'),
    ...rollFaults(body.roll),
    ...ladderFaults(body.ladder, '/ladder'),
    ...clockFaults(body.clock),
    ...scopeFaults(body.scope),
    ...circleFaults(body.levels),
    ...escalationFaults(body.escalation, { '/ladder': body.ladder }, 1),
  ];
  if (!Array.isArray(body.levels) || body.levels.length === 0 || body.levels.length > 20)
    return [...faults, fault('/levels', 'Nhập từ 1 đến 20 cấp báo cáo.', 'Give 1 to 20 reporting levels.')];
  const codes = body.levels.map((level) => level?.code);
  const opensOn = monthDayFaults(body.opensOn, '').length === 0 && dayOfYear(body.opensOn!);
  body.levels.forEach((level, index) => {
    const at = `/levels/${index}`;
    if (!isCode(level?.code) || codes.indexOf(level.code) !== index)
      faults.push(
        fault(
          `${at}/code`,
          'Mã cấp gồm chữ cái và số, không trùng.',
          'The code of a level is of letters and digits, and unique.',
        ),
      );
    if (!['commune', 'district', 'province'].includes(level?.level))
      faults.push(fault(`${at}/level`, 'Chọn: commune, district, province.', 'Choose one of: commune, district, province.'));
    if (!Array.isArray(level?.reporters) || level.reporters.length === 0 || !level.reporters.every(isFunction))
      faults.push(
        fault(
          `${at}/reporters`,
          `Nhập các chức năng phải báo cáo, trong: ${FUNCTION_CODES.join(', ')}.`,
          `Give the functions that report, of: ${FUNCTION_CODES.join(', ')}.`,
        ),
      );
    if (level?.to !== undefined && !isFunction(level.to))
      faults.push(
        fault(`${at}/to`, `Chọn một trong: ${FUNCTION_CODES.join(', ')}.`, `Choose one of: ${FUNCTION_CODES.join(', ')}.`),
      );
    faults.push(...strangers(level, ['code', 'level', 'reporters', 'due', 'inclusive', 'to'], at));
    if (typeof level?.inclusive !== 'boolean')
      faults.push(fault(`${at}/inclusive`, 'Nhập true hoặc false.', 'Give true or false.'));
    const dayFaults = monthDayFaults(level?.due, `${at}/due`);
    faults.push(...dayFaults);
    // Both are days of the year of the round: whoever opens later finds everybody late.
    if (dayFaults.length === 0 && opensOn && dayOfYear(level.due) < opensOn)
      faults.push(
        fault(
          `${at}/due`,
          'Hạn nằm trước ngày mở đợt (opensOn) của cùng năm: đợt mở ra là đã trễ. Lùi hạn, hoặc mở sớm hơn.',
          'It lies before the opening (opensOn) of the same year: everybody would be late at once. Put it later, or open sooner.',
        ),
      );
  });
  return faults;
}

/** Only to compare days of one year. */
const dayOfYear = (day: MonthDay): number => day.month * 100 + day.day;

function conferenceFaults(ruleKey: RuleKey, body: Partial<ConferenceRule>): Faults {
  const faults = [
    ...strangers(
      body,
      [
        'kind',
        'scope',
        'anchorOn',
        'afterYears',
        'cycleYears',
        'opensMonthsBefore',
        'roll',
        'steps',
        'ladder',
        'extension',
        'clock',
        'escalation',
      ],
      '',
    ),
    ...rollFaults(body.roll),
    ...ladderFaults(body.ladder, '/ladder'),
    ...clockFaults(body.clock),
    // A step is received by nobody: the first of the path stands above its owner.
    ...escalationFaults(body.escalation, { '/ladder': body.ladder }, 0),
    ...(body.extension === undefined ? [] : extensionFaults(body.extension)),
  ];
  if (!isAnchor(body.anchorOn))
    faults.push(
      fault(
        '/anchorOn',
        'Nhập ngày gốc dạng YYYY-MM-DD, từ năm 1900 đến 2199.',
        'Give the anchor as YYYY-MM-DD, from 1900 to 2199.',
      ),
    );
  for (const [name, from, to] of [
    ['afterYears', 1, 20],
    ['cycleYears', 1, 20],
    ['opensMonthsBefore', 1, 60],
  ] as const)
    if (!isInteger(body[name], from, to))
      faults.push(fault(`/${name}`, `Nhập số nguyên từ ${from} đến ${to}.`, `Give a whole number from ${from} to ${to}.`));
  // One key, one kind: the calendar opens conferences by it.
  const kind = ruleKey.slice('conference.'.length);
  if (body.kind !== kind)
    faults.push(fault('/kind', `Nhập "${kind}", đúng với mã quy định.`, `Give "${kind}", as the key of the rule says.`));
  if (!isCode(body.scope)) faults.push(fault('/scope', 'Nhập phạm vi hội nghị, ví dụ "joint".', 'Give the scope, e.g. "joint".'));
  const steps = Array.isArray(body.steps) && body.steps.length <= 40 ? body.steps : [];
  const held = steps.find((step) => step?.code === 'held');
  if (!held)
    return [...faults, fault('/steps', 'Nhập các bước, trong đó có bước "held".', 'Give the steps, one of them "held".')];
  const codes = new Set<unknown>();
  steps.forEach((step, index) => {
    const at = `/steps/${index}`;
    if (!isCode(step?.code) || codes.has(step.code))
      faults.push(
        fault(
          `${at}/code`,
          'Mã bước gồm chữ cái và số, không trùng.',
          'The code of a step is of letters and digits, and unique.',
        ),
      );
    if (!isInteger(step?.offsetDays, -1000, 1000))
      faults.push(fault(`${at}/offsetDays`, 'Nhập số ngày nguyên trong ±1000.', 'Give whole days within ±1000.'));
    if (!isFunction(step?.owner))
      faults.push(
        fault(
          `${at}/owner`,
          `Chọn chức năng chủ trì, trong: ${FUNCTION_CODES.join(', ')}.`,
          `Choose the function that owns the step, of: ${FUNCTION_CODES.join(', ')}.`,
        ),
      );
    faults.push(
      ...strangers(step, ['code', 'words', 'owner', 'offsetDays'], at),
      ...strangers(step?.words, ['vi', 'en'], `${at}/words`),
    );
    if (!isName(step?.words?.vi) || !isName(step.words.en))
      faults.push(fault(`${at}/words`, 'Nhập tên bước bằng hai ngôn ngữ.', 'Name the step in both languages.'));
    codes.add(step?.code);
  });
  if (held.offsetDays !== 0)
    faults.push(
      fault('/steps', 'Bước "held" là chính ngày hội nghị (offsetDays 0).', 'The step "held" is the day itself (offsetDays 0).'),
    );
  return faults;
}

// Beyond it cycles would leave the calendar, and nothing would be opened any more.
const isAnchor = (value: unknown): boolean => isDay(value) && /^(19|20|21)/.test(value);

/** Every fault of a rule's body, by JSON pointer; empty when it may be appended. */
export function ruleFaults(ruleKey: RuleKey, body: unknown): RefusalDetail[] {
  if (!isRecord(body)) return [fault('', 'Nội dung quy định phải là một đối tượng.', 'The body of a rule must be an object.')];
  if (ruleKey === 'modelDuties') return modelDutiesFaults(body as Partial<ModelDutiesRule>);
  if (ruleKey === 'commendationForms') return commendationFormsFaults(body as Partial<CommendationFormsRule>);
  if (ruleKey === 'modelReview') return modelReviewFaults(body as Partial<ModelReviewRule>);
  if (ruleKey === 'noticeChannels') return noticeChannelsFaults(body as Partial<NoticeChannelsRule>);
  return ruleKey.startsWith('annualReport.')
    ? annualReportFaults(body as Partial<AnnualReportRule>)
    : conferenceFaults(ruleKey, body as Partial<ConferenceRule>);
}
