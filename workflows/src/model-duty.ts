import { followLadder } from './follow-ladder.js';

export const modelDuty = (modelId: string): Promise<void> => followLadder({ kind: 'modelDuty', id: modelId });
