import { followLadder } from './follow-ladder.js';

export const modelReviewRound = (roundId: string): Promise<void> => followLadder({ kind: 'round', id: roundId });
