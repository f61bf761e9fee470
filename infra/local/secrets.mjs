import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDir, writePrivateJson } from './places.mjs';

const file = join(localDir, 'secrets.json');
const freshKey = () => randomBytes(32).toString('base64');
const fresh = () => randomBytes(24).toString('base64url');

/**
 * The stack's own passwords, made at the first start and kept with mode 0600.
 * @returns {{sessionSecret: string, sealingKey: string, adminPassword: string, password: string, home: string}} `home` marks the database folder that belongs to them
 */
export function localSecrets() {
  try {
    const secrets = JSON.parse(readFileSync(file, 'utf8'));
    // Made by a version that sealed nothing yet.
    return secrets.sealingKey ? secrets : kept({ ...secrets, sealingKey: freshKey() });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return kept({ sessionSecret: fresh(), sealingKey: freshKey(), adminPassword: fresh(), password: fresh(), home: fresh() });
  }
}

function kept(secrets) {
  writePrivateJson(file, secrets);
  return secrets;
}
