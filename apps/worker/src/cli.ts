import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { CannotDo, reasonOf, wrongCall } from './cli/command.js';
import { bounce } from './cli/bounce.js';
import { createAdmin } from './cli/create-admin.js';
import { migrate } from './cli/migrate.js';
import { printToken } from './cli/print-token.js';
import { seed } from './cli/seed.js';

const USAGE = `  migrate
  seed [--local] [--since YYYY-MM-DD] [--directory FOLDER]
  admin create --username NAME [--email ADDRESS] [--name "DISPLAY NAME"] [--password-stdin]
  bounce < MAIL
  token ROLE|USERNAME [--days N] [--scopes read,write,admin]`;

async function run(args: string[]): Promise<void> {
  const [command, ...rest] = args;
  const read = <Options extends NonNullable<Parameters<typeof parseArgs>[0]>['options']>(options: Options, positionals = 0) => {
    try {
      const given = parseArgs({ args: rest, options, allowPositionals: positionals > 0, strict: true });
      if (given.positionals.length > positionals) throw new Error(`"${given.positionals[positionals]}"`);
      return given;
    } catch (error) {
      throw wrongCall(`Không hiểu / not understood: ${reasonOf(error)}\n${USAGE}`);
    }
  };
  switch (command ?? '') {
    case 'migrate': {
      read({});
      return migrate();
    }
    case 'seed': {
      const { values } = read({ local: { type: 'boolean' }, since: { type: 'string' }, directory: { type: 'string' } });
      return seed({ local: values.local ?? false, since: values.since, directory: values.directory });
    }
    case 'admin': {
      const { values, positionals } = read(
        {
          username: { type: 'string' },
          email: { type: 'string' },
          name: { type: 'string' },
          'password-stdin': { type: 'boolean' },
        },
        1,
      );
      if (positionals[0] !== 'create') throw wrongCall(`Không hiểu / not understood: admin ${positionals[0] ?? ''}\n${USAGE}`);
      return createAdmin({ ...values, passwordStdin: values['password-stdin'] ?? false });
    }
    case 'bounce': {
      read({});
      return bounce();
    }
    case 'token': {
      const { values, positionals } = read({ days: { type: 'string', default: '30' }, scopes: { type: 'string' } }, 1);
      return printToken({ who: positionals[0], days: values.days, scopes: values.scopes });
    }
    default:
      throw wrongCall(`Chọn một lệnh / choose a command:\n${USAGE}`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof CannotDo ? error.message : error);
  process.exitCode = error instanceof CannotDo ? error.exitCode : 1;
}
