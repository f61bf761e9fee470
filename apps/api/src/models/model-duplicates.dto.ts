import { stagesOf } from '#domain';
import { Day, Flag, Id, Moment, Numeric, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';
import { KINDS, NAME } from './model-choices.js';
import { NamedOrganisationAnswer, NamedTerritoryAnswer } from './model-words.dto.js';

const ANSWERS = ['different', 'same'] as const;
type Answer = (typeof ANSWERS)[number];

class CandidateAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @OneOf(KINDS, { name: 'ModelKind' })
  kind: (typeof KINDS)[number];

  @Text(NAME)
  name: string;

  @Text({ max: 500, min: 0, example: 'Ấp 1' })
  locality: string;

  @Part(() => NamedTerritoryAnswer)
  territory: NamedTerritoryAnswer;

  @Part(() => NamedOrganisationAnswer)
  owner: NamedOrganisationAnswer;

  @OneOf(stagesOf('life'), { name: 'LifeStage', example: 'operating' })
  life: string;

  @Day({ nullable: true })
  startedOn: string | null;
}

class GivenAnswer {
  @OneOf(ANSWERS, { name: 'DuplicateAnswer' })
  answer: Answer;

  @Text({ max: 2000, example: 'Mô hình kia ở ấp khác, do Hội Phụ nữ chủ trì' })
  reason: string;

  @Moment()
  answeredAt: Date;
}

class LikelyDuplicateAnswer {
  @Part(() => CandidateAnswer)
  candidate: CandidateAnswer;

  @Numeric({ min: 0, max: 1, example: 0.87, describe: 'How alike the names are without accents.' })
  likeness: number;

  @Flag({ describe: 'The same letters under other accents, like Tân Thành and Tân Thạnh: look twice.' })
  differsInAccentsOnly: boolean;

  @Part(() => GivenAnswer, { nullable: true, describe: 'null: it waits for an answer.' })
  answer: GivenAnswer | null;
}

export class LikelyDuplicatesAnswer {
  @PartList(() => LikelyDuplicateAnswer, { describe: 'Most alike first.' })
  items: LikelyDuplicateAnswer[];
}

export class DuplicateAnswerBody {
  @Id({ describe: 'One of the likely duplicates.' })
  candidateId: string;

  @OneOf(ANSWERS, {
    name: 'DuplicateAnswer',
    describe: 'different: another model, because …; same: the same one, so this is not proposed. The last answer counts.',
  })
  answer: Answer;

  @Text({ max: 2000, example: 'Mô hình kia ở ấp khác, do Hội Phụ nữ chủ trì' })
  reason: string;
}

export class DuplicateAnsweredAnswer {
  @Id({ describe: 'Of the model.' })
  id: string;

  @Whole({ example: 0, describe: 'How many likely duplicates still stand in the way of the proposal.' })
  unanswered: number;

  @Whole({ min: 1, example: 4 })
  revision: number;
}
