import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './places.mjs';

/** @param {string} name */
export const inCache = (name) => join(cacheDir, name);

/**
 * Fills a folder aside and moves it into the cache, so that a fetch broken off is never taken for a whole one.
 * @param {string} name @param {(folder: string) => Promise<void>} fill @returns {Promise<string>} the folder
 */
export async function keepInCache(name, fill) {
  mkdirSync(cacheDir, { recursive: true });
  const aside = mkdtempSync(join(cacheDir, 'fetching-'));
  try {
    await fill(aside);
    chmodSync(aside, 0o755);
    if (!existsSync(inCache(name))) renameSync(aside, inCache(name));
    return inCache(name);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}
