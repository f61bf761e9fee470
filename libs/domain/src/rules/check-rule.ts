import { monthDayOf } from '../deadlines/due-day.js';
import { FUNCTION_CODES } from '../organisations/kinds.js';
import type { RefusalDetail } from '../refusals/refusal.js';
import { InvalidDay, plainDay } from '../time/plain-day.js';
import type { AnnualReportRule, ConferenceRule, LadderRule, MonthDay, RuleKey } from './rule-shapes.js';

export const ruleKeys: readonly RuleKey[] = [
  'annualReport.modelResults',
  'annualReport.dispatchImplementation',
  'conference.preliminary',
  'conference.summary',
];

type Faults = RefusalDetail[];
const fault = (pointer: string, vi: string, en: string): RefusalDetail => ({ pointer, words: { vi, en } });
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isInteger = (value: unknown, from: number, to: number): value is number =>
  Number.isInteger(value) && (value as number) >= from && (value as number) <= to;

const isFunction = (value: unknown): boolean => (FUNCTION_CODES as readonly unknown[]).includes(value);
const isCode = (value: unknown): value is string => typeof value === 'string' && /^[A-Za-z]\w{0,39}$/.test(value);
// Control characters and halves of characters: nobody reads them, and PostgreSQL keeps no NUL.
const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= 200 && !/[\p{Cc}\p{Cs}]/u.test(value);

/** A misspelt field would silently say nothing. */
const strangers = (value: unknown, known: readonly string[], at: string): Faults =>
  Object.keys(isRecord(value) ? value : {})
    .filter((name) => !known.includes(name))
    .map((name) =>
      fault(
        `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        `Không có mục này. Các mục: ${known.join(', ')}.`,
        `No such field. Fields: ${known.join(', ')}.`,
      ),
    );

function monthDayFaults(value: unknown, pointer: string): Faults {
  const { month, day } = (isRecord(value) ? value : {}) as Partial<MonthDay>;
  try {
    if (!isInteger(month, 1, 12) || !isInteger(day, 1, 31)) throw new InvalidDay(pointer);
    // 2023 is no leap year: a day that does not come every year is refused.
    plainDay(monthDayOf(2023, { month, day }));
    return strangers(value, ['month', 'day'], pointer);
  } catch {
    return [
      fault(
        pointer,
        'Nhập một ngày, tháng có trong mọi năm, ví dụ {"month": 11, "day": 22}.',
        'Give a day and month that exist in every year, e.g. {"month": 11, "day": 22}.',
      ),
    ];
  }
}

function ladderFaults(value: unknown, pointer: string): Faults {
  const { fireAt, rungs } = (isRecord(value) ? value : {}) as Partial<LadderRule>;
  const faults: Faults = strangers(value, ['fireAt', 'rungs'], pointer);
  if (typeof fireAt !== 'string' || !/^([01]\d|2[0-3]):[0-5]\d$/.test(fireAt))
    faults.push(fault(`${pointer}/fireAt`, 'Nhập giờ dạng HH:MM.', 'Give a time of day as HH:MM.'));
  if (!Array.isArray(rungs) || rungs.length === 0 || rungs.length > 40)
    return [...faults, fault(`${pointer}/rungs`, 'Nhập từ 1 đến 40 bậc nhắc.', 'Give 1 to 40 rungs.')];
  const codes = new Set<unknown>();
  const offsets = new Set<unknown>();
  rungs.forEach((rung, index) => {
    const at = `${pointer}/rungs/${index}`;
    if (typeof rung?.code !== 'string' || !/^[A-Za-z0-9+-]{1,12}$/.test(rung.code) || codes.has(rung.code))
      faults.push(fault(`${at}/code`, 'Mã bậc phải ngắn và không trùng.', 'The code of a rung must be short and unique.'));
    if (!isInteger(rung?.offsetDays, -730, 730) || offsets.has(rung.offsetDays))
      faults.push(
        fault(
          `${at}/offsetDays`,
          'Số ngày phải nguyên, trong ±730 và không trùng bậc khác.',
          'Days must be a whole number within ±730, and no two rungs may fall on the same day.',
        ),
      );
    if (!['remind', 'due', 'overdue', 'escalate', 'close'].includes(rung?.act))
      faults.push(
        fault(
          `${at}/act`,
          'Chọn: remind, due, overdue, escalate, close.',
          'Choose one of: remind, due, overdue, escalate, close.',
        ),
      );
    if (rung?.act === 'escalate' && !isInteger(rung.stepsUp, 1, 5))
      faults.push(fault(`${at}/stepsUp`, 'Báo cáo vượt cấp cần số cấp từ 1 đến 5.', 'An escalation needs 1 to 5 steps up.'));
    faults.push(...strangers(rung, ['code', 'offsetDays', 'act', 'stepsUp'], at));
    codes.add(rung?.code);
    offsets.add(rung?.offsetDays);
  });
  const closing = rungs.find((rung) => rung?.act === 'close');
  if (closing && rungs.some((rung) => rung !== closing && (rung?.act === 'close' || rung?.offsetDays > closing.offsetDays)))
    faults.push(
      fault(`${pointer}/rungs`, 'Bậc đóng chỉ có một và phải là bậc cuối.', 'There is one closing rung and it comes last.'),
    );
  return faults;
}

const rollFaults = (value: unknown): Faults =>
  ['next', 'previous', 'none'].includes(value as string)
    ? []
    : [fault('/roll', 'Chọn: next, previous, none.', 'Choose one of: next, previous, none.')];

function annualReportFaults(body: Partial<AnnualReportRule>): Faults {
  const faults = [
    ...strangers(body, ['opensOn', 'dataClosesOn', 'levels', 'roll', 'ladder', 'extension'], ''),
    ...strangers(body.extension, ['maxDays', 'maxTimes'], '/extension'),
    ...monthDayFaults(body.opensOn, '/opensOn'),
    ...monthDayFaults(body.dataClosesOn, '/dataClosesOn'),
    ...rollFaults(body.roll),
    ...ladderFaults(body.ladder, '/ladder'),
  ];
  if (!isInteger(body.extension?.maxDays, 0, 365) || !isInteger(body.extension?.maxTimes, 0, 10))
    faults.push(fault('/extension', 'Nhập maxDays (0–365) và maxTimes (0–10).', 'Give maxDays (0–365) and maxTimes (0–10).'));
  if (!Array.isArray(body.levels) || body.levels.length === 0 || body.levels.length > 20)
    return [...faults, fault('/levels', 'Nhập từ 1 đến 20 cấp báo cáo.', 'Give 1 to 20 reporting levels.')];
  const codes = body.levels.map((level) => level?.code);
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
    faults.push(...monthDayFaults(level?.due, `${at}/due`));
  });
  return faults;
}

function conferenceFaults(ruleKey: RuleKey, body: Partial<ConferenceRule>): Faults {
  const faults = [
    ...strangers(
      body,
      ['kind', 'scope', 'anchorOn', 'afterYears', 'cycleYears', 'opensMonthsBefore', 'roll', 'steps', 'ladder'],
      '',
    ),
    ...rollFaults(body.roll),
    ...ladderFaults(body.ladder, '/ladder'),
  ];
  try {
    plainDay(String(body.anchorOn));
  } catch {
    faults.push(fault('/anchorOn', 'Nhập ngày gốc dạng YYYY-MM-DD.', 'Give the anchor as YYYY-MM-DD.'));
  }
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
  if (!Array.isArray(body.steps) || body.steps.length > 40 || !body.steps.some((step) => step?.code === 'held'))
    return [...faults, fault('/steps', 'Nhập các bước, trong đó có bước "held".', 'Give the steps, one of them "held".')];
  const codes = new Set<unknown>();
  body.steps.forEach((step, index) => {
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
  if (body.steps.find((step) => step?.code === 'held')?.offsetDays !== 0)
    faults.push(
      fault('/steps', 'Bước "held" là chính ngày hội nghị (offsetDays 0).', 'The step "held" is the day itself (offsetDays 0).'),
    );
  return faults;
}

/** Every fault of a rule's body, by JSON pointer; empty when it may be appended. */
export function ruleFaults(ruleKey: RuleKey, body: unknown): RefusalDetail[] {
  if (!isRecord(body)) return [fault('', 'Nội dung quy định phải là một đối tượng.', 'The body of a rule must be an object.')];
  return ruleKey.startsWith('annualReport.')
    ? annualReportFaults(body as Partial<AnnualReportRule>)
    : conferenceFaults(ruleKey, body as Partial<ConferenceRule>);
}
