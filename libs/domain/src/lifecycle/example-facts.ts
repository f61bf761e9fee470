import {
  type DecisionRecord,
  type ModelFacts,
  type ReplicationFacts,
  type ReviewFacts,
  type ScoringSet,
  usualBounds,
} from './facts.js';
import type { ModelStep } from './steps.js';

const exampleReplication: ReplicationFacts = {
  targets: 0,
  pending: 0,
  accepted: 0,
  adopted: 0,
  declined: 0,
  takenUpInPlan: 0,
  adoptedBefore: 0,
};
/** Counts of places, those not named being none. */
export const placesOf = (counts: Partial<ReplicationFacts>): ReplicationFacts => ({ ...exampleReplication, ...counts });

/** A small set of criteria: one question that can knock out, one asked only of the self-managed. */
export const exampleSet: ScoringSet = {
  id: 'set-1',
  content: {
    criteria: [
      {
        code: 'useful',
        words: { vi: 'Thiết thực với người dân', en: 'Useful to the people' },
        weight: 60,
        scale: { min: 0, max: 10, step: 1 },
        evidence: { vi: 'Biên bản họp dân', en: 'Minutes of meetings' },
        knockOut: true,
        fields: ['economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem'],
        modelKinds: ['model', 'goodPractice'],
        selfManaged: null,
      },
      {
        code: 'selfRun',
        words: { vi: 'Người dân tự quản', en: 'Run by the people' },
        weight: 40,
        scale: { min: 0, max: 5, step: 0.5 },
        evidence: { vi: 'Quy ước', en: 'The convention' },
        knockOut: false,
        fields: ['economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem'],
        modelKinds: ['model'],
        selfManaged: true,
      },
    ],
    bands: [
      { from: 0, to: 50, verdict: 'ineffective', words: { vi: 'Không hiệu quả', en: 'Ineffective' } },
      { from: 50, to: 70, verdict: 'weak', words: { vi: 'Còn yếu', en: 'Weak' } },
      { from: 70, to: 90, verdict: 'effective', words: { vi: 'Hiệu quả', en: 'Effective' } },
      { from: 90, to: 100, verdict: 'exemplary', words: { vi: 'Tiêu biểu', en: 'Exemplary' } },
    ],
    knockOutVerdict: 'weak',
  },
};

/** For tests: a model of a commune's Front, looked at on one day by the province's Front, which stands above it. */
export const exampleFacts: ModelFacts = {
  today: '2026-11-20',
  modelId: 'model-1',
  kind: 'model',
  hasName: true,
  hasLocality: true,
  hasField: true,
  proposedOn: '2025-01-10',
  startedOn: '2025-02-01',
  unansweredDuplicates: 0,
  ownerOrganisationId: 'commune-front',
  ownerOrganisationInForce: true,
  someoneStandsAboveOwner: true,
  actorOrganisationId: 'province-front',
  actorIsAboveOwner: true,
  review: null,
  reReview: null,
  reviewedYears: [2025],
  openReviewRounds: [],
  scoring: {
    review: null,

    recognition: null,
    model: { field: 'cultureSociety', kind: 'model', selfManaged: true },
  },
  lastVerdict: null,
  lastVerdictYear: null,
  verdictOn: null,
  replication: exampleReplication,
  parentage: null,
  childrenOperating: 0,
  endedInIt: 0,
  suspension: null,
  nomination: null,
  achievementAlreadyRewarded: false,
  honours: { nominationIsOpen: false, standing: 0, praises: 0, toHandOver: null, rewardedUntil: {} },
  forms: {
    editionId: 'edition-1',
    forms: {
      publicPraise: {
        words: { vi: 'Biểu dương', en: 'Public praise' },
        authorities: [{ kind: 'fatherlandFront', levels: ['province', 'commune'] }],
        decision: false,
      },
      provincialCertificate: {
        words: { vi: 'Bằng khen', en: 'Provincial certificate' },
        authorities: [{ kind: 'fatherlandFront', levels: ['province'] }],
        decision: true,
      },
    },
  },
  actorBody: { kind: 'fatherlandFront', level: 'province' },
  founderOrganisationId: 'commune-front',
  end: null,
  onHand: { members: 0, money: 0 },
  membersOnRecord: {},
  documentsOnRecord: 0,
  reorganisations: [],
  heir: null,
  decisions: {},
  basisDecision: null,
  bounds: usualBounds,
  input: null,
};

export const exampleDecision: DecisionRecord = {
  number: '12-QĐ/MTTQ',
  decidedOn: '2026-11-18',
  signerPostId: 'post-1',
  basis: 'Kết luận rà soát năm 2026',
  effectiveOn: '2026-11-18',
};

export const exampleReview: ReviewFacts = {
  year: 2026,
  openedOn: '2026-10-01',
  selfAssessmentDueOn: '2026-11-15',
  selfScore: 85,
  selfAssessedBy: 'commune-front',
  appraisedScore: null,
  appraisedBy: null,
  differenceReason: null,
  verdict: null,
  concludedOn: null,
  selfScores: null,
};

const byOwner: Partial<ModelFacts> = { actorOrganisationId: 'commune-front', actorIsAboveOwner: false };
const handing = (fields: Record<string, unknown>): Partial<ModelFacts> => ({ input: { fields } });
const deciding = (fields: Record<string, unknown> = {}): Partial<ModelFacts> => ({
  input: { fields, decision: exampleDecision },
});
const undoing = (
  step: ModelStep,
  fields: Record<string, unknown> = { reason: 'Ban hành không đúng thẩm quyền' },
): Partial<ModelFacts> => ({
  ...deciding(fields),
  decisions: { [step]: { number: '03-QĐ/MTTQ', decidedOn: '2026-03-01' } },
});
const reason = handing({ reason: 'Cần bổ sung' });
const nomination: Partial<ModelFacts> = {
  lastVerdict: 'exemplary',
  ...handing({
    achievement: '12 km đường hoa',
    achievedFrom: '2025-02-01',
    achievedTo: '2026-10-31',
    commendationForm: 'provincialCertificate',
  }),
};
const nominated: Partial<ModelFacts> = {
  nomination: {
    achievement: '12 km đường hoa',
    form: 'provincialCertificate',
    nomineeOrganisationId: null,
    nominatedOn: '2026-11-01',
    appraisedOn: '2026-11-10',
  },
};
const commended: Partial<ModelFacts> = {
  honours: { nominationIsOpen: false, standing: 1, praises: 0, toHandOver: { decidedOn: '2026-11-18' }, rewardedUntil: {} },
};

export const exampleHandover = [
  {
    what: 'assets',
    description: '12 bộ dụng cụ vệ sinh',
    amount: 12,
    unit: 'bộ',
    receiverBody: 'Ban Công tác Mặt trận ấp 1',
    handedOverOn: '2026-11-20',
  },
];

/** For each step, a case in which every one of its criteria is met. */
const favourable: Record<ModelStep, Partial<ModelFacts>> = {
  propose: byOwner,
  withdrawProposal: byOwner,
  returnProposal: reason,
  resubmit: byOwner,
  rejectProposal: deciding({ reason: 'Trùng với mô hình đang có' }),
  annulRejection: undoing('rejectProposal'),
  recognise: deciding({ startedOn: '2025-02-01' }),
  annulRecognition: undoing('recognise'),
  openReview: handing({ reviewYear: 2026, reason: 'Người dân phản ánh' }),
  openReReview: { reReview: { by: '2026-11-20', of: 'review-1', year: 2026 } },
  cancelReview: reason,
  submitSelfAssessment: {
    ...byOwner,
    review: exampleReview,
    ...handing({ selfScore: 85, selfAssessment: 'Đạt các mục tiêu đề ra' }),
  },
  proceedWithoutSelfAssessment: { review: { ...exampleReview, selfScore: null, selfAssessedBy: null }, ...reason },
  returnSelfAssessment: { review: exampleReview, ...reason },
  appraise: {
    review: exampleReview,
    ...handing({ appraisedScore: 72, verdict: 'effective', differenceReason: 'Thiếu minh chứng tiêu chí 4' }),
  },
  returnAppraisal: { review: exampleReview, ...reason },
  continueOperation: { review: { ...exampleReview, verdict: 'effective' }, ...handing({ conclusion: 'Tiếp tục duy trì' }) },
  strengthen: { lastVerdict: 'weak', ...handing({ strengtheningPlan: 'Kiện toàn ban chủ nhiệm', strengthenBy: '2027-05-20' }) },
  completeStrengthening: handing({ strengtheningResult: 'Đã kiện toàn' }),
  suspend: deciding({ reason: 'Lũ lớn', suspendedUntil: '2027-02-01' }),
  extendSuspension: {
    suspension: { since: '2026-11-01', until: '2027-02-01', from: 'operating' },
    ...deciding({ reason: 'Nước chưa rút', suspendedUntil: '2027-05-01' }),
  },
  resume: {
    ...undoing('suspend', { reason: 'Nước đã rút' }),
    suspension: { since: '2026-11-01', until: '2027-02-01', from: 'operating' },
  },
  resumeStrengthening: {
    ...undoing('suspend', { reason: 'Nước đã rút' }),
    suspension: { since: '2026-11-01', until: '2027-02-01', from: 'strengthening' },
  },
  terminate: { lastVerdict: 'ineffective', ...deciding({ ground: 'ineffective', handover: exampleHandover }) },
  annulTermination: undoing('terminate'),
  planReplication: {
    lastVerdict: 'effective',
    ...deciding({ replicationTargets: [{ territoryId: 'xa-my-tho' }, { territoryId: 'xa-phu-huu' }], replicateBy: '2027-06-30' }),
  },
  startReplication: { replication: placesOf({ targets: 2, pending: 2 }) },
  completeReplication: {
    replication: placesOf({ targets: 2, adopted: 1, declined: 1, takenUpInPlan: 1 }),
    ...handing({ replicationResult: 'Xã Mỹ Thọ đã ra mắt mô hình' }),
  },
  abandonReplication: undoing('planReplication'),
  abandonFurtherReplication: {
    ...undoing('planReplication'),
    replication: placesOf({ targets: 2, adopted: 1, pending: 1, adoptedBefore: 1 }),
  },
  explainNoReplication: { lastVerdict: 'effective', ...handing({ reason: 'Gắn với bến đò riêng có của xã' }) },
  reportReplicationResult: {
    ...byOwner,
    parentage: { target: 'adopted', heldBy: 'this' },
    ...handing({ replicationOutcome: 'succeeded', replicationFindings: '32 hộ tham gia, duy trì đều' }),
  },
  nominate: nomination,
  withdrawNomination: reason,
  appraiseNomination: { ...nominated, ...handing({ opinion: 'Đủ tiêu chuẩn' }) },
  commend: { ...nominated, ...deciding() },
  praise: { nomination: { ...nominated.nomination!, form: 'publicPraise' } },
  declineCommendation: reason,
  handOverCommendation: {
    ...commended,
    ...handing({ handedOverOn: '2026-11-20', handedOverAt: 'Hội nghị sơ kết, hội trường Uỷ ban xã' }),
  },
  revokeCommendation: { ...commended, ...undoing('commend') },
  withdrawPraise: { honours: { ...commended.honours!, praises: 1 }, ...reason },
  nominateAgain: nomination,
};

export const factsThatAllow = (step: ModelStep, changed: Partial<ModelFacts> = {}): ModelFacts => ({
  ...exampleFacts,
  ...favourable[step],
  ...changed,
});

/** The same, with some answers changed; `undefined` leaves one unanswered. */
export function answering(step: ModelStep, fields: Record<string, unknown>, changed: Partial<ModelFacts> = {}): ModelFacts {
  const facts = factsThatAllow(step, changed);
  return { ...facts, input: { ...facts.input, fields: { ...facts.input?.fields, ...fields } } };
}
