import type { ModelFacts } from '#domain';
import { modelCriteria } from './criteria.js';
import { exampleDecision, exampleFacts, exampleReview, exampleSet } from './example-facts.js';
import { type ModelStep, isModelStep } from './steps.js';

type Name = keyof typeof modelCriteria;

const holds = (name: Name, change: Partial<ModelFacts>, undoes?: ModelStep): boolean => {
  const criterion = modelCriteria[name];
  if (!('holds' in criterion)) throw new Error(`${name} is read from the stage`);
  return criterion.holds({ ...exampleFacts, ...change }, undoes);
};
const saying = (fields: Record<string, unknown>, change: Partial<ModelFacts> = {}): Partial<ModelFacts> => ({
  ...change,
  input: { fields, decision: exampleDecision },
});
const today = exampleFacts.today;
const [yesterday, tomorrow] = ['2026-11-19', '2026-11-21'];
const honours = (change: Partial<ModelFacts['honours']>) => ({ honours: { ...exampleFacts.honours, ...change } });
const row = { what: 'money', description: 'Quỹ', amount: 5, receiverBody: 'Ban Công tác Mặt trận ấp 2', handedOverOn: today };

/** Both sides of each edge: what just holds, and what just does not. */
const edges: [criterion: Name, holds: boolean, when: string, facts: Partial<ModelFacts>][] = [
  ['modelHasStartedOperating', true, 'it begins today', { startedOn: today }],
  ['modelHasStartedOperating', false, 'it begins tomorrow', { startedOn: tomorrow }],
  ['modelHasStartedOperating', false, 'no day is known', { startedOn: null }],
  ['reviewYearHasCome', true, 'it is this year', saying({ reviewYear: 2026 })],
  ['reviewYearHasCome', false, 'no year is given', saying({})],
  ['reviewYearHasCome', false, 'the year is half a year', saying({ reviewYear: 2025.5 })],
  ['modelOperatedInTheReviewYear', true, 'a year that cannot be read is another criterion’s matter', saying({})],
  ['modelOperatedInTheReviewYear', true, 'half a year as well', saying({ reviewYear: 2024.5 })],
  ['yearIsNotYetReviewed', true, 'no year is given', saying({}, { reviewedYears: [2025] })],
  ['yearIsNotYetReviewed', false, 'that year is', saying({ reviewYear: 2025 }, { reviewedYears: [2025] })],
  [
    'verdictLetsItContinue',
    true,
    'a later year is judged',
    { review: { ...exampleReview, year: 2025, verdict: 'weak' }, lastVerdict: 'weak', lastVerdictYear: 2026 },
  ],
  [
    'verdictLetsItContinue',
    false,
    'its own year was',
    { review: { ...exampleReview, year: 2026, verdict: 'weak' }, lastVerdict: 'effective', lastVerdictYear: 2026 },
  ],
  [
    'verdictIsEffectiveOrExemplary',
    false,
    'the open review is of an earlier year',
    { review: { ...exampleReview, year: 2025, verdict: 'effective' }, lastVerdict: 'weak', lastVerdictYear: 2026 },
  ],
  [
    'verdictIsEffectiveOrExemplary',
    true,
    'the open review is of the later year',
    { review: { ...exampleReview, year: 2026, verdict: 'effective' }, lastVerdict: 'weak', lastVerdictYear: 2025 },
  ],
  [
    'verdictIsWeakOrIneffective',
    true,
    'the earlier year is concluded',
    {
      review: { ...exampleReview, year: 2025, verdict: 'effective', concludedOn: '2026-11-20' },
      lastVerdict: 'weak',
      lastVerdictYear: 2026,
    },
  ],
  ['selfScoreIsOnTheScale', true, 'the least', saying({ selfScore: 0 })],
  ['selfScoreIsOnTheScale', true, 'the most', saying({ selfScore: 100 })],
  ['selfScoreIsOnTheScale', false, 'below', saying({ selfScore: -1 })],
  ['selfScoreIsOnTheScale', false, 'none', saying({})],
  ['appraiserIsNotTheAssessed', true, 'no review is open', { review: null }],
  ['appraiserIsNotTheAssessed', false, 'it owns the model', { review: null, actorOrganisationId: 'commune-front' }],
  ['differenceOfScoresIsExplained', true, 'the scores are equal', saying({ appraisedScore: 85 }, { review: exampleReview })],
  ['differenceOfScoresIsExplained', true, 'no review is open', saying({ appraisedScore: 85 }, { review: null })],
  ['differenceOfScoresIsExplained', true, 'nothing was appraised', saying({}, { review: exampleReview })],
  ['differenceOfScoresIsExplained', false, 'they differ', saying({ appraisedScore: 84 }, { review: exampleReview })],
  [
    'differenceOfScoresIsExplained',
    true,
    'a set explains each by itself',
    saying({ appraisedScore: 84 }, { review: exampleReview, scoring: { ...exampleFacts.scoring, review: exampleSet } }),
  ],
  ['reviewOutsideARoundSaysWhy', false, 'it says nothing', saying({ reviewYear: 2026 })],
  ['reviewOutsideARoundSaysWhy', false, 'it is blank', saying({ reviewYear: 2026, reason: ' ' })],
  [
    'reviewOutsideARoundSaysWhy',
    false,
    'the open round is of another year',
    saying({ reviewYear: 2026 }, { openReviewRounds: [2025] }),
  ],
  [
    'reviewOutsideARoundSaysWhy',
    true,
    'the round of its year is open',
    saying({ reviewYear: 2025 }, { openReviewRounds: [2025, 2026] }),
  ],
  ['reviewOutsideARoundSaysWhy', true, 'it says why', saying({ reviewYear: 2026, reason: 'Người dân phản ánh' })],
  ['reviewOutsideARoundSaysWhy', true, 'the year is another criterion’s matter', saying({})],
  ['reasonIsInWordsIfGiven', true, 'none is given', saying({})],
  ['reasonIsInWordsIfGiven', true, 'it is in words', saying({ reason: 'Kiểm tra đột xuất' })],
  ['inspectionIsDated', true, 'there was none', saying({})],
  ['inspectionIsDated', true, 'it is of today', saying({ inspectedOn: today })],
  ['inspectionIsDated', false, 'it is of tomorrow', saying({ inspectedOn: tomorrow })],
  ['inspectionIsDated', true, 'it is of the first day', saying({ inspectedOn: '2025-02-01' })],
  ['inspectionIsDated', false, 'it is of the day before', saying({ inspectedOn: '2025-01-31' })],
  ['inspectionIsDated', true, 'no first day is known', saying({ inspectedOn: '2024-01-31' }, { startedOn: null })],
  ['strengtheningEndsAfterToday', false, 'it ends today', saying({ strengthenBy: today })],
  ['strengtheningEndsAfterToday', true, 'it ends tomorrow', saying({ strengthenBy: tomorrow })],
  ['suspensionEndsAfterToday', false, 'it ends today', saying({ suspendedUntil: today })],
  [
    'handoverNamesNoPrivatePerson',
    false,
    'what is handed over tells of a person',
    saying({ handover: [{ ...row, description: 'Quỹ do bà Nguyễn Thị Hoa giữ' }] }),
  ],
  [
    'handoverNamesNoPrivatePerson',
    true,
    'it tells of a role',
    saying({ handover: [{ ...row, description: 'Quỹ do thủ quỹ Chi hội Phụ nữ ấp 2 giữ' }] }),
  ],
  ['suspensionIsNotTooLong', true, 'twelve months to the day', saying({ suspendedUntil: '2027-11-18' })],
  ['suspensionIsNotTooLong', false, 'counted from the effective day, not from today', saying({ suspendedUntil: '2027-11-19' })],
  ['suspensionIsNotTooLong', true, 'from today while no day is given', { input: { fields: { suspendedUntil: '2027-11-20' } } }],
  ['suspensionIsProlonged', true, 'there was none', saying({ suspendedUntil: tomorrow }, { suspension: null })],
  [
    'suspensionIsProlonged',
    false,
    'the same day',
    saying({ suspendedUntil: tomorrow }, { suspension: { since: today, until: tomorrow, from: 'operating' } }),
  ],
  ['wholeSuspensionIsNotTooLong', true, 'counted from today if there was none', saying({ suspendedUntil: '2027-11-20' })],
  ['suspensionInterruptedNoStrengthening', true, 'there was none', { suspension: null }],

  ['achievementIsComplete', true, 'it ended today', saying({ achievedFrom: today, achievedTo: today })],
  ['achievementIsComplete', false, 'it ends tomorrow', saying({ achievedFrom: today, achievedTo: tomorrow })],
  ['achievementIsComplete', true, 'its beginning is another matter', saying({ achievedTo: yesterday })],
  ['achievementIsComplete', false, 'it ended before it began', saying({ achievedFrom: today, achievedTo: yesterday })],
  ['achievementIsComplete', false, 'it has no end', saying({ achievedFrom: yesterday })],
  [
    'sameFormIsForANewAchievement',
    true,
    'never given',
    saying({ commendationForm: 'publicPraise', achievedFrom: yesterday }, honours({ rewardedUntil: {} })),
  ],
  [
    'sameFormIsForANewAchievement',
    true,
    'the beginning is another matter',
    saying({ commendationForm: 'publicPraise' }, honours({ rewardedUntil: { publicPraise: yesterday } })),
  ],
  [
    'sameFormIsForANewAchievement',
    false,
    'it begins on the last day of the one rewarded',
    saying(
      { commendationForm: 'publicPraise', achievedFrom: yesterday },
      honours({ rewardedUntil: { publicPraise: yesterday } }),
    ),
  ],
  ['nomineeOrganisationIsNamed', true, 'it is the model', saying({})],
  ['nomineeOrganisationIsNamed', false, 'an individual has none', saying({ nomineeKind: 'individual' })],
  [
    'nomineeOrganisationIsNamed',
    true,
    'an individual has one',
    saying({ nomineeKind: 'individual', nomineeOrganisationId: 'commune-front' }),
  ],
  ['nomineeRoleIsNamed', true, 'it is the model', saying({})],
  [
    'nomineeRoleIsNamed',
    false,
    'an individual of an organisation',
    saying({ nomineeKind: 'individual', nomineeOrganisationId: 'a' }),
  ],
  [
    'nomineeRoleIsNamed',
    true,
    'a collective by its organisation',
    saying({ nomineeKind: 'collective', nomineeOrganisationId: 'a' }),
  ],
  ['nomineeRoleIsNamed', true, 'a collective by what it is', saying({ nomineeKind: 'collective', nomineeRole: 'Tổ 3' })],
  ['nomineeRoleIsNamed', false, 'a collective by nothing', saying({ nomineeKind: 'collective' })],
  ['dayOfHandingOverIsGiven', true, 'it is today', saying({ handedOverOn: today })],
  ['dayOfHandingOverIsGiven', false, 'it is tomorrow', saying({ handedOverOn: tomorrow })],
  ['dayOfHandingOverIsGiven', false, 'there is none', saying({})],
  [
    'handedOverAfterTheDecision',
    true,
    'its day is another matter',
    saying({}, honours({ toHandOver: { decidedOn: today } as never })),
  ],
  ['handedOverAfterTheDecision', true, 'nothing waits', saying({ handedOverOn: today })],
  [
    'handedOverAfterTheDecision',
    true,
    'the same day',
    saying({ handedOverOn: today }, honours({ toHandOver: { decidedOn: today } as never })),
  ],
  [
    'handedOverAfterTheDecision',
    false,
    'the day before',
    saying({ handedOverOn: yesterday }, honours({ toHandOver: { decidedOn: today } as never })),
  ],

  ['noEarlierCommendationStands', true, 'one stands and none is considered', honours({ standing: 1 })],
  ['noEarlierCommendationStands', true, 'one is considered and none stands', honours({ nominationIsOpen: true })],
  ['noEarlierCommendationStands', false, 'both', honours({ nominationIsOpen: true, standing: 1 })],

  ['targetsAreNamed', false, 'none is given', saying({})],
  ['targetsAreNamed', false, 'the list is empty', saying({ replicationTargets: [] })],
  ['targetsAreNamed', true, 'one', saying({ replicationTargets: [{ territoryId: 'a' }] })],
  ['targetsAreNamed', false, 'one twice', saying({ replicationTargets: [{ territoryId: 'a' }, { territoryId: 'a' }] })],
  ['replicationEndsAfterToday', false, 'it ends today', saying({ replicateBy: today })],
  ['modelIsAnAdoptedCopy', true, 'by this plan', { parentage: { target: 'adopted', heldBy: 'this' } as never }],
  ['modelIsAnAdoptedCopy', false, 'not yet', { parentage: { target: 'accepted', heldBy: 'this' } as never }],
  ['modelIsAnAdoptedCopy', false, 'it is no copy', { parentage: null }],

  ['decisionIsNotBeforeTheVerdict', true, 'it rests on no verdict', saying({ ground: 'obsolete' }, { verdictOn: today })],
  ['decisionIsNotBeforeTheVerdict', false, 'it rests on a later one', saying({ ground: 'ineffective' }, { verdictOn: today })],
  ['decisionIsNotBeforeTheVerdict', false, 'no ground is asked for', saying({}, { verdictOn: today })],
  ['decisionIsNotBeforeTheVerdict', true, 'on the same day', saying({}, { verdictOn: exampleDecision.decidedOn })],

  [
    'heirIsAnotherRunningModel',
    false,
    'the heir is the model itself',
    saying({ ground: 'consolidated', heirModelId: 'model-1' }, { heir: { modelId: 'model-1', life: 'operating' } as never }),
  ],
  [
    'heirIsAnotherRunningModel',
    false,
    'another was read than named',
    saying({ ground: 'consolidated', heirModelId: 'model-3' }, { heir: { modelId: 'model-2', life: 'operating' } as never }),
  ],
  ['unitChangeIsDated', false, 'no day', saying({ ground: 'unitClosed', unitChangeDocument: 'Quyết định 12' })],
  [
    'unitChangeIsDated',
    true,
    'today',
    saying({ ground: 'unitClosed', unitChangeDocument: 'Quyết định 12', unitChangedOn: today }),
  ],
  [
    'unitChangeIsDated',
    true,
    'a recorded reorganisation, written a little otherwise',
    saying(
      { ground: 'unitClosed', unitChangeDocument: ' 1663/nq-ubtvqh15 ' },
      { reorganisations: [{ document: 'Nghị  quyết 1663/NQ-UBTVQH15', on: yesterday } as never] },
    ),
  ],
  [
    'unitChangeIsDated',
    false,
    'words without a number name no document',
    saying(
      { ground: 'unitClosed', unitChangeDocument: 'Nghị quyết' },
      { reorganisations: [{ document: 'Nghị quyết 1663/NQ-UBTVQH15', on: yesterday } as never] },
    ),
  ],
  [
    'membersAreHandedOver',
    true,
    'a list that cannot be read is another matter',
    saying({}, { onHand: { members: 3, money: 0 } }),
  ],
  ['membersAreHandedOver', false, 'the list leaves them out', saying({ handover: [row] }, { onHand: { members: 3, money: 5 } })],
  ['moneyIsHandedOver', true, 'the list has it', saying({ handover: [row] }, { onHand: { members: 0, money: 5 } })],
];

describe('libs/domain/lifecycle - edges of the criteria', () => {
  it.each(edges)('%s is %s when %s', (name, expected, _, facts) => {
    expect(holds(name, facts)).toBe(expected);
  });

  it('only a decision on record can be undone', () => {
    expect(holds('decisionToUndoIsOnRecord', { decisions: { recognise: exampleDecision } }, 'recognise')).toBe(true);
    expect(holds('decisionToUndoIsOnRecord', { decisions: {} }, 'recognise')).toBe(false);
    expect(holds('decisionToUndoIsOnRecord', { decisions: { undefined: exampleDecision } as never })).toBe(false);
  });

  it('only the names of steps are steps', () => {
    expect(['propose', 'toString', '', undefined, 7, ['propose']].map(isModelStep)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
