import {
  advance,
  availableSteps,
  foldModelJournal,
  INITIAL_STAGE,
  JournalGap,
  replicationOutcomeWords,
  targetStatusWords,
  type ModelFacts,
  type ModelJournalEntry,
  type ModelStage,
  type ModelStep,
} from '#domain';
import fc from 'fast-check';
import { stand } from './advance.js';
import { groundWords, nomineeKindWords, verdictWords } from './choices.js';
import { criterion, type CriterionName, modelCriteria } from './criteria.js';
import { exampleDecision, exampleFacts, exampleHandover, factsThatAllow, exampleSet } from './example-facts.js';
import { usualBounds } from './facts.js';
import { modelEdges } from './model-graph.js';
import { modelMachine } from './model-machine.js';
import { regions, stagesOf } from './stage.js';
import { criteriaOf, modelStepNames, orderOf } from './steps.js';
import { few, runs } from '../testing/property-runs.js';

const aDay = fc.constantFrom(
  '2024-12-31',
  '2025-02-01',
  '2026-02-29',
  '2026-11-18',
  '2026-11-20',
  '2026-11-21',
  '2027-06-30',
  '2029-01-01',
);
const aRealDay = aDay.filter((day) => day !== '2026-02-29');
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value);
const aVerdict = fc.constantFrom(...(Object.keys(verdictWords) as (keyof typeof verdictWords)[]));
const anOrganisation = fc.constantFrom('commune-front', 'province-front', 'farmers-union');
const aCount = fc.nat({ max: 2 });
const anAnswer = fc.oneof(
  aDay,
  fc.constantFrom<unknown>(
    '',
    ' ',
    'lý do',
    'model-2',
    null,
    undefined,
    {},
    ['xa-a'],
    [{ criterion: 'useful', score: 7, evidence: 'a' }] as unknown,
    [{ criterion: 'useful', score: 0 }],
    [{ territoryId: 'xa-a' }],
    [{ territoryId: 'xa-a' }, { territoryId: 'xa-a' }],
    exampleHandover as unknown,
    [{ what: 'money' }],
    -1,
    0,
    72.5,
    101,
    NaN,
    2025,
    2026,
    2027,
  ),
  fc.constantFrom(
    ...Object.keys(groundWords),
    ...Object.keys(verdictWords),
    ...Object.keys(nomineeKindWords),
    'publicPraise',
    'provincialCertificate',
    'Ông Nguyễn Văn A',
    ...Object.keys(replicationOutcomeWords),
  ),
);
const aStage: fc.Arbitrary<ModelStage> = fc.record({
  life: fc.constantFrom(...stagesOf('life')),
  spread: fc.constantFrom(...stagesOf('spread')),
  honour: fc.constantFrom(...stagesOf('honour')),
});
const aStep = fc.constantFrom(...modelStepNames);
const strange = <T>(value: fc.Arbitrary<T>) => fc.oneof(value, fc.constantFrom('' as never, undefined as never));

const wildFacts: fc.Arbitrary<ModelFacts> = fc.record({
  today: fc.constantFrom('2025-06-01', '2026-11-20'),
  modelId: fc.constant('model-1'),
  kind: fc.constantFrom('model', 'goodPractice'),
  hasName: fc.boolean(),
  hasLocality: fc.boolean(),
  hasField: fc.boolean(),
  proposedOn: maybe(aRealDay),
  startedOn: maybe(aRealDay),
  openReviewRounds: fc.subarray([2025, 2026]),
  unansweredDuplicates: aCount,
  ownerOrganisationId: anOrganisation,
  ownerOrganisationInForce: fc.boolean(),
  someoneStandsAboveOwner: fc.boolean(),
  actorOrganisationId: anOrganisation,
  actorIsAboveOwner: fc.boolean(),
  review: maybe(
    fc.record({
      year: fc.constantFrom(2025, 2026),
      openedOn: aRealDay,
      selfAssessmentDueOn: maybe(aRealDay),
      selfScore: maybe(fc.constantFrom(72.5, 85)),
      selfAssessedBy: maybe(anOrganisation),
      appraisedScore: maybe(fc.constantFrom(72.5, 85)),
      appraisedBy: maybe(anOrganisation),
      differenceReason: maybe(fc.constant('a')),
      verdict: maybe(aVerdict),
      concludedOn: maybe(aRealDay),
      selfScores: maybe(fc.constant([{ criterion: 'useful', score: 7, evidence: 'a' }])),
    }),
  ),
  reReview: maybe(fc.constant({ by: '2026-11-20', of: 'review-1', year: 2026 })),
  reviewedYears: fc.subarray([2025, 2026]),
  scoring: fc.record({
    review: maybe(fc.constant(exampleSet)),
    recognition: maybe(fc.constant(exampleSet)),
    model: maybe(fc.constant({ field: 'economy' as const, kind: 'model' as const, selfManaged: true })),
  }),
  lastVerdict: maybe(aVerdict),
  lastVerdictYear: maybe(fc.constantFrom(2025, 2026)),
  verdictOn: maybe(aRealDay),
  replication: fc.record({
    targets: aCount,
    pending: aCount,
    accepted: aCount,
    adopted: aCount,
    declined: aCount,
    takenUpInPlan: aCount,
    adoptedBefore: aCount,
  }),
  parentage: maybe(
    fc.record({
      target: fc.constantFrom(...(Object.keys(targetStatusWords) as (keyof typeof targetStatusWords)[])),
      heldBy: fc.constantFrom('this', 'another', 'nobody'),
      lineLivesThere: fc.boolean(),
    }),
  ),
  childrenOperating: aCount,
  endedInIt: aCount,
  suspension: maybe(fc.record({ since: aRealDay, until: aRealDay, from: fc.constantFrom(...stagesOf('life')) })),
  nomination: maybe(
    fc.record({
      achievement: fc.constant('a'),
      form: fc.constantFrom('publicPraise', 'provincialCertificate', 'abolished'),
      nomineeOrganisationId: maybe(anOrganisation),
      nominatedOn: aRealDay,
      appraisedOn: maybe(aRealDay),
    }),
  ),
  achievementAlreadyRewarded: fc.boolean(),
  honours: fc.record({
    nominationIsOpen: fc.boolean(),
    standing: aCount,
    praises: aCount,
    toHandOver: maybe(fc.record({ decidedOn: aRealDay })),
    rewardedUntil: fc.dictionary(fc.constantFrom('publicPraise', 'provincialCertificate'), aRealDay),
  }),
  forms: fc.constantFrom(exampleFacts.forms, { editionId: null, forms: {} }),
  actorBody: maybe(
    fc.record({ kind: fc.constantFrom('fatherlandFront', 'government'), level: fc.constantFrom('province', 'commune') }),
  ),
  founderOrganisationId: anOrganisation,
  end: maybe(
    fc.record({
      ground: fc.constantFrom(...(Object.keys(groundWords) as (keyof typeof groundWords)[])),
      heirId: maybe(fc.constant('model-2')),
      heirLife: maybe(fc.constantFrom(...stagesOf('life'))),
    }),
  ),
  onHand: fc.record({ members: aCount, money: aCount }),
  membersOnRecord: fc.dictionary(fc.constantFrom('participants', 'households'), aCount),
  documentsOnRecord: aCount,
  reorganisations: fc.constantFrom([], [{ document: 'Nghị quyết 2026', effectiveOn: '2025-07-01' }]),
  basisDecision: maybe(fc.record({ decidedOn: aRealDay })),
  heir: maybe(fc.record({ modelId: fc.constantFrom('model-1', 'model-2'), life: fc.constantFrom(...stagesOf('life')) })),
  decisions: fc.dictionary(aStep, fc.record({ number: fc.constant('1'), decidedOn: aRealDay }), { maxKeys: 4 }),
  bounds: fc.constant(usualBounds),
  input: maybe(
    fc.record(
      {
        fields: fc
          .array(anAnswer, { minLength: 3, maxLength: 12 })
          .chain((answers) =>
            fc
              .subarray([...new Set(modelStepNames.flatMap((step) => orderOf(step).asks.map((ask) => ask.field as string)))])
              .map((names) => Object.fromEntries(names.map((name, index) => [name, answers[index % answers.length]]))),
          ),
        decision: fc.record({
          number: strange(fc.constant('1')),
          decidedOn: strange(aDay),
          signerPostId: strange(fc.constant('post-1')),
          basis: strange(fc.constant('a')),
          effectiveOn: strange(aDay),
        }),
      },
      { requiredKeys: ['fields'] },
    ),
  ),
});

/** Either anything at all, or what the step needs with some of it turned wild. */
const someFacts = (step: ModelStep): fc.Arbitrary<ModelFacts> =>
  fc.oneof(
    wildFacts,
    fc
      .tuple(wildFacts, fc.subarray(Object.keys(exampleFacts) as (keyof ModelFacts)[], { maxLength: 3 }))
      .map(([wild, keys]) => factsThatAllow(step, Object.fromEntries(keys.map((key) => [key, wild[key]])))),
  );
const aMove = fc.tuple(aStage, aStep).chain(([stage, step]) => fc.tuple(fc.constant(stage), fc.constant(step), someFacts(step)));

const reasonsOf = (outcome: ReturnType<typeof advance>): string[] =>
  outcome.kind === 'refused' ? outcome.reasons.map((reason) => reason.criterion) : [];

const deepFrozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
};

/** The machine in which one criterion about facts is real and all others are met. */
const machineWithOnly = Object.fromEntries(
  (Object.keys(modelCriteria) as CriterionName[]).map((real) => [
    real,
    modelMachine.provide({
      guards: Object.fromEntries(
        (Object.keys(modelCriteria) as CriterionName[])
          .filter((name) => name !== real && 'holds' in criterion(name))
          .map((name) => [name, () => true]),
      ),
    }),
  ]),
);

describe('libs/domain/lifecycle - advance', () => {
  it('a step of one region never changes another region', () => {
    fc.assert(
      fc.property(aMove, ([stage, step, facts]) => {
        const outcome = advance(stage, step, facts);
        if (outcome.kind === 'refused') return;
        const { region } = orderOf(step);
        expect(outcome.region).toBe(region);
        expect({ ...outcome.to, [region]: stage[region] }).toEqual(stage);
        expect(modelEdges).toContainEqual({ region, from: stage[region], step, to: outcome.to[region] });
      }),
      runs(2000),
    );
  });

  it('a terminated model accepts nothing but the annulment of its decision, and honours', () => {
    fc.assert(
      fc.property(aMove, ([stage, step, facts]) => {
        const outcome = advance({ ...stage, life: 'terminated' }, step, facts);
        if (outcome.kind === 'advanced' && step !== 'annulTermination') expect(outcome.region).toBe('honour');
      }),
      runs(2000),
    );
  });

  it('after an end that was not honourable nobody is honoured; what was given can still be handed over or taken back', () => {
    fc.assert(
      fc.property(
        aMove,
        fc.constantFrom(
          { end: { ground: 'ineffective' as const, heirId: null, heirLife: null }, lastVerdict: 'effective' as const },
          { end: { ground: 'obsolete' as const, heirId: null, heirLife: null }, lastVerdict: 'weak' as const },
          { end: { ground: 'unitClosed' as const, heirId: null, heirLife: null }, lastVerdict: 'ineffective' as const },
        ),
        ([stage, step, facts], ended) => {
          const outcome = advance({ ...stage, life: 'terminated' }, step, { ...facts, ...ended });
          if (outcome.kind === 'advanced')
            expect(['annulTermination', 'revokeCommendation', 'withdrawPraise', 'handOverCommendation']).toContain(step);
        },
      ),
      runs(2000),
    );
  });

  it('a rejected model accepts nothing but the annulment of its decision', () => {
    fc.assert(
      fc.property(aMove, ([stage, step, facts]) => {
        const outcome = advance({ ...stage, life: 'rejected' }, step, facts);
        if (outcome.kind === 'advanced') expect(step).toBe('annulRejection');
      }),
      runs(2000),
    );
  });

  it('no stage of the three regions together is dead', () => {
    fc.assert(
      fc.property(aStage, (stage) => {
        expect(modelStepNames.some((step) => advance(stage, step, factsThatAllow(step)).kind === 'advanced')).toBe(true);
      }),
      runs(100),
    );
  });

  it('a refusal names every unmet criterion: each one alone would refuse, and no other', () => {
    fc.assert(
      fc.property(
        aStep.chain((step) => fc.tuple(fc.constant(step), someFacts(step))),
        ([step, facts]) => {
          const edge = modelEdges.find((one) => one.step === step)!;
          const stage: ModelStage = { life: 'operating', spread: 'local', honour: 'none', [edge.region]: edge.from };
          const standing = stand(stage, { facts, asking: false });
          const refusing = criteriaOf(orderOf(step)).filter((name) => {
            const machine = machineWithOnly[name]!;
            return !machine.resolveState({ value: standing.value, context: standing.context }).can({ type: step });
          });
          expect(reasonsOf(advance(stage, step, facts))).toEqual(refusing);
        },
      ),
      runs(1000),
    );
  });

  it('with every fact met, only the stage refuses, and says so', () => {
    const recognised = /operating|selfAssessing|appraising|deciding|strengthening|suspended/;
    const waitsForTheEndOfSuspension = /^(planReplication|startReplication|nominate|nominateAgain)$/;
    for (const life of stagesOf('life'))
      for (const spread of few(stagesOf('spread')))
        for (const honour of few(stagesOf('honour')))
          for (const step of modelStepNames) {
            const stage = { life, spread, honour };
            const { region } = orderOf(step);
            const expected = [
              ...(modelEdges.some((edge) => edge.step === step && edge.from === stage[region]) ? [] : ['stepBelongsToStage']),
              ...(region !== 'life' && !recognised.test(life) && life !== 'terminated' ? ['modelIsRecognised'] : []),
              ...(region === 'spread' && /terminated|rejected/.test(life) ? ['modelHasNotEnded'] : []),
              ...(step === 'annulRecognition' && honour === 'commended' ? ['commendationDoesNotStand'] : []),
              ...(life === 'suspended' && waitsForTheEndOfSuspension.test(step) ? ['modelIsNotSuspended'] : []),
            ];
            expect(reasonsOf(advance(stage, step, factsThatAllow(step)))).toEqual(expected);
          }
  });

  it('changes nothing it is given, and answers the same twice', () => {
    fc.assert(
      fc.property(aMove, ([stage, step, facts]) => {
        const [frozenStage, frozenFacts] = [deepFrozen({ ...stage }), deepFrozen(structuredClone(facts))];
        const outcome = advance(frozenStage, step, frozenFacts);
        expect(frozenFacts).toEqual(facts);
        expect(advance(stage, step, facts)).toEqual(outcome);
        expect(outcome.from).toEqual(stage);
        expect(outcome.from).not.toBe(frozenStage);
      }),
      runs(100),
    );
  });

  it('an outcome is plain JSON', () => {
    fc.assert(
      fc.property(aMove, ([stage, step, facts]) => {
        const outcome = advance(stage, step, facts);
        expect(JSON.parse(JSON.stringify(outcome))).toEqual(outcome);
      }),
      runs(100),
    );
  });

  it('a stage nobody knows is an error, not a refusal', () => {
    expect(() => advance({ ...INITIAL_STAGE, life: 'gone' as never }, 'propose', factsThatAllow('propose'))).toThrow(
      'No such stage',
    );
  });
});

describe('libs/domain/lifecycle - available steps', () => {
  it('every step is listed, with its words, its source and what it asks for', () => {
    fc.assert(
      fc.property(aStage, wildFacts, (stage, facts) => {
        const choices = availableSteps(stage, facts);
        expect(choices.map((choice) => choice.step)).toEqual(modelStepNames);
        for (const { words, source, asks, allowed, reasons } of choices) {
          for (const said of [{ words, source }, ...asks.map((ask) => ({ words: ask.words, source })), ...reasons]) {
            expect(said.words.vi && said.words.en && said.source).toBeTruthy();
          }
          expect(allowed).toBe(reasons.length === 0);
        }
      }),
      runs(100),
    );
  });

  it('a step that advances was offered, whatever was handed in', () => {
    fc.assert(
      fc.property(aMove, ([stage, step, facts]) => {
        if (advance(stage, step, facts).kind === 'refused') return;
        expect(availableSteps(stage, { ...facts, input: null }).find((choice) => choice.step === step)?.allowed).toBe(true);
      }),
      runs(1000),
    );
  });

  it('what is missing from an offered step is only what has to be handed in', () => {
    fc.assert(
      fc.property(aMove, ([stage, step, facts]) => {
        const offered = availableSteps(stage, facts).find((choice) => choice.step === step)!;
        const outcome = advance(stage, step, facts);
        const aboutTheModel = outcome.kind === 'refused' ? outcome.reasons.filter((reason) => !reason.pointer) : [];
        expect(offered.reasons).toEqual(aboutTheModel);
      }),
      runs(1000),
    );
  });

  it('a draft can be proposed, and is told from where the rest is possible', () => {
    const choices = availableSteps(INITIAL_STAGE, { ...factsThatAllow('propose'), input: null });
    expect(choices.filter((choice) => choice.allowed).map((choice) => choice.step)).toEqual(['propose']);
    const recognise = choices.find((choice) => choice.step === 'recognise')!;
    expect(recognise.needsDecision).toBe(true);
    expect(recognise.asks).toEqual([
      { field: 'startedOn', type: 'day', required: true, words: { vi: 'Ngày bắt đầu hoạt động', en: 'Began to operate on' } },
    ]);
    expect(recognise.reasons[0]).toEqual({
      criterion: 'stepBelongsToStage',
      words: {
        vi: 'Bước “Công nhận mô hình” chỉ thực hiện khi mô hình ở trạng thái: “Đã đề xuất, chờ xem xét”',
        en: 'The step “Recognise the model” is possible only while the model is: “Proposed, awaiting consideration”',
      },
      source: 'D3.5',
    });
  });

  it('a review asks for its reason, unless it is of a year whose round is open', () => {
    const operating: ModelStage = { ...INITIAL_STAGE, life: 'operating' };
    const because = (openReviewRounds: number[]) =>
      availableSteps(operating, { ...exampleFacts, openReviewRounds })
        .find(({ step }) => step === 'openReview')!
        .asks.find(({ field }) => field === 'reason');
    expect(because([])).toMatchObject({ required: true });
    expect(because([])).not.toHaveProperty('requiredUnless');
    expect(because([2026])).toMatchObject({ required: false, requiredUnless: { field: 'reviewYear', is: [2026] } });
  });

  it('a question that is a choice lists its answers', () => {
    const appraise = availableSteps(INITIAL_STAGE, exampleFacts).find((choice) => choice.step === 'appraise')!;
    expect(appraise.asks.find((ask) => ask.field === 'verdict')?.choices?.map((one) => one.value)).toEqual([
      'exemplary',
      'effective',
      'weak',
      'ineffective',
    ]);
  });
});

describe('libs/domain/lifecycle - journal', () => {
  const walkOf = (turns: number[]): { journal: ModelJournalEntry[]; stage: ModelStage } => {
    let stage: ModelStage = { ...INITIAL_STAGE };
    const journal: ModelJournalEntry[] = [];
    for (const turn of turns) {
      const open = modelStepNames.flatMap((step) => {
        const outcome = advance(stage, step, factsThatAllow(step));
        return outcome.kind === 'advanced' ? [outcome] : [];
      });
      const { step, from, to } = open[turn % open.length]!;
      journal.push({ step, from, to });
      stage = to;
    }
    return { journal, stage };
  };
  const turns = fc.array(fc.nat({ max: 1000 }), { minLength: 2, maxLength: 40 });

  it('folds into the stage the walk ended in', () => {
    fc.assert(
      fc.property(turns, (chosen) => {
        const { journal, stage } = walkOf(chosen);
        expect(foldModelJournal(journal)).toEqual(stage);
      }),
      runs(50),
    );
  });

  it('with an entry missing does not fold', () => {
    fc.assert(
      fc.property(turns, fc.nat(), (chosen, lost) => {
        // A step that leads back to its own stage leaves no gap in the stages; the hash chain knows it is gone.
        const journal = walkOf(chosen).journal.filter(({ from, to }) => regions.some((region) => from?.[region] !== to[region]));
        fc.pre(journal.length > 1);
        const gap = lost % (journal.length - 1);
        expect(() => foldModelJournal(journal.filter((_, index) => index !== gap))).toThrow(JournalGap);
      }),
      runs(50),
    );
  });

  it('that is empty is a draft', () => {
    expect(foldModelJournal([])).toEqual(INITIAL_STAGE);
    expect(regions.every((region) => INITIAL_STAGE[region])).toBe(true);
    expect(exampleDecision.decidedOn <= exampleFacts.today).toBe(true);
  });
});
