import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRefusal, type Refusal } from '#domain';
import { createDataSource, Records } from '#records';

/** A command that ends without having done its deed; the message says what to do next. */
export class CannotDo extends Error {
  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
  }
}

/** Wrongly called: exit code 2. */
export const wrongCall = (message: string) => new CannotDo(message, 2);

/** The folder of the project, from the source and from the build alike. */
export const projectRoot = (() => {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'nest-cli.json'))) {
    if (folder === dirname(folder)) return process.cwd();
    folder = dirname(folder);
  }
  return folder;
})();

export function databaseUrl({ orLocalStack = false } = {}): string {
  const given = process.env['DATABASE_URL'];
  if (given) return given;
  const stack = join(projectRoot, '.local/stack.json');
  if (orLocalStack && existsSync(stack)) return (JSON.parse(readFileSync(stack, 'utf8')) as { databaseUrl: string }).databaseUrl;
  throw orLocalStack
    ? new CannotDo('Hệ thống cục bộ chưa chạy. Chạy "npm start" trước. / The local stack is not running. Run "npm start" first.')
    : wrongCall(
        'Thiếu DATABASE_URL, ví dụ postgres://user:password@host:5432/lantoa. / DATABASE_URL is missing, e.g. the address above.',
      );
}

export async function withRecords<T>(url: string, work: (records: Records) => Promise<T>): Promise<T> {
  const source = createDataSource({ url, poolSize: 3, applicationName: 'lantoa-cli' });
  try {
    await source.initialize();
  } catch (error) {
    throw new CannotDo(
      `PostgreSQL không trả lời (${reasonOf(error)}). Kiểm tra máy chủ và DATABASE_URL. / PostgreSQL does not answer. Check the server and DATABASE_URL.`,
    );
  }
  try {
    return await work(new Records(source));
  } finally {
    await source.destroy();
  }
}

export function done<T>(result: T | Refusal): T {
  if (!isRefusal(result)) return result;
  const lines = result.errors.map(({ words }) => `  - ${words.vi}\n    ${words.en}`);
  throw new CannotDo([result.words.vi, result.words.en, ...lines].join('\n'));
}

export const reasonOf = (error: unknown): string => {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
};

export const say = (line: string): void => void process.stdout.write(`${line}\n`);
