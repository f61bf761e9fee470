import { advance, foldModelJournal, INITIAL_STAGE, type ModelFacts, type ModelStage, type ModelStep } from '#domain';
import { answering, exampleFacts, exampleReview, factsThatAllow, placesOf } from './example-facts.js';
import { modelEdges } from './model-graph.js';
import { regions, stagesOf } from './stage.js';

type Leg = { step: ModelStep; facts: ModelFacts; becomes: string };
interface Journey {
  title: string;
  from: ModelStage;
  legs: Leg[];
}

const leg = (step: ModelStep, becomes: string, facts: ModelFacts = factsThatAllow(step)): Leg => ({ step, facts, becomes });
const operating: ModelStage = { life: 'operating', spread: 'local', honour: 'none' };
/** So many commendations stand. */
const standing = (step: ModelStep, many: number): ModelFacts => {
  const facts = factsThatAllow(step);
  return { ...facts, honours: { ...exampleFacts.honours, ...facts.honours, standing: many } };
};
const weak = { review: { ...exampleReview, verdict: 'weak' as const } };
const ineffective = { review: { ...exampleReview, verdict: 'ineffective' as const } };

const communes = (...names: string[]) => names.map((territoryId) => ({ territoryId }));

const journeys: Journey[] = [
  {
    title: 'a model is proposed, sent back once, recognised, judged effective, replicated and commended',
    from: INITIAL_STAGE,
    legs: [
      leg('propose', 'proposed'),
      leg('returnProposal', 'returned'),
      leg('resubmit', 'proposed'),
      leg('recognise', 'operating'),
      leg('openReview', 'selfAssessing'),
      leg('submitSelfAssessment', 'appraising'),
      leg('appraise', 'deciding'),
      leg('continueOperation', 'operating'),
      leg('planReplication', 'toReplicate'),
      leg('startReplication', 'replicating'),
      leg('completeReplication', 'replicated'),
      leg('nominate', 'nominated'),
      leg('appraiseNomination', 'appraised'),
      leg('commend', 'commended'),
      leg('handOverCommendation', 'commended'),
      leg('planReplication', 'toReplicate'),
    ],
  },
  {
    title: 'a model that was declined is nominated again for a new achievement, praised, and the praise withdrawn',
    from: { ...operating, honour: 'appraised' },
    legs: [
      leg('declineCommendation', 'declined'),
      leg('nominateAgain', 'nominated'),
      leg('withdrawNomination', 'none'),
      leg('nominate', 'nominated'),
      leg('appraiseNomination', 'appraised'),
      leg('withdrawNomination', 'none'),
      leg('nominate', 'nominated'),
      leg('appraiseNomination', 'appraised'),
      leg('praise', 'commended'),
      leg('withdrawPraise', 'none'),
    ],
  },
  {
    title: 'an earlier commendation stands on when a new nomination comes to nothing',
    from: { ...operating, honour: 'commended' },
    legs: [
      leg('nominateAgain', 'nominated', standing('nominateAgain', 1)),
      leg('handOverCommendation', 'nominated', standing('handOverCommendation', 1)),
      leg('withdrawNomination', 'commended', standing('withdrawNomination', 1)),
      leg('nominateAgain', 'nominated', standing('nominateAgain', 1)),
      leg('appraiseNomination', 'appraised', standing('appraiseNomination', 1)),
      leg('handOverCommendation', 'appraised', standing('handOverCommendation', 1)),
      leg('declineCommendation', 'commended', standing('declineCommendation', 1)),
    ],
  },
  {
    title: 'of two commendations one is revoked and the other stands; while a third is on its way, so does the nomination',
    from: { ...operating, honour: 'commended' },
    legs: [
      leg('revokeCommendation', 'commended', standing('revokeCommendation', 2)),
      leg('withdrawPraise', 'commended', standing('withdrawPraise', 2)),
      leg('nominateAgain', 'nominated'),
      leg('revokeCommendation', 'nominated', standing('revokeCommendation', 2)),
      leg('withdrawPraise', 'nominated', standing('withdrawPraise', 1)),
      leg('appraiseNomination', 'appraised'),
      leg('revokeCommendation', 'appraised'),
      leg('withdrawPraise', 'appraised'),
      leg('commend', 'commended'),
    ],
  },
  {
    title: 'a model that ended in honour is commended after its end, and handed its award',
    from: { life: 'terminated', spread: 'local', honour: 'none' },
    legs: (['nominate', 'appraiseNomination', 'commend', 'handOverCommendation'] as const).map((step) =>
      leg(
        step,
        { nominate: 'nominated', appraiseNomination: 'appraised', commend: 'commended', handOverCommendation: 'commended' }[step],
        {
          ...factsThatAllow(step),
          end: { ground: 'consolidated', heirId: 'model-2', heirLife: 'operating' },
          lastVerdict: 'exemplary',
        },
      ),
    ),
  },
  {
    title: 'a rejected model is considered again only after the rejection is annulled',
    from: INITIAL_STAGE,
    legs: [
      leg('propose', 'proposed'),
      leg('withdrawProposal', 'drafting'),
      leg('propose', 'proposed'),
      leg('rejectProposal', 'rejected'),
      leg('annulRejection', 'proposed'),
      leg('recognise', 'operating'),
      leg('annulRecognition', 'proposed'),
    ],
  },
  {
    title: 'a weak model is strengthened, through a flood, and judged again',
    from: { ...operating, life: 'deciding' },
    legs: [
      leg('returnAppraisal', 'appraising'),
      leg('returnSelfAssessment', 'selfAssessing'),
      leg('submitSelfAssessment', 'appraising'),
      leg('appraise', 'deciding', answering('appraise', { appraisedScore: 55, verdict: 'weak' })),
      leg('strengthen', 'strengthening', factsThatAllow('strengthen', weak)),
      leg('suspend', 'suspended'),
      leg('extendSuspension', 'suspended'),
      leg('resumeStrengthening', 'strengthening'),
      leg('completeStrengthening', 'operating'),
      leg('suspend', 'suspended'),
      leg('resume', 'operating'),
      leg('openReReview', 'selfAssessing'),
      leg('submitSelfAssessment', 'appraising'),
      leg('appraise', 'deciding'),
      leg('continueOperation', 'operating'),
    ],
  },
  {
    title: 'an ineffective model is terminated; the termination is annulled by another decision, and the model is strengthened',
    from: { ...operating, life: 'deciding' },
    legs: [
      leg('terminate', 'terminated', factsThatAllow('terminate', ineffective)),
      leg('annulTermination', 'operating'),
      leg('strengthen', 'strengthening', factsThatAllow('strengthen', { lastVerdict: 'ineffective' })),
      leg('openReview', 'selfAssessing'),
      leg('cancelReview', 'operating'),
      leg('strengthen', 'strengthening', factsThatAllow('strengthen', { lastVerdict: 'ineffective' })),
      leg('openReReview', 'selfAssessing'),
    ],
  },
  {
    title: 'an owner that no longer exists cannot keep its model unjudged',
    from: { ...operating, life: 'selfAssessing' },
    legs: [
      leg(
        'proceedWithoutSelfAssessment',
        'appraising',
        factsThatAllow('proceedWithoutSelfAssessment', {
          ownerOrganisationInForce: false,
          review: { ...exampleReview, selfAssessmentDueOn: null, selfScore: null, selfAssessedBy: null },
        }),
      ),
      leg(
        'terminate',
        'terminated',
        answering(
          'terminate',
          { ground: 'unitClosed', unitChangeDocument: 'NQ 1663/NQ-UBTVQH15', unitChangedOn: '2025-06-16' },
          { lastVerdict: null },
        ),
      ),
    ],
  },
  ...(['operating', 'selfAssessing', 'appraising', 'deciding', 'strengthening', 'suspended'] as const).map((life) => ({
    title: `a model no longer suited to society is terminated while ${life}, though once judged effective`,
    from: { ...operating, life },
    legs: [
      leg(
        'terminate',
        'terminated',
        answering('terminate', { ground: 'obsolete', changeInSociety: 'Hộ nào cũng có nước máy' }, { lastVerdict: 'effective' }),
      ),
    ],
  })),
  {
    title: 'a model is consolidated into another',
    from: operating,
    legs: [
      leg(
        'terminate',
        'terminated',
        answering(
          'terminate',
          { ground: 'consolidated', heirModelId: 'model-2' },
          { heir: { modelId: 'model-2', life: 'operating' } },
        ),
      ),
    ],
  },
  {
    title: 'a review is interrupted by a suspension',
    from: { ...operating, life: 'selfAssessing' },
    legs: [leg('suspend', 'suspended')],
  },
  {
    title: 'replication nobody took up is abandoned, before or after it started',
    from: operating,
    legs: [
      leg('planReplication', 'toReplicate'),
      leg('abandonReplication', 'local'),
      leg('planReplication', 'toReplicate'),
      leg('startReplication', 'replicating'),
      leg('abandonReplication', 'local'),
    ],
  },
  {
    title:
      'a pilot in three communes is replicated, then further; the further plan finds no taker and is given up, the copies stay',
    from: operating,
    legs: [
      leg('planReplication', 'toReplicate', answering('planReplication', { replicationTargets: communes('a', 'b', 'c') })),
      leg(
        'startReplication',
        'replicating',
        factsThatAllow('startReplication', { replication: placesOf({ targets: 3, pending: 3 }) }),
      ),
      leg(
        'completeReplication',
        'replicated',
        factsThatAllow('completeReplication', { replication: placesOf({ targets: 3, adopted: 3, takenUpInPlan: 3 }) }),
      ),
      leg('planReplication', 'toReplicate', answering('planReplication', { replicationTargets: communes('d', 'e') })),
      leg('abandonFurtherReplication', 'replicated'),
      leg('planReplication', 'toReplicate', answering('planReplication', { replicationTargets: communes('d') })),
      leg('startReplication', 'replicating'),
      leg('abandonFurtherReplication', 'replicated'),
      leg('explainNoReplication', 'replicated'),
    ],
  },
  {
    title: 'an effective model that suits no other place says so in writing',
    from: operating,
    legs: [leg('explainNoReplication', 'local')],
  },
  ...(['local', 'toReplicate', 'replicating', 'replicated'] as const).map((spread) => ({
    title: `a copy reports how it turned out, itself being ${spread}`,
    from: { ...operating, spread },
    legs: [leg('reportReplicationResult', spread)],
  })),
  {
    title: 'a commendation on false data is revoked by another decision',
    from: { ...operating, honour: 'commended' },
    legs: [leg('revokeCommendation', 'none')],
  },
];

describe('libs/domain/lifecycle - journeys', () => {
  const seen = new Set<string>();
  const walked = new Set<string>();

  it.each(journeys.map((journey) => [journey.title, journey] as const))('%s', (_, { from, legs }) => {
    let stage: ModelStage = from;
    const journal = [];
    for (const { step, facts, becomes } of legs) {
      const outcome = advance(stage, step, facts);
      if (outcome.kind === 'refused')
        throw new Error(`${step} refused: ${outcome.reasons.map((reason) => reason.criterion).join(', ')}`);
      expect(outcome.to).toEqual({ ...stage, [outcome.region]: becomes });
      regions.forEach((region) => [stage, outcome.to].forEach((passed) => seen.add(`${region}.${passed[region]}`)));
      walked.add(`${outcome.region}.${stage[outcome.region]} ${step}`);
      journal.push({ step, from: outcome.from, to: outcome.to });
      stage = outcome.to;
    }
    if (from === INITIAL_STAGE) expect(foldModelJournal(journal)).toEqual(stage);
  });

  it('pass through every stage', () => {
    const all = regions.flatMap((region) => stagesOf(region).map((stage) => `${region}.${stage}`));
    expect(all.filter((stage) => !seen.has(stage))).toEqual([]);
  });

  it('take every step from every stage it leaves', () => {
    const all = modelEdges.map(({ region, from, step }) => `${region}.${from} ${step}`);
    expect(all.filter((edge) => !walked.has(edge))).toEqual([]);
  });
});
