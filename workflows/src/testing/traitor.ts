import { sleep } from '@temporalio/workflow';

/** What must never be released: it waits before it asks, so no running workflow could go on. */
export async function annualReportRound(): Promise<void> {
  await sleep('1 day');
}
