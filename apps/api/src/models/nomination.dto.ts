import type { NomineeKind } from '#domain';
import { LONGEST_TEXT } from '#usecases';
import { Day, Id, OneOf, Part, Text, Whole } from '../door/fields.js';
import { FORM_CODE, NOMINEE_KINDS, OUTCOMES } from './model-choices.js';
import { NamedOrganisationAnswer } from './model-words.dto.js';

export class NomineeAnswer {
  @OneOf(NOMINEE_KINDS, { name: 'NomineeKind' })
  kind: NomineeKind;

  @Part(() => NamedOrganisationAnswer, { nullable: true })
  organisation: NamedOrganisationAnswer | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Tổ trưởng Tổ Nhân dân tự quản số 3', describe: 'Never a private name.' })
  role: string | null;
}

/** A nomination and what became of it. */
export class NominationAnswer {
  @Id()
  id: string;

  @Text({ max: LONGEST_TEXT, example: '12 km đường hoa' })
  achievement: string;

  @Text({ ...FORM_CODE, describe: 'The code of a form; see GET /api/commendation-forms.' })
  form: string;

  @Part(() => NomineeAnswer)
  nominee: NomineeAnswer;

  @Day()
  nominatedOn: string;

  @Day({ nullable: true })
  appraisedOn: string | null;

  @OneOf(OUTCOMES, { nullable: true, name: 'NominationOutcome' })
  outcome: (typeof OUTCOMES)[number] | null;

  @Day({ nullable: true, describe: 'The day it got its outcome.' })
  settledOn: string | null;

  @Text({
    max: LONGEST_TEXT,
    nullable: true,
    example: 'Chưa đủ thời gian duy trì',
    describe: 'Why it was declined, withdrawn or revoked.',
  })
  settledReason: string | null;

  @Day({ nullable: true, describe: 'The day of the decision or praise, or of the refusal.' })
  decidedOn: string | null;

  @Part(() => NamedOrganisationAnswer, { nullable: true })
  grantedBy: NamedOrganisationAnswer | null;

  @Id({ nullable: true })
  decisionId: string | null;

  @Day({ nullable: true })
  handedOverOn: string | null;

  @Text({ max: LONGEST_TEXT, nullable: true, example: 'Hội nghị sơ kết, hội trường Uỷ ban xã' })
  handedOverAt: string | null;

  @Whole({ nullable: true, example: 18, describe: 'Days from the nomination to the decision; null while it waits.' })
  daysToDecision: number | null;
}
