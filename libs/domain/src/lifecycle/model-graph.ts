import type { ConditionName } from './conditions.js';
import { INITIAL_STAGE, type Region, type StageOf } from './stage.js';
import type { ModelStep, StepOf } from './steps.js';

/** Where a step leads; where it depends on more than the stage, two targets and what decides between them. */
export type Target<Stage extends string = string> = Stage | { when: ConditionName; leads: Stage; otherwise: Stage };

type GraphOf<R extends Region> = {
  initial: StageOf<R>;
  stages: Record<StageOf<R>, { on: Partial<Record<StepOf<R>, Target<StageOf<R>>>> }>;
};

/** The commendation given before stands on when a new nomination comes to nothing. */
const backToWhatStands = <Stage extends string>(otherwise: Stage) =>
  ({ when: 'anEarlierCommendationStands', leads: 'commended', otherwise }) as const;
/** A commendation taken back is no commendation: without another the model stands as if never honoured; the journal remembers. */
const unlessAnotherStands = { when: 'anotherCommendationStands', leads: 'commended', otherwise: 'none' } as const;

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
          openReReview: 'selfAssessing',
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
          // Whoever was weak is judged again on the day its file set, finished with its measures or not.
          openReReview: 'selfAssessing',
          suspend: 'suspended',
          terminate: 'terminated',
        },
      },
      suspended: {
        on: { extendSuspension: 'suspended', resume: 'operating', resumeStrengthening: 'strengthening', terminate: 'terminated' },
      },
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
      nominated: {
        on: {
          appraiseNomination: 'appraised',
          withdrawNomination: backToWhatStands('none'),
          // An earlier commendation may turn out false, or be handed over, while a new nomination is on its way.
          revokeCommendation: 'nominated',
          withdrawPraise: 'nominated',
          handOverCommendation: 'nominated',
        },
      },
      appraised: {
        on: {
          commend: 'commended',
          praise: 'commended',
          declineCommendation: backToWhatStands('declined'),
          withdrawNomination: backToWhatStands('none'),
          revokeCommendation: 'appraised',
          withdrawPraise: 'appraised',
          handOverCommendation: 'appraised',
        },
      },
      commended: {
        on: {
          handOverCommendation: 'commended',
          revokeCommendation: unlessAnotherStands,
          withdrawPraise: unlessAnotherStands,
          nominateAgain: 'nominated',
        },
      },
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

export type LooseGraph = Record<string, { initial: string; stages: Record<string, { on: Record<string, Target> }> }>;

export const targetsOf = (target: Target): string[] => (typeof target === 'string' ? [target] : [target.leads, target.otherwise]);

export const edgesOf = (graph: LooseGraph): Edge[] =>
  Object.entries(graph).flatMap(([region, { stages }]) =>
    Object.entries(stages).flatMap(([from, { on }]) =>
      Object.entries(on).flatMap(([step, target]) =>
        targetsOf(target).map((to) => ({ region: region as Region, from, step: step as ModelStep, to })),
      ),
    ),
  );

export const modelEdges = edgesOf(modelGraph as LooseGraph);
