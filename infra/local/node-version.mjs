import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './places.mjs';
import { Unable } from './progress.mjs';

/** Checks the running Node against package.json's `engines`. @returns {string} the version */
export function checkNode() {
  const wanted = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')).engines.node;
  const [major, minor] = wanted.match(/\d+/g).map(Number);
  const [hereMajor, hereMinor] = process.versions.node.split('.').map(Number);
  if (hereMajor < major || (hereMajor === major && hereMinor < minor)) {
    throw new Unable(
      `LanToa cần Node ${wanted}, đây là / this is ${process.version}. Hãy cài Node mới hơn / install a newer Node and run again.`,
    );
  }
  return process.version;
}
