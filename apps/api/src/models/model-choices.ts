import {
  askedFields,
  groundWords,
  handoverWords,
  nomineeKindWords,
  replicationOutcomeWords,
  targetStatusWords,
  verdictWords,
  type AskType,
  type HandoverKind,
  type NomineeKind,
  type ReplicationOutcome,
  type TargetStatus,
  type TerminationGround,
  type Verdict,
} from '#domain';

/** What the fields of a model may say, for the documents and the checks alike. */
export const KINDS = ['model', 'goodPractice'] as const;
export const FIELDS = ['economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem'] as const;
export const ORIGINS = ['need', 'annualTarget'] as const;
export const ENTRY_KINDS = [
  'modelDrafted',
  'modelRevised',
  'modelAdvanced',
  'modelTookOver',
  'modelGaveBack',
  'modelMembersCounted',
  'modelMoneyReceived',
  'modelDocumentFiled',
  'modelFileAttached',
  'modelDuplicateAnswered',
  'modelImported',
  'placeMoved',
] as const;
export const OUTCOMES = ['commended', 'declined', 'withdrawn', 'revoked'] as const;
export const TARGET_STATUSES = Object.keys(targetStatusWords) as TargetStatus[];
export const REPLICATION_OUTCOMES = Object.keys(replicationOutcomeWords) as ReplicationOutcome[];
export const VERDICTS = Object.keys(verdictWords) as Verdict[];
export const GROUNDS = Object.keys(groundWords) as TerminationGround[];
export const NOMINEE_KINDS = Object.keys(nomineeKindWords) as NomineeKind[];
export const HANDOVER_KINDS = Object.keys(handoverWords) as HandoverKind[];
/** The forms there are is data: GET /api/commendation-forms. */
export const FORM_CODE = { max: 40, pattern: /^[A-Za-z]\w*$/, example: 'certificateOfMerit' } as const;
export const ASK_TYPES = [...new Set(Object.values(askedFields).map(({ type }) => type))] as AskType[];
export const NAME = { max: 300, example: 'Tuyến đường hoa tự quản' } as const;
