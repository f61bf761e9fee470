import { randomUUID } from 'node:crypto';
import {
  handoverOf,
  reviewIsOvertaken,
  scoredBy,
  type ModelFacts,
  type ModelStage,
  type ModelStep,
  type NomineeKind,
  type PlannedTarget,
  type Verdict,
} from '#domain';
import type { ModelChange, PlaceChange, ReviewColumns } from '#records';

/** One step that was allowed, and what it rests on. */
export interface StepDone {
  from: ModelStage;
  facts: ModelFacts;
  decisionId: string | null;
}

type Effect = (done: StepDone) => ModelChange;

const nothing: Effect = () => ({});

// The criteria have seen each of these; a wrong type cannot come this far.
const given = <T>({ input }: ModelFacts, field: string): T => input?.fields[field] as T;
const effectiveOn = ({ input }: ModelFacts): string => input!.decision!.effectiveOn;

const reviewIsOpen = ({ review }: ModelFacts): boolean => review !== null && review.concludedOn === null;

/** The verdict of an open review becomes the one that stands, with the review concluded; of an earlier year it is only put on record. */
function concluding(facts: ModelFacts, conclusion: string | null): ModelChange {
  if (!reviewIsOpen(facts) || !facts.review?.verdict) return {};
  const review = { set: { concludedOn: facts.today, conclusion } };
  if (reviewIsOvertaken(facts)) return { review };
  // Whatever review an earlier file asked for, this verdict is the newer one.
  return { model: { lastVerdict: facts.review.verdict, reReviewBy: null }, review };
}

const opened = (facts: ModelFacts) => ({
  id: randomUUID(),
  openedOn: facts.today,
  openedBecause: given<string | undefined>(facts, 'reason') || null,
});

/** A review that something overtook before it had a verdict; its year may be reviewed again. */
const cancelling = (facts: ModelFacts): ModelChange =>
  reviewIsOpen(facts) ? { review: { set: { cancelledOn: facts.today } } } : {};

const noSelfAssessment: Partial<ReviewColumns> = {
  selfScore: null,
  selfAssessment: null,
  selfAssessedOn: null,
  selfAssessedBy: null,
  selfScores: null,
};
const noAppraisal: Partial<ReviewColumns> = {
  appraisedScore: null,
  differenceReason: null,
  appraisedOn: null,
  appraisedBy: null,
  verdict: null,
  appraisedScores: null,
  knockedOut: null,
  inspectedOn: null,
  inspectionFindings: null,
};
const notSuspended = { suspendedOn: null, suspendedUntil: null, suspendedFrom: null };
const strengthened = { strengtheningPlan: null, strengthenBy: null };

const nominate: Effect = ({ facts }) => ({
  nomination: {
    open: {
      id: randomUUID(),
      achievement: given(facts, 'achievement'),
      achievedFrom: given(facts, 'achievedFrom'),
      achievedTo: given(facts, 'achievedTo'),
      form: given(facts, 'commendationForm'),
      nomineeKind: given<NomineeKind | undefined>(facts, 'nomineeKind') ?? 'model',
      nomineeOrganisationId: given<string | undefined>(facts, 'nomineeOrganisationId') || null,
      nomineeRole: given<string | undefined>(facts, 'nomineeRole') || null,
      nominatedOn: facts.today,
      nominatedBy: facts.actorOrganisationId,
    },
  },
});

/** A copy that ends as ineffective has answered how the replication turned out. */
const failed = (facts: ModelFacts): ModelChange =>
  ofACopy(facts, {
    deed: 'reportResult',
    outcome: 'failed',
    findings: 'Mô hình nhân rộng đã kết thúc vì không hiệu quả',
    reportedOn: facts.today,
    byTheEnd: true,
  });

const abandon: Effect = ({ facts }) => ({ targets: { withdraw: 'ofThePlan', reason: given(facts, 'reason') } });

/** What a step of a copy means for the place it was drafted for. */
const ofACopy = ({ parentage }: ModelFacts, place: PlaceChange): ModelChange => (parentage ? { place } : {});

function proposing({ facts }: StepDone): ModelChange {
  return { model: { proposedOn: facts.today }, ...ofACopy(facts, { deed: 'takeCopy' }), firstAmongAlike: true };
}

/** What each step writes beside the stage. An annulment takes back what the decision it undoes had written. */
const effects: Record<ModelStep, Effect> = {
  propose: proposing,
  withdrawProposal: ({ facts }) => ({
    model: { proposedOn: null },
    ...ofACopy(facts, { deed: 'releaseCopy', reason: 'Rút đề xuất' }),
  }),
  returnProposal: nothing,
  resubmit: proposing,
  rejectProposal: ({ facts }) => ofACopy(facts, { deed: 'releaseCopy', reason: given(facts, 'reason') }),
  annulRejection: ({ facts }) => ofACopy(facts, { deed: 'takeCopy' }),
  recognise: ({ facts }) => ({
    model: { startedOn: given(facts, 'startedOn') },
    ...ofACopy(facts, { deed: 'adopt', adoptedOn: effectiveOn(facts), today: facts.today }),
  }),
  annulRecognition: ({ facts }) => ({
    model: { startedOn: null },
    ...ofACopy(facts, { deed: 'reopen', reason: given(facts, 'reason') }),
  }),

  openReview: ({ facts }) => ({
    review: {
      open: { ...opened(facts), year: given(facts, 'reviewYear'), reReviewOf: null },
    },
  }),
  openReReview: ({ facts }) => ({
    review: { open: { ...opened(facts), year: facts.reReview!.year, reReviewOf: facts.reReview!.of } },
  }),
  cancelReview: ({ facts }) => cancelling(facts),
  submitSelfAssessment: ({ facts }) => {
    const scored = scoredBy('submitSelfAssessment', facts);
    return {
      review: {
        set: {
          selfScore: scored ? scored.percentage : given(facts, 'selfScore'),
          selfScores: scored && JSON.stringify(scored.scores),
          selfAssessment: given(facts, 'selfAssessment'),
          selfAssessedOn: facts.today,
          selfAssessedBy: facts.actorOrganisationId,
        },
      },
    };
  },
  proceedWithoutSelfAssessment: nothing,
  returnSelfAssessment: () => ({ review: { set: noSelfAssessment } }),
  appraise: ({ facts }) => {
    const scored = scoredBy('appraise', facts);
    return {
      review: {
        set: {
          appraisedScore: scored ? scored.percentage : given(facts, 'appraisedScore'),
          appraisedScores: scored && JSON.stringify(scored.scores),
          knockedOut: scored && JSON.stringify(scored.knockedOut),
          differenceReason: given<string | undefined>(facts, 'differenceReason') || null,
          appraisedOn: facts.today,
          appraisedBy: facts.actorOrganisationId,
          inspectedOn: given<string | undefined>(facts, 'inspectedOn') ?? null,
          inspectionFindings: given<string | undefined>(facts, 'inspectionFindings') || null,
          verdict: scored ? scored.verdict : given<Verdict>(facts, 'verdict'),
        },
      },
    };
  },
  returnAppraisal: () => ({ review: { set: noAppraisal } }),
  continueOperation: ({ facts }) => {
    const { model, review } = concluding(facts, given(facts, 'conclusion'));
    // What the later verdict asked for is asked for still.
    return reviewIsOvertaken(facts) ? { review } : { model: { ...model, ...strengthened }, review };
  },
  strengthen: ({ facts }) => {
    const { model, review } = concluding(facts, null);
    return {
      model: {
        ...model,
        strengtheningPlan: given(facts, 'strengtheningPlan'),
        strengthenBy: given(facts, 'strengthenBy'),
        reReviewBy: given<string | undefined>(facts, 'reReviewOn') ?? given(facts, 'strengthenBy'),
      },
      review,
    };
  },
  // The measures are done; whether the model is better the next review says. What was completed before there was one stays settled.
  completeStrengthening: ({ facts }) => ({ model: 'reReview' in facts ? strengthened : { ...strengthened, reReviewBy: null } }),

  suspend: ({ from, facts }) => ({
    ...cancelling(facts),
    model: { suspendedOn: effectiveOn(facts), suspendedUntil: given(facts, 'suspendedUntil'), suspendedFrom: from.life },
  }),
  extendSuspension: ({ facts }) => ({ model: { suspendedUntil: given(facts, 'suspendedUntil') } }),
  resume: () => ({ model: notSuspended }),
  resumeStrengthening: () => ({ model: notSuspended }),
  terminate: ({ facts }) => {
    const { parentage } = facts;
    const { model, review } = facts.review?.verdict ? concluding(facts, null) : cancelling(facts);
    return {
      model: {
        ...model,
        ...notSuspended,
        endedOn: effectiveOn(facts),
        endGround: given(facts, 'ground'),
        heirId: given(facts, 'ground') === 'consolidated' ? given(facts, 'heirModelId') : null,
      },
      review,
      handover: handoverOf(facts)!,
      // What has ended spreads no further; a copy already being founded lives on.
      targets: { withdraw: 'ofAllPlans', reason: 'Mô hình đã kết thúc' },
      ...(parentage?.target === 'adopted' && given(facts, 'ground') === 'ineffective' ? failed(facts) : {}),
    };
  },
  // A review that the end overtook is not among it: its year may be reviewed again. Nor is a nomination, which can be made again.
  annulTermination: ({ facts }) => ({
    model: { endedOn: null, endGround: null, heirId: null },
    targets: { restore: 'whatTheEndWithdrew' },
    ...(facts.parentage?.target === 'adopted' && facts.end?.ground === 'ineffective'
      ? { place: { deed: 'takeBackResult' } }
      : {}),
  }),

  planReplication: ({ facts }) => ({
    // What was said against replicating stays in the journal.
    model: { noReplicationReason: null, noReplicationOn: null },
    targets: {
      add: given<PlannedTarget[]>(facts, 'replicationTargets').map((target) => ({
        ...target,
        id: randomUUID(),
        receiverId: null,
      })),
      replicateBy: given(facts, 'replicateBy'),
      plannedOn: facts.today,
      plannedBy: facts.actorOrganisationId,
    },
  }),
  startReplication: nothing,
  completeReplication: nothing,
  abandonReplication: abandon,
  abandonFurtherReplication: abandon,
  explainNoReplication: ({ facts }) => ({ model: { noReplicationReason: given(facts, 'reason'), noReplicationOn: facts.today } }),
  reportReplicationResult: ({ facts }) =>
    ofACopy(facts, {
      deed: 'reportResult',
      outcome: given(facts, 'replicationOutcome'),
      findings: given(facts, 'replicationFindings'),
      reportedOn: facts.today,
    }),

  nominate,
  nominateAgain: nominate,
  withdrawNomination: ({ facts }) => ({
    nomination: { set: { outcome: 'withdrawn', settledOn: facts.today, settledReason: given(facts, 'reason') } },
  }),
  appraiseNomination: ({ facts }) => ({
    nomination: { set: { opinion: given(facts, 'opinion'), appraisedOn: facts.today, appraisedBy: facts.actorOrganisationId } },
  }),
  commend: ({ facts, decisionId }) => ({
    nomination: {
      set: {
        outcome: 'commended',
        settledOn: effectiveOn(facts),
        decidedOn: facts.input!.decision!.decidedOn,
        grantedBy: facts.actorOrganisationId,
        formsEditionId: facts.forms.editionId!,
        decisionId: decisionId!,
      },
    },
  }),
  praise: ({ facts }) => ({
    nomination: {
      set: {
        outcome: 'commended',
        settledOn: facts.today,
        decidedOn: facts.today,
        grantedBy: facts.actorOrganisationId,
        formsEditionId: facts.forms.editionId!,
        withoutPaper: true,
      },
    },
  }),
  declineCommendation: ({ facts }) => ({
    nomination: {
      set: { outcome: 'declined', settledOn: facts.today, settledReason: given(facts, 'reason'), decidedOn: facts.today },
    },
  }),
  handOverCommendation: ({ facts }) => ({
    nomination: { handOver: { on: given(facts, 'handedOverOn'), at: given(facts, 'handedOverAt') } },
  }),
  withdrawPraise: ({ facts }) => ({ nomination: { withdrawPraise: facts.today, reason: given(facts, 'reason') } }),
  revokeCommendation: ({ facts }) => ({
    nomination: { revokeCommended: effectiveOn(facts), reason: given(facts, 'reason') },
  }),
};

export const effectsOf = (step: ModelStep, done: StepDone): ModelChange => effects[step](done);
