// `node infra/local/is-built.mjs OUTPUT SOURCE…`: whether a program of the build is there, and says so when its sources are newer. Told on
// standard error, so that what is piped stays clean. Exit code 2: not built.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [output = '', ...sources] = process.argv.slice(2);
if (!existsSync(output)) {
  console.error('Chưa dịch mã, chạy: npm run build / not built yet, run: npm run build');
  process.exit(2);
}
const builtAt = statSync(output).mtimeMs;
const newer = sources
  .filter((source) => existsSync(source))
  .flatMap((source) =>
    statSync(source).isDirectory()
      ? readdirSync(source, { withFileTypes: true, recursive: true })
          .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      : [source],
  )
  .find((file) => statSync(file).mtimeMs > builtAt);
// Only a copied folder may look so by mistake: it is said, not refused.
if (newer)
  console.error(
    `Bản dịch cũ hơn mã nguồn (${newer}); chạy: npm run build / the build is older than its sources; run: npm run build`,
  );
