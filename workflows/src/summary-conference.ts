import { followLadder } from './follow-ladder.js';

export const summaryConference = (conferenceId: string): Promise<void> => followLadder({ kind: 'conference', id: conferenceId });
