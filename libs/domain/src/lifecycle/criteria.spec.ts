import { advance, type DecisionRecord, type ModelFacts, type ModelStage, type ModelStep } from '#domain';
import { modelCriteria } from './criteria.js';
import {
  answering,
  exampleDecision,
  exampleFacts,
  exampleHandover,
  exampleReview,
  exampleSet,
  factsThatAllow,
  placesOf,
} from './example-facts.js';
import { modelEdges } from './model-graph.js';

/** A stage the step can leave; the other regions stand where they forbid nothing. */
const stageBefore = (step: ModelStep): ModelStage => {
  const edge = modelEdges.find((one) => one.step === step)!;
  return { life: 'operating', spread: 'local', honour: 'none', [edge.region]: edge.from };
};

const unmet = (step: ModelStep, facts: ModelFacts, stage = stageBefore(step)): string[] => {
  const outcome = advance(stage, step, facts);
  return outcome.kind === 'refused' ? outcome.reasons.map((reason) => reason.criterion) : [];
};

const deciding = (step: ModelStep, change: Partial<Record<keyof DecisionRecord, unknown>>): ModelFacts => {
  const facts = factsThatAllow(step);
  return {
    ...facts,
    input: { fields: facts.input?.fields ?? {}, decision: { ...exampleDecision, ...change } as DecisionRecord },
  };
};
const answer = answering;
const given = factsThatAllow;

type Case = [criterion: keyof typeof modelCriteria, step: ModelStep, facts: ModelFacts, stage?: ModelStage];

/** One case a criterion: everything else is met, so it alone is named. */
const cases: Case[] = [
  ['actorIsTheOwner', 'propose', given('propose', { actorOrganisationId: 'province-front' })],
  ['someoneStandsAboveTheOwner', 'propose', given('propose', { someoneStandsAboveOwner: false })],
  ['actorIsAboveTheOwner', 'returnProposal', given('returnProposal', { actorIsAboveOwner: false })],
  ['actorIsTheOwnerOrAbove', 'startReplication', given('startReplication', { actorIsAboveOwner: false })],
  ['ownerOrganisationIsInForce', 'propose', given('propose', { ownerOrganisationInForce: false })],
  ['modelIsRecognised', 'nominate', given('nominate'), { life: 'proposed', spread: 'local', honour: 'none' }],
  [
    'modelHasNotEnded',
    'startReplication',
    given('startReplication'),
    { life: 'terminated', spread: 'toReplicate', honour: 'none' },
  ],
  ['modelIsNotSuspended', 'nominate', given('nominate'), { life: 'suspended', spread: 'local', honour: 'none' }],
  ['reasonIsGiven', 'returnProposal', answer('returnProposal', { reason: '  ' })],
  ['modelHasAName', 'propose', given('propose', { hasName: false })],
  ['likelyDuplicatesAreAnswered', 'propose', given('propose', { unansweredDuplicates: 1 })],
  ['modelHasALocality', 'propose', given('propose', { hasLocality: false })],
  ['modelHasAField', 'resubmit', given('resubmit', { hasField: false })],
  ['startOfOperationIsGiven', 'recognise', answer('recognise', { startedOn: '2025-02-30' })],
  ['operationHasBegun', 'recognise', answer('recognise', { startedOn: '2026-11-21' })],
  ['noReplicaIsOperating', 'annulRecognition', given('annulRecognition', { childrenOperating: 1 })],
  ['noModelEndedInIt', 'annulRecognition', given('annulRecognition', { endedInIt: 1 })],
  [
    'commendationDoesNotStand',
    'annulRecognition',
    given('annulRecognition'),
    { life: 'operating', spread: 'local', honour: 'commended' },
  ],
  [
    'noEarlierCommendationStands',
    'annulRecognition',
    given('annulRecognition', { honours: { ...exampleFacts.honours, standing: 1, nominationIsOpen: true } }),
  ],
  ['modelHasStartedOperating', 'openReview', given('openReview', { startedOn: null })],
  ['reviewYearHasCome', 'openReview', answer('openReview', { reviewYear: 2027 })],
  ['modelOperatedInTheReviewYear', 'openReview', answer('openReview', { reviewYear: 2024 })],
  ['yearIsNotYetReviewed', 'openReview', answer('openReview', { reviewYear: 2025 })],
  ['selfScoreIsOnTheScale', 'submitSelfAssessment', answer('submitSelfAssessment', { selfScore: 101 })],
  ['selfAssessmentIsWritten', 'submitSelfAssessment', answer('submitSelfAssessment', { selfAssessment: undefined })],
  [
    'selfAssessmentCannotBeAwaited',
    'proceedWithoutSelfAssessment',
    given('proceedWithoutSelfAssessment', { review: { ...exampleReview, selfAssessmentDueOn: '2026-11-20' } }),
  ],
  // The model changed hands after it was assessed: the assessor of then may not appraise it now.
  [
    'appraiserIsNotTheAssessed',
    'appraise',
    given('appraise', { review: { ...exampleReview, selfAssessedBy: 'province-front' } }),
  ],
  ['appraisedScoreIsOnTheScale', 'appraise', answer('appraise', { appraisedScore: '72' })],
  [
    'selfScoresFollowTheSet',
    'submitSelfAssessment',
    answer('submitSelfAssessment', { scores: [{ criterion: 'useful', score: 8, evidence: 'a' }] }),
  ],
  ['appraisedScoresFollowTheSet', 'appraise', answer('appraise', { scores: [{ criterion: 'useful', score: 8 }] })],
  ['recognitionScoresFollowTheSet', 'recognise', answer('recognise', { scores: [{ criterion: 'useful', score: 8 }] })],
  [
    'itIsAModelByTheCriteria',
    'recognise',
    answer(
      'recognise',
      {
        scores: [
          { criterion: 'useful', score: 0 },
          { criterion: 'selfRun', score: 5 },
        ],
      },
      { scoring: { ...exampleFacts.scoring, recognition: exampleSet } },
    ),
  ],
  ['criteriaSetIsTheOneThatBinds', 'appraise', answer('appraise', { criteriaSetId: 'set-1' })],
  ['reviewOutsideARoundSaysWhy', 'openReview', answer('openReview', { reason: undefined })],
  ['reasonIsInWordsIfGiven', 'openReview', answer('openReview', { reason: 7 }, { openReviewRounds: [2026] })],
  ['inspectionIsDated', 'appraise', answer('appraise', { inspectionFindings: 'Sổ trực đủ' })],
  ['inspectionIsDescribed', 'appraise', answer('appraise', { inspectedOn: '2026-11-10' })],
  ['differenceOfScoresIsExplained', 'appraise', answer('appraise', { differenceReason: undefined })],
  ['verdictIsGiven', 'appraise', answer('appraise', { verdict: 'toString' })],
  ['conclusionIsWritten', 'continueOperation', answer('continueOperation', { conclusion: '' })],
  ['verdictIsEffectiveOrExemplary', 'planReplication', given('planReplication', { lastVerdict: null })],
  ['verdictLetsItContinue', 'continueOperation', given('continueOperation', { review: { ...exampleReview, verdict: 'weak' } })],
  ['verdictIsWeakOrIneffective', 'strengthen', given('strengthen', { lastVerdict: 'effective' })],
  ['strengtheningIsPlanned', 'strengthen', answer('strengthen', { strengtheningPlan: null })],
  ['strengtheningEndsAfterToday', 'strengthen', answer('strengthen', { strengthenBy: '2026-11-20' })],
  ['reReviewFollowsTheStrengthening', 'strengthen', answer('strengthen', { reReviewOn: '2027-05-19' })],
  ['reReviewIsAwaited', 'openReReview', given('openReReview', { reReview: null })],
  ['strengtheningResultIsWritten', 'completeStrengthening', answer('completeStrengthening', { strengtheningResult: 7 })],
  ['suspensionEndsAfterToday', 'suspend', answer('suspend', { suspendedUntil: '2026-11-20' })],
  ['suspensionIsNotTooLong', 'suspend', answer('suspend', { suspendedUntil: '2027-11-21' })],
  ['suspensionInterruptedStrengthening', 'resumeStrengthening', given('resumeStrengthening', { suspension: null })],
  [
    'suspensionInterruptedNoStrengthening',
    'resume',
    given('resume', { suspension: { since: '2026-11-01', until: '2027-02-01', from: 'strengthening' } }),
  ],
  ['groundIsGiven', 'terminate', answer('terminate', { ground: 'tired' })],
  ['verdictIsIneffective', 'terminate', given('terminate', { lastVerdict: 'weak' })],
  ['changeInSocietyIsStated', 'terminate', answer('terminate', { ground: 'obsolete' })],
  ['heirIsAnotherRunningModel', 'terminate', answer('terminate', { ground: 'consolidated', heirModelId: 'model-2' })],
  ['unitChangeIsDocumented', 'terminate', answer('terminate', { ground: 'unitClosed', unitChangedOn: '2026-11-01' })],
  [
    'unitChangeIsDated',
    'terminate',
    answer('terminate', { ground: 'unitClosed', unitChangeDocument: 'Quyết định 12', unitChangedOn: '2026-11-21' }),
  ],
  ['decisionIsNotBeforeTheVerdict', 'terminate', given('terminate', { verdictOn: '2026-11-19' })],
  ['handoverIsListed', 'terminate', answer('terminate', { handover: undefined })],
  ['membersAreHandedOver', 'terminate', given('terminate', { onHand: { members: 32, money: 0 } })],
  ['moneyIsHandedOver', 'terminate', given('terminate', { onHand: { members: 0, money: 5_000_000 } })],
  [
    'handoverAmountsAreGiven',
    'terminate',
    answer('terminate', { handover: [{ ...exampleHandover[0], what: 'members', amount: null }] }),
  ],
  [
    'moneyIsAccountedFor',
    'terminate',
    answering(
      'terminate',
      { handover: [{ ...exampleHandover[0], what: 'money', unit: 'đồng', amount: 1 }] },
      { onHand: { members: 0, money: 86_000_000 } },
    ),
  ],
  [
    'handoverIsNotBeforeOperationBegan',
    'terminate',
    answer('terminate', { handover: [{ ...exampleHandover[0], handedOverOn: '2025-01-31' }] }),
  ],
  [
    'handoverNamesNoPrivatePerson',
    'terminate',
    answer('terminate', { handover: [{ ...exampleHandover[0], receiverBody: 'Ông Nguyễn Văn A' }] }),
  ],
  [
    'decisionIsNotBeforeTheSuspension',
    'extendSuspension',
    given('extendSuspension', { decisions: { suspend: { number: '1', decidedOn: '2026-11-19' } } }),
  ],
  ['suspensionIsProlonged', 'extendSuspension', answer('extendSuspension', { suspendedUntil: '2027-02-01' })],
  ['wholeSuspensionIsNotTooLong', 'extendSuspension', answer('extendSuspension', { suspendedUntil: '2027-11-02' })],
  [
    'heirHasNotEnded',
    'annulTermination',
    given('annulTermination', { end: { ground: 'consolidated', heirId: 'model-2', heirLife: 'terminated' } }),
  ],
  ['decisionHasANumber', 'commend', deciding('commend', { number: ' ' })],
  ['decisionHasADay', 'commend', deciding('commend', { decidedOn: '18/11/2026' })],
  ['decisionHasASigner', 'commend', deciding('commend', { signerPostId: '' })],
  ['decisionHasABasis', 'commend', deciding('commend', { basis: undefined })],
  ['decisionHasAnEffectiveDay', 'commend', deciding('commend', { effectiveOn: null })],
  ['decisionIsInEffect', 'commend', deciding('commend', { effectiveOn: '2026-11-21' })],
  ['decisionIsNotBeforeItsBasis', 'commend', given('commend', { basisDecision: { decidedOn: '2026-11-19' } })],
  ['decisionDoesNotReachBack', 'commend', deciding('commend', { effectiveOn: '2026-11-17' })],
  ['decisionToUndoIsOnRecord', 'annulTermination', given('annulTermination', { decisions: {} })],
  [
    'decisionIsNotBeforeTheOneItUndoes',
    'annulTermination',
    given('annulTermination', { decisions: { terminate: { number: '1', decidedOn: '2026-11-19' } } }),
  ],
  ['decisionIsNotBeforeTheProposal', 'recognise', given('recognise', { proposedOn: '2026-11-19' })],
  ['decisionIsNotBeforeOperationBegan', 'suspend', given('suspend', { startedOn: '2026-11-19' })],
  [
    'decisionIsNotBeforeTheNomination',
    'commend',
    given('commend', {
      nomination: { ...factsThatAllow('commend').nomination!, appraisedOn: '2026-11-19' },
    }),
  ],
  [
    'targetsAreNamed',
    'planReplication',
    answer('planReplication', { replicationTargets: [{ territoryId: 'xa-a' }, { territoryId: 'xa-a' }] }),
  ],
  ['replicationEndsAfterToday', 'planReplication', answer('planReplication', { replicateBy: undefined })],
  ['someLocalityIsChosen', 'startReplication', given('startReplication', { replication: placesOf({}) })],
  [
    'everyLocalityHasAnswered',
    'completeReplication',
    given('completeReplication', { replication: placesOf({ targets: 2, adopted: 1, pending: 1 }) }),
  ],
  [
    'everyLocalityHasAnswered',
    'completeReplication',
    given('completeReplication', { replication: placesOf({ targets: 2, adopted: 1, accepted: 1 }) }),
  ],
  [
    'someLocalityHasAdopted',
    'completeReplication',
    given('completeReplication', { replication: placesOf({ targets: 2, declined: 2 }) }),
  ],
  [
    'noLocalityOfThePlanTookItUp',
    'abandonReplication',
    given('abandonReplication', { replication: placesOf({ targets: 2, adopted: 1, pending: 1, takenUpInPlan: 1 }) }),
  ],
  [
    'noEarlierPlanWasTakenUp',
    'abandonReplication',
    given('abandonReplication', { replication: placesOf({ targets: 2, adopted: 1, pending: 1, adoptedBefore: 1 }) }),
  ],
  [
    'earlierPlanWasTakenUp',
    'abandonFurtherReplication',
    given('abandonFurtherReplication', { replication: placesOf({ targets: 1, pending: 1 }) }),
  ],
  ['placeStillAwaitsThisCopy', 'propose', given('propose', { parentage: { target: 'declined', heldBy: 'nobody' } })],
  [
    'placeStillAwaitsThisCopy',
    'annulRejection',
    given('annulRejection', { parentage: { target: 'accepted', heldBy: 'another' } }),
  ],
  [
    'lineLivesNotYetThere',
    'recognise',
    given('recognise', { parentage: { target: 'accepted', heldBy: 'this', lineLivesThere: true } }),
  ],
  ['modelIsAnAdoptedCopy', 'reportReplicationResult', given('reportReplicationResult', { parentage: null })],
  ['replicationOutcomeIsGiven', 'reportReplicationResult', answer('reportReplicationResult', { replicationOutcome: 'so-so' })],
  ['replicationFindingsAreWritten', 'reportReplicationResult', answer('reportReplicationResult', { replicationFindings: ' ' })],
  ['replicationResultIsWritten', 'completeReplication', answer('completeReplication', { replicationResult: '' })],
  ['achievementIsDescribed', 'nominate', answer('nominate', { achievement: '' })],
  ['achievementNamesNoPrivatePerson', 'nominate', answer('nominate', { achievement: 'Bà Nguyễn Thị Hoa thu gom 2 tấn rác' })],
  ['opinionNamesNoPrivatePerson', 'appraiseNomination', answer('appraiseNomination', { opinion: 'Ông Lê Văn B xứng đáng' })],
  ['achievementHasABeginning', 'nominate', answer('nominate', { achievedFrom: '' })],
  ['achievementIsComplete', 'nominate', answer('nominate', { achievedTo: '2025-01-31' })],
  ['achievementIsNotYetRewarded', 'commend', given('commend', { achievementAlreadyRewarded: true })],
  ['commendationFormIsInForce', 'nominate', answer('nominate', { commendationForm: 'medal' })],
  [
    'sameFormIsForANewAchievement',
    'nominateAgain',
    given('nominateAgain', {
      honours: { ...exampleFacts.honours, rewardedUntil: { provincialCertificate: '2025-02-01', publicPraise: '2026-11-01' } },
    }),
  ],
  ['nomineeKindIsKnown', 'nominate', answer('nominate', { nomineeKind: 'village' })],
  ['nomineeOrganisationIsNamed', 'nominate', answer('nominate', { nomineeKind: 'individual', nomineeRole: 'Tổ trưởng' })],
  ['nomineeRoleIsNamed', 'nominate', answer('nominate', { nomineeKind: 'collective' })],
  [
    'nomineeIsNamedByRoleOnly',
    'nominate',
    answer('nominate', { nomineeKind: 'collective', nomineeRole: 'đồng chí Nguyễn Văn A' }),
  ],
  ['endWasHonourableIfItEnded', 'nominate', given('nominate', { end: { ground: 'ineffective', heirId: null, heirLife: null } })],
  ['formIsWithinTheAuthority', 'commend', given('commend', { actorBody: { kind: 'fatherlandFront', level: 'commune' } })],
  [
    'formIsGrantedOnPaper',
    'commend',
    given('commend', { nomination: { ...factsThatAllow('commend').nomination!, form: 'publicPraise' } }),
  ],
  ['formNeedsNoPaper', 'praise', given('praise', { nomination: factsThatAllow('commend').nomination })],
  ['praiseStands', 'withdrawPraise', given('withdrawPraise', { honours: { ...exampleFacts.honours, standing: 1 } })],
  [
    'commendationWaitsToBeHandedOver',
    'handOverCommendation',
    given('handOverCommendation', { honours: { ...exampleFacts.honours, standing: 1 } }),
  ],
  ['dayOfHandingOverIsGiven', 'handOverCommendation', answer('handOverCommendation', { handedOverOn: '2026-11-21' })],
  ['handedOverAfterTheDecision', 'handOverCommendation', answer('handOverCommendation', { handedOverOn: '2026-11-17' })],
  ['occasionIsGiven', 'handOverCommendation', answer('handOverCommendation', { handedOverAt: ' ' })],
  ['nominationIsOnRecord', 'commend', given('commend', { nomination: null })],
  ['appraiserIsNotTheNominated', 'appraiseNomination', given('appraiseNomination', { ownerOrganisationId: 'province-front' })],
  [
    'appraiserIsNotTheNominated',
    'appraiseNomination',
    given('appraiseNomination', {
      nomination: { ...factsThatAllow('appraiseNomination').nomination!, nomineeOrganisationId: 'province-front' },
    }),
  ],
  ['opinionIsWritten', 'appraiseNomination', answer('appraiseNomination', { opinion: [] })],
];

describe('libs/domain/lifecycle - criteria', () => {
  it.each(cases.map(([name, step, facts, stage = stageBefore(step)]) => [name, step, facts, stage] as const))(
    '%s is asked of %s',
    (name, step, facts, stage) => {
      expect(unmet(step, facts, stage)).toEqual([name]);
    },
  );

  it('a decision of tomorrow is neither made nor in effect', () => {
    const tomorrow = deciding('commend', { decidedOn: '2026-11-21', effectiveOn: '2026-11-21' });
    expect(unmet('commend', tomorrow)).toEqual(['decisionIsNotInTheFuture', 'decisionIsInEffect']);
  });

  it.each<[string, ModelStep, ModelFacts]>([
    [
      'a decision made today, effective today',
      'commend',
      deciding('commend', { decidedOn: '2026-11-20', effectiveOn: '2026-11-20' }),
    ],
    ['operation that began today', 'recognise', answer('recognise', { startedOn: '2026-11-20' })],
    ['a review of a model that began today', 'openReview', given('openReview', { startedOn: '2026-11-20' })],
    [
      'an achievement of one day, today',
      'nominate',
      answer('nominate', { achievedFrom: '2026-11-20', achievedTo: '2026-11-20' }),
    ],
    ['the longest suspension', 'suspend', answer('suspend', { suspendedUntil: '2027-11-18' })],
    ['a term that ends tomorrow', 'strengthen', answer('strengthen', { strengthenBy: '2026-11-21' })],
    ['the lowest score', 'submitSelfAssessment', answer('submitSelfAssessment', { selfScore: 0 })],
    ['the highest score', 'submitSelfAssessment', answer('submitSelfAssessment', { selfScore: 100 })],
    ['a rejection of the day of the proposal', 'rejectProposal', given('rejectProposal', { proposedOn: '2026-11-18' })],
  ])('the boundary itself is inside: %s', (_, step, facts) => {
    expect(unmet(step, facts)).toEqual([]);
  });

  it('every criterion has a case above', () => {
    const shown = new Set<string>([...cases.map(([name]) => name), 'decisionIsNotInTheFuture']);
    expect(Object.keys(modelCriteria).filter((name) => !shown.has(name))).toEqual([]);
  });

  it.each([
    ['a recorded reorganisation has its day', { unitChangeDocument: '1663/nq-ubtvqh15' }, []],
    ['another document brings its own', { unitChangeDocument: 'QĐ 15/QĐ-UBND' }, ['unitChangeIsDated']],
    ['and is named by its number', { unitChangeDocument: 'Nghị quyết', unitChangedOn: '2026-07-01' }, ['unitChangeIsDocumented']],
  ])('ended as the unit closed: %s', (_, fields, expected) => {
    const reorganisations = [{ document: 'Nghị quyết 1663/NQ-UBTVQH15', effectiveOn: '2025-07-01' }];
    const facts = answering('terminate', { ground: 'unitClosed', ...fields }, { reorganisations });
    expect(unmet('terminate', facts)).toEqual(expected);
  });
  it('members and money on record have a line of the list each', () => {
    const [row] = exampleHandover;
    const lines = ['members', 'money'].map((what) => ({ ...row, what, unit: null }));
    expect(unmet('terminate', answering('terminate', { handover: lines }, { onHand: { members: 32, money: 12 } }))).toEqual([]);
    expect(unmet('terminate', answering('terminate', { handover: [] }))).toEqual([]);
    const twoReceivers = [{ ...row, receiverOrganisationId: 'body-1' }];
    expect(unmet('terminate', answering('terminate', { handover: twoReceivers }))).toEqual(['handoverIsListed']);
  });
  it.each([
    ['one line of all of it', [86_000_000], {}, []],
    ['two lines that add up, to the xu', [85_999_999.9, 0.1], {}, []],
    ['one đồng of it', [1], {}, ['moneyIsAccountedFor']],
    ['more than there is', [86_000_001], {}, ['moneyIsAccountedFor']],
    ['less, and in writing why', [6_000_000], { moneyDifference: 'Đã chi 80.000.000 đồng làm đường, có chứng từ' }, []],
    ['less, and a blank for an explanation', [6_000_000], { moneyDifference: ' ' }, ['moneyIsAccountedFor']],
    ['no amount', [null], { moneyDifference: 'Đã chi' }, ['handoverAmountsAreGiven']],
    ['no line at all', [], { moneyDifference: 'Đã chi' }, ['moneyIsHandedOver']],
  ])('86 million đồng on record, handed over: %s', (_, amounts, explained, expected) => {
    const handover = amounts.map((amount) => ({ ...exampleHandover[0], what: 'money', unit: 'đồng', amount }));
    const facts = answering('terminate', { handover, ...explained }, { onHand: { members: 0, money: 86_000_000 } });
    expect(unmet('terminate', facts)).toEqual(expected);
  });
  it('money is counted in đồng, and none appears from nowhere', () => {
    const line = { ...exampleHandover[0], what: 'money', amount: 86 };
    const ending = (unit: string | null, money: number) =>
      unmet('terminate', answering('terminate', { handover: [{ ...line, unit }] }, { onHand: { members: 0, money } }));
    expect([ending('triệu đồng', 86), ending(null, 86), ending('Đồng', 86), ending('đồng', 0)]).toEqual([
      ['handoverAmountsAreGiven'],
      [],
      [],
      ['moneyIsAccountedFor'],
    ]);
  });
  it.each([
    ['itself', 'model-1', { modelId: 'model-1', life: 'operating' as const }],
    ['a model that ended', 'model-2', { modelId: 'model-2', life: 'terminated' as const }],
    ['a model nobody found', 'model-2', null],
  ])('a model is not consolidated into %s', (_, heirModelId, heir) => {
    expect(unmet('terminate', answering('terminate', { ground: 'consolidated', heirModelId }, { heir }))).toEqual([
      'heirIsAnotherRunningModel',
    ]);
  });

  it('equal scores need no explanation, and so do scores that cannot be compared', () => {
    expect(unmet('appraise', answering('appraise', { appraisedScore: 85, differenceReason: undefined }))).toEqual([]);
    const unassessed = { review: { ...exampleReview, selfScore: null } };
    expect(unmet('appraise', answering('appraise', { differenceReason: undefined }, unassessed))).toEqual([]);
  });

  it('in an open review its own verdict counts, not the one before', () => {
    const review = { ...exampleReview, verdict: 'ineffective' as const };
    expect(unmet('terminate', factsThatAllow('terminate', { review, lastVerdict: 'effective' }))).toEqual([]);
    const concluded = { ...review, concludedOn: '2026-11-10' };
    expect(unmet('terminate', factsThatAllow('terminate', { review: concluded, lastVerdict: 'effective' }))).toEqual([
      'verdictIsIneffective',
    ]);
  });

  it('says which answer is to blame, in both languages, with the clause', () => {
    const outcome = advance(stageBefore('terminate'), 'terminate', factsThatAllow('terminate', { lastVerdict: 'weak' }));
    expect(outcome).toMatchObject({
      kind: 'refused',
      reasons: [
        {
          criterion: 'verdictIsIneffective',
          source: 'D1.4',
          pointer: '/fields/ground',
          words: { vi: expect.stringContaining('không hiệu quả') },
        },
      ],
    });
  });
});
