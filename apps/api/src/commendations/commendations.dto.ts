import { ORGANISATION_KINDS, TERRITORY_LEVELS, type NomineeKind } from '#domain';
import { Day, Flag, Id, OneOf, OneOfList, Part, PartList, Text, Whole } from '../door/fields.js';
import { PageQuery, pageOf } from '../door/pages.js';
import { FORM_CODE, NAME, NOMINEE_KINDS, OUTCOMES } from '../models/model-choices.js';
import { NamedOrganisationAnswer, WordsAnswer } from '../models/model-words.dto.js';
import { NominationAnswer } from '../models/nomination.dto.js';

const STANDINGS = ['waiting', 'decided', 'toHandOver'] as const;

export class CommendationsQuery extends PageQuery {
  @Text({
    mayBeBlank: true,
    max: 100,
    optional: true,
    example: 'duong hoa',
    describe: 'Part of the name of a model, with or without accents; exact accents come first.',
  })
  search?: string;

  @OneOf(STANDINGS, {
    optional: true,
    name: 'CommendationStanding',
    describe:
      'waiting: nobody has decided; decided: granted, declined or taken back; toHandOver: granted, still to be handed over.',
  })
  standing?: (typeof STANDINGS)[number];

  @OneOf(OUTCOMES, { optional: true, name: 'NominationOutcome' })
  outcome?: (typeof OUTCOMES)[number];

  @Text({ ...FORM_CODE, optional: true, describe: 'The code of a form; see GET /api/commendation-forms.' })
  form?: string;

  @OneOf(NOMINEE_KINDS, { optional: true, name: 'NomineeKind' })
  nomineeKind?: NomineeKind;

  @Id({ optional: true, describe: 'The organisation in charge of the model, with what it took over.' })
  ownerOrganisationId?: string;

  @Id({ optional: true, describe: 'A territory, with everything inside it and what became part of it.' })
  territoryId?: string;

  @Day({ optional: true, describe: 'Nominated on this day or later.' })
  from?: string;

  @Day({ optional: true, describe: 'Nominated on this day or earlier.' })
  to?: string;
}

export class CommendedModelAnswer {
  @Id()
  id: string;

  @Text({ max: 30, example: 'MH-2026-000123' })
  code: string;

  @Text(NAME)
  name: string;
}

export class CommendationAnswer extends NominationAnswer {
  @Part(() => CommendedModelAnswer)
  model: CommendedModelAnswer;

  @Part(() => NamedOrganisationAnswer, { describe: 'The organisation in charge of the model.' })
  owner: NamedOrganisationAnswer;

  @Whole({ nullable: true, example: 9, describe: 'Days since the nomination, while nobody has decided.' })
  daysWaiting: number | null;
}

export class CommendationPage extends pageOf(CommendationAnswer) {}

export class CommendationFormsQuery {
  @Day({ optional: true, describe: 'The day the forms are asked for; today when left out.' })
  on?: string;
}

export class GrantingAuthorityAnswer {
  @OneOf(ORGANISATION_KINDS, { name: 'OrganisationKind', example: 'fatherlandFront' })
  kind: string;

  @OneOfList(TERRITORY_LEVELS)
  levels: string[];
}

export class CommendationFormAnswer {
  @Text(FORM_CODE)
  code: string;

  @Part(() => WordsAnswer)
  words: WordsAnswer;

  @PartList(() => GrantingAuthorityAnswer, { describe: 'The kinds of bodies that may grant it, at which levels.' })
  authorities: GrantingAuthorityAnswer[];

  @Flag({ describe: 'Granted by a decision on paper (step commend); otherwise by the step praise.' })
  needsDecision: boolean;

  @Flag({ describe: 'My organisation may grant it.' })
  mayGrant: boolean;
}

export class CommendationFormsAnswer {
  @Day()
  on: string;

  @Id({ nullable: true, describe: 'The rule edition in force that day; null: none.' })
  ruleEditionId: string | null;

  @Day({ nullable: true, example: '2004-07-01' })
  validFrom: string | null;

  @Text({ max: 500, nullable: true, example: 'Luật TĐKT 06/2022/QH15, Điều 80' })
  source: string | null;

  @PartList(() => CommendationFormAnswer)
  items: CommendationFormAnswer[];
}
