import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDir, writePrivateJson } from './places.mjs';

const file = join(localDir, 'secrets.json');
const fresh = () => randomBytes(24).toString('base64url');

/**
 * The stack's own passwords, made at the first start and kept with mode 0600.
 * @returns {{sessionSecret: string, adminPassword: string, password: string, home: string}} `home` marks the database folder that belongs to them
 */
export function localSecrets() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    const secrets = { sessionSecret: fresh(), adminPassword: fresh(), password: fresh(), home: fresh() };
    writePrivateJson(file, secrets);
    return secrets;
  }
}
