import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const HISTORIES = join(process.cwd(), 'workflows/histories');
const LONG = 256 * 1024;

/** The version that is being written; histories of what is released are kept for ever, each version in its folder. */
export const versionNow = (): string => {
  const { version } = JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as { version: string };
  return version.split('.').slice(0, 2).join('.');
};

/** `0.1/deliver.closed.json`, `0.1/model-duty.continued.json.gz`, …: of every version, in order. */
export const savedHistories = (): string[] =>
  readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.json(\.gz)?$/.test(name))
    .sort();

export interface SavedHistory {
  events: { eventType: string; workflowExecutionStartedEventAttributes?: { workflowType: { name: string } } }[];
}

export function savedHistory(name: string): SavedHistory {
  const bytes = readFileSync(join(HISTORIES, name));
  return JSON.parse((name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()) as SavedHistory;
}

/** `SAVE_HISTORIES=1` keeps what really happened for the replay test. What is there already is left as it is: an older code wrote it. */
export async function keepHistory(name: string, handle: Pick<WorkflowHandle, 'fetchHistory'>): Promise<void> {
  if (!process.env['SAVE_HISTORIES']) return;
  const folder = join(HISTORIES, versionNow());
  const path = join(folder, `${name}.json`);
  if (existsSync(path) || existsSync(`${path}.gz`)) return;
  const text = historyToJSON(await handle.fetchHistory()).replace(/("identity": *)"[^"]*"/g, '$1"kept"');
  mkdirSync(folder, { recursive: true });
  if (text.length < LONG) writeFileSync(path, text);
  else writeFileSync(`${path}.gz`, gzipSync(JSON.stringify(JSON.parse(text)), { level: 9 }));
}
