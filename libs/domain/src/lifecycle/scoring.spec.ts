import { advance, availableSteps, type ModelFacts, type ModelStage, type ModelStep } from '#domain';
import { answering, exampleReview, exampleSet, factsThatAllow } from './example-facts.js';
import { scoredBy, scoringFaults } from './scoring.js';

const standing = (life: ModelStage['life']): ModelStage => ({ life, spread: 'local', honour: 'none' });
const model = { field: 'cultureSociety' as const, kind: 'model' as const, selfManaged: true };
const bound = { scoring: { review: exampleSet, recognition: null, model } };
const own = [
  { criterion: 'useful', score: 9, evidence: 'Biên bản họp dân' },
  { criterion: 'selfRun', score: 5, evidence: 'Quy ước' },
];
const stages: Partial<Record<ModelStep, ModelStage>> = {
  submitSelfAssessment: standing('selfAssessing'),
  appraise: standing('appraising'),
  recognise: standing('proposed'),
};

const assessing = (fields: Record<string, unknown>) =>
  answering('submitSelfAssessment', { selfScore: undefined, scores: own, ...fields }, bound);
const appraising = (fields: Record<string, unknown>, selfScores = own) =>
  answering(
    'appraise',
    { appraisedScore: undefined, verdict: undefined, differenceReason: undefined, ...fields },
    { ...bound, review: { ...exampleReview, selfScores } },
  );
/** As a form leaves it: what is undefined is not there. */
const tidy = (facts: ModelFacts): ModelFacts => ({
  ...facts,
  input: facts.input && {
    ...facts.input,
    fields: Object.fromEntries(Object.entries(facts.input.fields).filter(([, value]) => value !== undefined)),
  },
});
const pointers = (step: ModelStep, facts: ModelFacts) => scoringFaults(step, tidy(facts)).map(({ pointer }) => pointer);
const goes = (step: ModelStep, facts: ModelFacts) => advance(stages[step]!, step, tidy(facts)).kind;

describe('libs/domain/lifecycle - a review is scored by the set it was bound to', () => {
  it('a set that asks nothing of the model scores nothing: points and verdict are given, and never left out', () => {
    const forModelsOnly = {
      ...exampleSet,
      content: {
        ...exampleSet.content,
        criteria: exampleSet.content.criteria.map((one) => ({ ...one, modelKinds: ['model' as const] })),
      },
    };
    const practice = { ...model, kind: 'goodPractice' as const };
    const free = { scoring: { review: forModelsOnly, recognition: null, model: practice } };
    const judged = (fields: Record<string, unknown>) =>
      answering('appraise', { appraisedScore: undefined, verdict: undefined, ...fields }, { ...free, review: exampleReview });
    expect(goes('appraise', judged({}))).toBe('refused');
    expect(goes('appraise', judged({ appraisedScore: 85, verdict: 'effective' }))).toBe('advanced');
    expect(pointers('appraise', judged({ appraisedScore: 85, verdict: 'effective', scores: own }))).toEqual(['/fields/scores']);
    expect(goes('submitSelfAssessment', answering('submitSelfAssessment', { selfScore: undefined }, free))).toBe('refused');
    expect(goes('submitSelfAssessment', answering('submitSelfAssessment', { selfScore: 80 }, free))).toBe('advanced');
    const asks = availableSteps(standing('appraising'), { ...judged({}), input: null }).find(
      ({ step }) => step === 'appraise',
    )!.asks;
    expect(asks.map(({ field }) => field)).toEqual(expect.arrayContaining(['appraisedScore', 'verdict']));
    expect(asks.map(({ field }) => field)).not.toContain('scores');
  });

  it('total and verdict are computed, not typed in', () => {
    expect(goes('submitSelfAssessment', assessing({}))).toBe('advanced');
    expect(scoredBy('submitSelfAssessment', tidy(assessing({})))).toMatchObject({ percentage: 94, verdict: 'exemplary' });
    expect(pointers('submitSelfAssessment', assessing({ selfScore: 100 }))).toEqual(['/fields/selfScore']);
    expect(pointers('appraise', appraising({ scores: own, appraisedScore: 94, verdict: 'exemplary' }))).toEqual([
      '/fields/appraisedScore',
      '/fields/verdict',
    ]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['a score outside its scale', { scores: [{ ...own[0], score: 11 }, own[1]] }, ['/fields/scores/0/score']],
    ['half a point where whole ones are given', { scores: [{ ...own[0], score: 7.5 }, own[1]] }, ['/fields/scores/0/score']],
    [
      'a criterion of another set',
      { scores: [...own, { criterion: 'beauty', score: 1, evidence: 'a' }] },
      ['/fields/scores/2/criterion'],
    ],
    ['a criterion twice', { scores: [...own, own[0]] }, ['/fields/scores/2/criterion']],
    ['a criterion left out', { scores: [own[0]] }, ['/fields/scores']],
    ['no scores at all', { scores: undefined }, ['/fields/scores', '/fields/scores']],
    ['a score without its evidence', { scores: [{ criterion: 'useful', score: 9 }, own[1]] }, ['/fields/scores/0/evidence']],
  ])('refuses %s', (_, fields, expected) => {
    expect(pointers('submitSelfAssessment', assessing(fields))).toEqual(expected);
    expect(goes('submitSelfAssessment', assessing(fields))).toBe('refused');
  });

  it('refuses another or a superseded set, named by mistake', () => {
    const naming = (criteriaSetId: string) =>
      advance(stages.submitSelfAssessment!, 'submitSelfAssessment', tidy(assessing({ criteriaSetId })));
    expect(naming('set-1').kind).toBe('advanced');
    const refused = naming('set-0');
    expect(refused.kind === 'refused' && refused.reasons.map(({ criterion }) => criterion)).toEqual([
      'criteriaSetIsTheOneThatBinds',
    ]);
  });

  it('each difference from the self-given score is explained where it is', () => {
    const lower = [
      { criterion: 'useful', score: 6 },
      { criterion: 'selfRun', score: 5 },
    ];
    expect(pointers('appraise', appraising({ scores: lower }))).toEqual(['/fields/scores/0/reason']);
    const explained = [{ ...lower[0], reason: 'Biên bản thiếu chữ ký' }, lower[1]];
    expect(goes('appraise', appraising({ scores: explained }))).toBe('advanced');
    expect(scoredBy('appraise', tidy(appraising({ scores: explained })))).toMatchObject({ percentage: 76, verdict: 'effective' });
  });

  it('the appraiser sees the score the model gave itself beside each criterion; the form asks for no total', () => {
    const asks = (facts: ModelFacts) =>
      availableSteps(standing('appraising'), { ...facts, input: null }).find(({ step }) => step === 'appraise')!.asks;
    const byTheSet = asks(appraising({}));
    expect(byTheSet.map(({ field }) => field)).toEqual([
      'scores',
      'criteriaSetId',
      'differenceReason',
      'inspectedOn',
      'inspectionFindings',
    ]);
    expect(byTheSet[0]).toMatchObject({
      criteriaSetId: 'set-1',
      criteria: [
        { code: 'useful', self: own[0] },
        { code: 'selfRun', self: own[1] },
      ],
    });
    expect(asks(factsThatAllow('appraise')).map(({ field }) => field)).toEqual([
      'appraisedScore',
      'verdict',
      'differenceReason',
      'inspectedOn',
      'inspectionFindings',
    ]);
  });

  it('the appraiser is never the assessed', () => {
    const facts = { ...appraising({ scores: own }), actorOrganisationId: 'commune-front' };
    expect(goes('appraise', facts)).toBe('refused');
  });

  it('an inspection on the spot has its day and its findings, or is left out', () => {
    const inspected = (fields: Record<string, unknown>) => goes('appraise', answering('appraise', fields));
    expect(inspected({ inspectedOn: '2026-11-10', inspectionFindings: 'Sổ trực đủ' })).toBe('advanced');
    expect(inspected({ inspectedOn: '2026-11-10' })).toBe('refused');
    expect(inspected({ inspectionFindings: 'Sổ trực đủ' })).toBe('refused');
    expect(inspected({ inspectedOn: '2026-12-01', inspectionFindings: 'Sổ trực đủ' })).toBe('refused');
  });

  it('what is no model by the criteria in force is not recognised', () => {
    const scoring = { review: null, recognition: exampleSet, model };
    const recognising = (useful: number) =>
      answering(
        'recognise',
        {
          scores: [
            { criterion: 'useful', score: useful },
            { criterion: 'selfRun', score: 5 },
          ],
        },
        { scoring },
      );
    expect(goes('recognise', recognising(8))).toBe('advanced');
    const refused = advance(standing('proposed'), 'recognise', recognising(0));
    expect(refused.kind === 'refused' && refused.reasons.map(({ criterion }) => criterion)).toEqual(['itIsAModelByTheCriteria']);
    expect(goes('recognise', factsThatAllow('recognise', { scoring }))).toBe('refused');
    expect(pointers('recognise', answering('recognise', { scores: own }))).toEqual(['/fields/scores']);
  });
});
