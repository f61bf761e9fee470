import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  calendarYearFaults,
  InvalidDay,
  plainDay,
  refusal,
  ruleFaults,
  ruleKeys,
  type CalendarDay,
  type RuleKey,
  type Refusal,
  type RefusalDetail,
  type SeedFault,
  type SeedFiles,
  type Weekday,
} from '#domain';
import { rowsOfCsv } from './csv.js';

export const SEED_FILES = {
  territories: 'territories.csv',
  successions: 'territory-successions.csv',
  patterns: 'organisation-patterns.csv',
  settings: 'seed.json',
} as const satisfies Record<keyof SeedFiles, string>;

export interface RuleFile {
  file: string;
  ruleKey: string;
  validFrom: string;
  source: string;
  body: Record<string, unknown>;
}

/** A year of the work calendar. `publishedBy`: the announcement; null: made from the law, a draft for a person to confirm. */
export interface CalendarFile {
  year: number;
  weekend: Weekday[];
  days: CalendarDay[];
  publishedBy: string | null;
}

/** The seed files of a folder, read but not yet believed; a file that cannot be read is a refusal. */
export async function readSeedFiles(
  directory: string,
): Promise<{ files: SeedFiles; rules: RuleFile[]; calendars: CalendarFile[] } | Refusal> {
  const faults: RefusalDetail[] = [];
  const text = async (file: string): Promise<string> => {
    try {
      return await readFile(join(directory, file), 'utf8');
    } catch {
      faults.push(
        fault(
          file,
          1,
          '',
          'Không đọc được tệp này. Đặt tệp vào thư mục hạt giống.',
          'Cannot be read. Put the file into the seed folder.',
        ),
      );
      return '';
    }
  };
  const json = async (file: string): Promise<Record<string, unknown>> => {
    const content = await text(file);
    try {
      const value: unknown = JSON.parse(content || '{}');
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    } catch {
      // told below
    }
    faults.push(fault(file, 1, '', 'Không phải một đối tượng JSON. Sửa cú pháp.', 'Is no JSON object. Correct its syntax.'));
    return {};
  };
  const files: SeedFiles = {
    territories: rowsOfCsv(await text(SEED_FILES.territories)),
    successions: rowsOfCsv(await text(SEED_FILES.successions)),
    patterns: rowsOfCsv(await text(SEED_FILES.patterns)),
    settings: await json(SEED_FILES.settings),
  };
  const filesIn = async (folder: string): Promise<string[]> =>
    (await readdir(join(directory, folder)).catch(() => []))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => `${folder}/${name}`);
  const rules: RuleFile[] = [];
  for (const file of await filesIn('rules')) rules.push(checkedRule(file, await json(file), faults));
  const calendars: CalendarFile[] = [];
  for (const file of await filesIn('work-calendar')) calendars.push(checkedCalendar(file, await json(file), faults));
  if (faults.length > 0) return seedRefused(faults);
  return { files, rules, calendars };
}

function checkedCalendar(file: string, calendar: Record<string, unknown>, faults: RefusalDetail[]): CalendarFile {
  const { year, weekend, days, publishedBy } = calendar;
  if (!Number.isInteger(year) || !file.endsWith(`/${String(year)}.json`))
    faults.push(fault(file, 1, 'year', 'Năm phải đúng với tên tệp.', 'The year must be that of the file name.'));
  if (publishedBy !== null && (typeof publishedBy !== 'string' || !publishedBy.trim()))
    faults.push(
      fault(
        file,
        1,
        'publishedBy',
        'Điền văn bản công bố, hoặc null khi chưa có.',
        'Name the document that announces the year, or null when there is none yet.',
      ),
    );
  for (const { pointer = '', words } of calendarYearFaults(year as number, weekend, days))
    faults.push(fault(file, 1, pointer.slice(1), `${pointer}: ${words.vi}`, `${pointer}: ${words.en}`));
  return calendar as unknown as CalendarFile;
}

function checkedRule(file: string, rule: Record<string, unknown>, faults: RefusalDetail[]): RuleFile {
  const { ruleKey, validFrom, source, body } = rule;
  const tell = (column: string, vi: string, en: string) => faults.push(fault(file, 1, column, vi, en));
  if (typeof source !== 'string' || !source.trim()) tell('source', 'Điền văn bản làm căn cứ.', 'Name the document behind it.');
  try {
    plainDay(String(validFrom));
  } catch (error) {
    if (!(error instanceof InvalidDay)) throw error;
    tell(
      'validFrom',
      'Không phải một ngày có thật. Viết theo dạng NNNN-TT-NN.',
      'Is no day of the calendar. Write it as YYYY-MM-DD.',
    );
  }
  if (!ruleKeys.includes(ruleKey as RuleKey)) tell('ruleKey', `Chọn: ${ruleKeys.join(', ')}.`, `Choose: ${ruleKeys.join(', ')}.`);
  else
    for (const { pointer = '', words } of ruleFaults(ruleKey as RuleKey, body))
      tell(`body${pointer}`, `body${pointer}: ${words.vi}`, `body${pointer}: ${words.en}`);
  return { file, ruleKey, validFrom, source, body } as RuleFile;
}

const fault = (file: string, line: number, column: string, vi: string, en: string): RefusalDetail => ({
  pointer: ['', file.replaceAll('/', '~1'), line, ...(column ? [column] : [])].join('/'),
  words: { vi: `${file}:${line}: ${vi}`, en: `${file}:${line}: ${en}` },
});

export const detailOf = ({ file, line, column, words }: SeedFault): RefusalDetail =>
  fault(SEED_FILES[file], line, column, words.vi, words.en);

export const seedRefused = (errors: RefusalDetail[]): Refusal =>
  refusal(
    'invalid',
    {
      vi: `Tệp hạt giống có ${errors.length} lỗi; chưa ghi gì vào cơ sở dữ liệu. Sửa các dòng dưới đây rồi chạy lại.`,
      en: `The seed files have ${errors.length} fault(s); nothing was written. Correct the lines below and run again.`,
    },
    errors,
  );
