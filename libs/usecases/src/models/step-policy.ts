import { modelSteps, type ModelStep, type Refusal, refusal, type Words } from '#domain';
import type { Role } from '../actor.js';

const prepare: readonly Role[] = ['officer', 'head', 'supervisor'];
const decide: readonly Role[] = ['head', 'supervisor'];

/** Which posts may give which order: whoever works on the file prepares, whoever answers for the body judges and decides. */
export const stepRoles: Record<ModelStep, readonly Role[]> = {
  propose: prepare,
  withdrawProposal: prepare,
  returnProposal: decide,
  resubmit: prepare,
  rejectProposal: decide,
  annulRejection: decide,
  recognise: decide,
  annulRecognition: decide,
  openReview: prepare,
  openReReview: prepare,
  cancelReview: decide,
  submitSelfAssessment: prepare,
  proceedWithoutSelfAssessment: decide,
  returnSelfAssessment: decide,
  appraise: decide,
  returnAppraisal: decide,
  continueOperation: decide,
  strengthen: decide,
  completeStrengthening: decide,
  suspend: decide,
  extendSuspension: decide,
  resume: decide,
  resumeStrengthening: decide,
  terminate: decide,
  annulTermination: decide,
  planReplication: decide,
  startReplication: prepare,
  completeReplication: prepare,
  abandonReplication: decide,
  abandonFurtherReplication: decide,
  explainNoReplication: decide,
  reportReplicationResult: prepare,
  nominate: prepare,
  withdrawNomination: prepare,
  appraiseNomination: decide,
  commend: decide,
  praise: decide,
  declineCommendation: decide,
  handOverCommendation: prepare,
  revokeCommendation: decide,
  withdrawPraise: decide,
  nominateAgain: prepare,
};

/** Who may draft a model and revise the draft. */
export const draftRoles = prepare;

const roleWords: Record<Role, Words> = {
  officer: { vi: 'cán bộ', en: 'officer' },
  head: { vi: 'người đứng đầu', en: 'head' },
  supervisor: { vi: 'người giám sát', en: 'supervisor' },
  administrator: { vi: 'quản trị hệ thống', en: 'administrator' },
};

const named = (roles: readonly Role[], language: keyof Words) => roles.map((role) => roleWords[role][language]).join(', ');

interface UnmetByPost {
  criterion: 'postMayGiveTheStep';
  words: Words;
  source: string;
}

/** The sentence that must be true of the post, in the shape of any other reason; null when it is. */
export function unmetByRole(roles: readonly Role[], role: Role, source: string): UnmetByPost | null {
  if (roles.includes(role)) return null;
  return {
    criterion: 'postMayGiveTheStep',
    words: {
      vi: `Chức danh thực hiện là: ${named(roles, 'vi')}; đang dùng chức danh: ${roleWords[role].vi}`,
      en: `The step is given by: ${named(roles, 'en')}; the post in use is: ${roleWords[role].en}`,
    },
    source,
  };
}

export const unmetByPost = (step: ModelStep, role: Role): UnmetByPost | null =>
  unmetByRole(stepRoles[step], role, modelSteps[step].source);

export const postMayNot = (what: Words, roles: readonly Role[]): Refusal =>
  refusal('notAllowed', {
    vi: `“${what.vi}” dành cho: ${named(roles, 'vi')}. Chọn chức danh khác.`,
    en: `“${what.en}” is for: ${named(roles, 'en')}. Choose another post.`,
  });
