import { followLadder } from './follow-ladder.js';

export const annualReportRound = (roundId: string): Promise<void> => followLadder({ kind: 'round', id: roundId });
