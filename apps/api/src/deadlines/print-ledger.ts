import type { LedgerReader } from '#records';
import type { Response } from 'express';
import { htmlPage } from '../door/html-page.js';
import { languageFor, type DoorRequest } from '../door/request.js';
import { ledgerPage, type LedgerShown } from './ledger-page.js';

/** As many notices as are still read on paper. */
const PRINTED = 1000;

/** As many calls of webhooks as a ledger tells. */
export const CALLS = 1000;

/** The ledger of a due day or of one duty as a page to print, in the language asked for. */
export async function printLedger(
  { request, response }: { request: DoorRequest; response: Response },
  { reader, of, postId }: { reader: LedgerReader; of: Parameters<LedgerReader['notices']>[0]; postId: string },
  ledger: Pick<LedgerShown, 'obligation' | 'deadlines' | 'rungs' | 'calls' | 'printedAt'>,
): Promise<string> {
  const notices = await reader.notices(of, postId, null, PRINTED + 1);
  const shown = { ...ledger, notices: notices.slice(0, PRINTED), more: notices.length > PRINTED };
  return htmlPage(request, response, ledgerPage(shown, languageFor(request)));
}
