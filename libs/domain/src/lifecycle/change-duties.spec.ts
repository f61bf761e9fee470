import { dutiesOfVerdict, type ModelDuty, type ModelStage, type ModelStep, type OpenDuty, type Verdict } from '#domain';
import fc from 'fast-check';
import { changeDuties } from './change-duties.js';
import { dutyOrder } from './duties.js';
import { modelEdges } from './model-graph.js';
import { owedDuties, type DutySituation } from './owed-duties.js';
import { INITIAL_STAGE } from './stage.js';
import { runs } from '../testing/property-runs.js';

const today = '2026-11-20';
const quiet: DutySituation = {
  stage: INITIAL_STAGE,
  review: null,
  concluded: null,
  strengthenBy: null,
  reReviewBy: null,
  suspendedUntil: null,
  replicateBy: null,
  endGround: null,
  toHandOver: 0,
  places: [],
  copyToReport: false,
};
const running = (stage: Partial<ModelStage>, over: Partial<DutySituation> = {}): DutySituation => ({
  ...quiet,
  stage: { ...INITIAL_STAGE, life: 'operating', ...stage },
  ...over,
});
const open = (duty: ModelDuty, reviewId: string | null = null, originalDueOn = '2026-12-20'): OpenDuty => ({
  id: `${duty}-1`,
  duty,
  reviewId,
  originalDueOn,
  organisationId: 'front',
});
const judged = (verdict: Verdict, over: Partial<NonNullable<DutySituation['concluded']>> = {}) => ({
  concluded: { id: 'r1', verdict, now: false, made: dutiesOfVerdict(verdict), done: [] as ModelDuty[], ...over },
});

describe('libs/domain/lifecycle - what a step makes due', () => {
  const told = (step: ModelStep, before: OpenDuty[], after: DutySituation) => {
    const change = changeDuties(step, before, after, today);
    return {
      open: change.open.map(({ duty }) => duty),
      discharged: change.discharged.map(({ duty }) => duty),
      cancelled: change.cancelled.map(({ duty, why }) => `${duty.duty}: ${why}`),
      settled: change.settledAtOnce.map(({ duty, outcome }) => `${duty.duty}: ${outcome}`),
    };
  };
  const nothing = { open: [], discharged: [], cancelled: [], settled: [] };

  it.each<[string, ModelStep, OpenDuty[], DutySituation, object]>([
    ['a proposal waits for the level above', 'propose', [], running({ life: 'proposed' }), { open: ['considerProposal'] }],
    [
      'sent back, it waits for the owner',
      'returnProposal',
      [open('considerProposal')],
      running({ life: 'returned' }),
      { open: ['completeProposal'], discharged: ['considerProposal'] },
    ],
    [
      'withdrawn, it waits for nobody',
      'withdrawProposal',
      [open('considerProposal')],
      running({ life: 'drafting' }),
      { cancelled: ['considerProposal: pointless'] },
    ],
    [
      'a self-assessment sent back is owed again by the owner',
      'returnSelfAssessment',
      [open('appraise', 'r1')],
      running({ life: 'selfAssessing' }, { review: { id: 'r1', verdict: null } }),
      { open: ['selfAssess'], discharged: ['appraise'] },
    ],
    [
      'a good verdict waits to be concluded',
      'appraise',
      [open('appraise', 'r1')],
      running({ life: 'deciding' }, { review: { id: 'r1', verdict: 'effective' } }),
      { open: ['conclude'], discharged: ['appraise'] },
    ],
    [
      'a bad one waits for its file at once',
      'appraise',
      [open('appraise', 'r1')],
      running({ life: 'deciding' }, { review: { id: 'r1', verdict: 'ineffective' } }),
      { open: ['strengthenOrTerminate'], discharged: ['appraise'] },
    ],
    [
      'an exemplary model owes its plan and its nomination',
      'continueOperation',
      [open('conclude', 'r1')],
      running({}, judged('exemplary', { now: true, made: [] })),
      { open: ['planReplication', 'nominate'], discharged: ['conclude'] },
    ],
    [
      'a written reason is an answer too',
      'explainNoReplication',
      [open('planReplication', 'r1')],
      running({}, judged('effective')),
      { discharged: ['planReplication'] },
    ],
    [
      'what is under way already answers the verdict',
      'continueOperation',
      [open('conclude', 'r1'), open('completeReplication', null, '2027-06-30')],
      running({ spread: 'replicating' }, { replicateBy: '2027-06-30', ...judged('effective', { now: true, made: [] }) }),
      { discharged: ['conclude'], settled: ['planReplication: discharged'] },
    ],
    [
      'another verdict asks again',
      'continueOperation',
      [open('conclude', 'r1'), open('planReplication', 'r0')],
      running({}, judged('effective', { now: true, made: [] })),
      { open: ['planReplication'], discharged: ['conclude'], cancelled: ['planReplication: renewed'] },
    ],
    [
      'an end takes back what was owed, and leaves the verdict its duty',
      'terminate',
      [open('conclude', 'r1'), open('completeReplication', null, '2027-06-30')],
      running({ life: 'terminated' }, { endGround: 'unitClosed', ...judged('effective', { now: true, made: [] }) }),
      { discharged: ['conclude'], cancelled: ['completeReplication: pointless'], settled: ['planReplication: cancelled'] },
    ],
    [
      'an honourable end does not end honours',
      'terminate',
      [open('appraiseNomination'), open('planReplication', 'r1')],
      running(
        { life: 'terminated', honour: 'nominated' },
        { endGround: 'obsolete', ...judged('exemplary', { done: ['nominate'] }) },
      ),
      { cancelled: ['planReplication: pointless'] },
    ],
    ['annulled, the end gives back what it took', 'annulTermination', [], running({}, judged('weak')), { open: ['strengthen'] }],
    [
      'a suspension has its own clock and stops what cannot be done',
      'suspend',
      [open('planReplication', 'r1')],
      running({ life: 'suspended' }, { suspendedUntil: '2027-01-31', ...judged('effective') }),
      { open: ['resume'], cancelled: ['planReplication: pointless'] },
    ],
    [
      'a longer suspension begins a new term',
      'extendSuspension',
      [open('resume', null, '2027-01-31')],
      running({ life: 'suspended' }, { suspendedUntil: '2027-03-31' }),
      { open: ['resume'], cancelled: ['resume: renewed'] },
    ],
  ])('%s', (_, step, before, after, expected) => expect(told(step, before, after)).toEqual({ ...nothing, ...expected }));

  // Walks the graph by its edges, guards left aside: whatever a guard lets through is among them.
  it('on no path is a model left without the duties it owes, or a verdict without its own', () => {
    const choice = fc.record({
      edge: fc.nat(),
      verdict: fc.constantFrom<Verdict>('effective', 'exemplary', 'weak', 'ineffective'),
      ground: fc.constantFrom('ineffective' as const, 'obsolete' as const, 'unitClosed' as const),
    });
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 60 }), (choices) => {
        let situation: DutySituation = quiet;
        let owed: OpenDuty[] = [];
        const made = new Map<string, Set<ModelDuty>>();
        const done = new Map<string, Set<ModelDuty>>();
        let number = 0;
        for (const { edge, verdict, ground } of choices) {
          const edges = modelEdges.filter(({ region, from }) => situation.stage[region] === from);
          const { step, to, region } = edges[edge % edges.length]!;
          situation = walk(situation, step, { ...situation.stage, [region]: to } as ModelStage, verdict, ground, `r${++number}`);
          const { concluded } = situation;
          if (concluded && !concluded.now)
            situation = {
              ...situation,
              concluded: {
                ...concluded,
                made: [...(made.get(concluded.id) ?? [])],
                done: [...(done.get(concluded.id) ?? [])],
              },
            };
          const change = changeDuties(step, owed, situation, today);
          const remember = (map: typeof made, reviewId: string | null, duty: ModelDuty) =>
            reviewId && map.set(reviewId, (map.get(reviewId) ?? new Set()).add(duty));
          for (const { duty, reviewId } of [...change.open, ...change.settledAtOnce.map((one) => one.duty)])
            remember(made, reviewId, duty);
          for (const { duty, reviewId } of change.discharged) if (step !== 'terminate') remember(done, reviewId, duty);
          for (const one of change.settledAtOnce)
            if (one.outcome === 'discharged') remember(done, one.duty.reviewId, one.duty.duty);
          const gone = new Set([...change.discharged, ...change.cancelled.map(({ duty }) => duty)]);
          owed = [
            ...owed.filter((duty) => !gone.has(duty)),
            ...change.open.map(({ duty, reviewId, setFor }) => ({
              id: `${duty}-${number}`,
              duty,
              reviewId,
              originalDueOn: setFor ?? '2027-01-01',
              organisationId: dutyOrder(duty).owedBy,
            })),
          ];

          // One open duty of a kind, and each is there because of where the model stands, or was just done.
          const names = owed.map(({ duty }) => duty);
          expect(new Set(names).size).toBe(names.length);
          const should = owedDuties(situation).filter(({ duty }) => !change.discharged.some((one) => one.duty === duty));
          expect(names.toSorted()).toEqual(should.map(({ duty }) => duty).toSorted());
          for (const { organisationId } of owed) expect(organisationId).toBeTruthy();
          if (situation.concluded?.now)
            expect([...(made.get(situation.concluded.id) ?? [])]).toEqual(
              expect.arrayContaining(dutiesOfVerdict(situation.concluded.verdict)),
            );
          if (situation.stage.life === 'drafting' || situation.stage.life === 'rejected') expect(names).toEqual([]);
          situation = { ...situation, concluded: situation.concluded && { ...situation.concluded, now: false } };
        }
      }),
      runs(300),
    );
  });
});

/** What the columns say after a step, in the plainest way. */
function walk(
  before: DutySituation,
  step: ModelStep,
  stage: ModelStage,
  verdict: Verdict,
  ground: 'ineffective' | 'obsolete' | 'unitClosed',
  id: string,
): DutySituation {
  const { review } = before;
  const conclude =
    review?.verdict && ['continueOperation', 'strengthen', 'terminate'].includes(step)
      ? { review: null, concluded: { id: review.id, verdict: review.verdict, now: true, made: [], done: [] } }
      : {};
  const columns: Partial<Record<ModelStep, Partial<DutySituation>>> = {
    openReview: { review: { id, verdict: null } },
    cancelReview: { review: null },
    appraise: { review: review && { ...review, verdict } },
    returnAppraisal: { review: review && { ...review, verdict: null } },
    continueOperation: { strengthenBy: null },
    strengthen: { strengthenBy: '2027-05-20' },
    completeStrengthening: { strengthenBy: null },
    suspend: { suspendedUntil: '2027-02-01', review: null },
    resume: { suspendedUntil: null },
    resumeStrengthening: { suspendedUntil: null },
    terminate: { suspendedUntil: null, endGround: ground, review: null },
    annulTermination: { endGround: null },
    planReplication: { replicateBy: '2027-06-30' },
    commend: { toHandOver: before.toHandOver + 1 },
    praise: { toHandOver: before.toHandOver + 1 },
    handOverCommendation: { toHandOver: Math.max(0, before.toHandOver - 1) },
  };
  return { ...before, stage, ...columns[step], ...conclude };
}
