import { Free, Part } from '../door/fields.js';
import { ModelJournalEntryAnswer } from './model-journal.dto.js';
import { ModelDecisionAnswer } from './model-view.dto.js';

export class ModelDecisionFileAnswer extends ModelDecisionAnswer {
  @Free({
    describe:
      'The copy made when it was decided: the model, its last review and nomination and its places as they were, members and money on hand, the scores by criteria.',
    example: {
      day: '2026-11-20',
      stage: { life: 'operating', spread: 'local', honour: 'none' },
      onHand: { members: 32, money: 0 },
    },
  })
  frozen: Record<string, unknown>;

  @Part(() => ModelJournalEntryAnswer, {
    nullable: true,
    describe: 'The entry of the journal: who recorded it, the criteria that were met, the facts looked at, the duties it opened.',
  })
  entry: ModelJournalEntryAnswer | null;
}
