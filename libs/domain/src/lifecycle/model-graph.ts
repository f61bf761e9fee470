import { INITIAL_STAGE, type Region, type StageOf } from './stage.js';
import type { ModelStep, StepOf } from './steps.js';

type GraphOf<R extends Region> = {
  initial: StageOf<R>;
  stages: Record<StageOf<R>, { on: Partial<Record<StepOf<R>, StageOf<R>>> }>;
};

/** Which step leads from which stage to which. What a step must meet stands in `steps.ts`, once, wherever it starts from. */
export const modelGraph = {
  life: {
    initial: INITIAL_STAGE.life,
    stages: {
      drafting: { on: { propose: 'proposed' } },
      proposed: {
        on: { withdrawProposal: 'drafting', returnProposal: 'returned', rejectProposal: 'rejected', recognise: 'operating' },
      },
      returned: { on: { resubmit: 'proposed' } },
      rejected: { on: { annulRejection: 'proposed' } },
      operating: {
        on: {
          openReview: 'selfAssessing',
          // The duty a weak verdict made is still owed after an annulled termination.
          strengthen: 'strengthening',
          suspend: 'suspended',
          terminate: 'terminated',
          annulRecognition: 'proposed',
        },
      },
      selfAssessing: {
        on: {
          submitSelfAssessment: 'appraising',
          proceedWithoutSelfAssessment: 'appraising',
          cancelReview: 'operating',
          suspend: 'suspended',
          // Escape hatch, in every stage of a review: a unit that no longer exists cannot finish it.
          terminate: 'terminated',
        },
      },
      appraising: { on: { appraise: 'deciding', returnSelfAssessment: 'selfAssessing', terminate: 'terminated' } },
      // Nothing is approved by silence: only these four leave, and none of them is a clock.
      deciding: {
        on: {
          continueOperation: 'operating',
          strengthen: 'strengthening',
          terminate: 'terminated',
          returnAppraisal: 'appraising',
        },
      },
      strengthening: {
        on: {
          completeStrengthening: 'operating',
          // The yearly review reaches every model, also one being strengthened (D1.5).
          openReview: 'selfAssessing',
          suspend: 'suspended',
          terminate: 'terminated',
        },
      },
      suspended: { on: { resume: 'operating', resumeStrengthening: 'strengthening', terminate: 'terminated' } },
      terminated: { on: { annulTermination: 'operating' } },
    },
  },
  spread: {
    initial: INITIAL_STAGE.spread,
    stages: {
      // What leads back to its own stage changes no stage, but is a step like any other: allowed or refused, and journaled.
      local: {
        on: { planReplication: 'toReplicate', explainNoReplication: 'local', reportReplicationResult: 'local' },
      },
      toReplicate: {
        on: {
          startReplication: 'replicating',
          abandonReplication: 'local',
          abandonFurtherReplication: 'replicated',
          reportReplicationResult: 'toReplicate',
        },
      },
      replicating: {
        on: {
          completeReplication: 'replicated',
          abandonReplication: 'local',
          abandonFurtherReplication: 'replicated',
          reportReplicationResult: 'replicating',
        },
      },
      replicated: {
        on: { planReplication: 'toReplicate', explainNoReplication: 'replicated', reportReplicationResult: 'replicated' },
      },
    },
  },
  honour: {
    initial: INITIAL_STAGE.honour,
    stages: {
      none: { on: { nominate: 'nominated' } },
      nominated: { on: { appraiseNomination: 'appraised', withdrawNomination: 'none' } },
      appraised: { on: { commend: 'commended', declineCommendation: 'declined' } },
      // A revoked commendation is no commendation: the model stands as if never honoured, the journal remembers.
      commended: { on: { revokeCommendation: 'none', nominateAgain: 'nominated' } },
      declined: { on: { nominateAgain: 'nominated' } },
    },
  },
} satisfies { [R in Region]: GraphOf<R> };

export interface Edge {
  region: Region;
  from: string;
  step: ModelStep;
  to: string;
}

export type LooseGraph = Record<string, { initial: string; stages: Record<string, { on: Record<string, string> }> }>;

export const edgesOf = (graph: LooseGraph): Edge[] =>
  Object.entries(graph).flatMap(([region, { stages }]) =>
    Object.entries(stages).flatMap(([from, { on }]) =>
      Object.entries(on).map(([step, to]) => ({ region: region as Region, from, step: step as ModelStep, to })),
    ),
  );

export const modelEdges = edgesOf(modelGraph as LooseGraph);
