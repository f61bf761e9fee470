import { addMonths, yearOf, type PlainDay } from '../../time/plain-day.js';
import { latestVerdict, type ModelFacts, reviewIsOvertaken, standsBadly, standsWell } from '../facts.js';
import { dayOf, isDay, isGiven, numberOf, textOf, verdictOf } from '../input.js';
import { scoringFaults, scoringSetOf } from '../scoring.js';
import type { Criterion } from './criterion.js';

/** A decision recorded late has been in effect since its own day. */
const firstDayOfSuspension = ({ input, today }: ModelFacts): PlainDay =>
  isDay(input?.decision?.effectiveOn) ? input.decision.effectiveOn : today;

const isOnTheScale = (score: number | null, { bounds }: ModelFacts): boolean =>
  score !== null && score >= 0 && score <= bounds.highestScore;

/** Then total and verdict are computed, and `scoring` says what is wrong. */
const isScoredBySet = (facts: ModelFacts): boolean => scoringSetOf('appraise', facts) !== null;

const isAYear = (year: number | null): year is number => year !== null && Number.isInteger(year);

/** Review, appraisal, strengthening and suspension. */
export const reviewCriteria = {
  modelHasStartedOperating: {
    holds: ({ startedOn, today }) => startedOn !== null && startedOn <= today,
    words: { vi: 'Mô hình đã bắt đầu hoạt động', en: 'The model has begun to operate' },
    source: 'D1.5',
  },
  reviewYearHasCome: {
    holds: (facts) => {
      const year = numberOf(facts, 'reviewYear');
      return isAYear(year) && year <= yearOf(facts.today);
    },
    words: { vi: 'Có năm rà soát, không sau năm nay', en: 'The year of the review is given and has come' },
    source: 'D1.5',
    pointer: '/fields/reviewYear',
  },
  modelOperatedInTheReviewYear: {
    holds: (facts) => {
      const year = numberOf(facts, 'reviewYear');
      return !isAYear(year) || facts.startedOn === null || year >= yearOf(facts.startedOn);
    },
    words: { vi: 'Mô hình đã hoạt động trong năm rà soát', en: 'The model operated in the year of the review' },
    source: 'D1.5',
    pointer: '/fields/reviewYear',
  },
  yearIsNotYetReviewed: {
    holds: (facts) => {
      const year = numberOf(facts, 'reviewYear');
      return year === null || !facts.reviewedYears.includes(year);
    },
    words: { vi: 'Năm này chưa có kết luận rà soát', en: 'The review of that year is not yet concluded' },
    source: 'D1.5',
    pointer: '/fields/reviewYear',
  },
  selfScoreIsOnTheScale: {
    holds: (facts) => isScoredBySet(facts) || isOnTheScale(numberOf(facts, 'selfScore'), facts),
    words: { vi: 'Có điểm tự chấm, nằm trong thang điểm', en: 'The self-given score is on the scale' },
    source: 'D3.5',
    pointer: '/fields/selfScore',
  },
  selfAssessmentIsWritten: {
    holds: (facts) => textOf(facts, 'selfAssessment') !== null,
    words: { vi: 'Có bản tự đánh giá kết quả mô hình', en: 'The model’s results are assessed in writing' },
    source: 'HD 42-HD/TWTN-BKT',
    pointer: '/fields/selfAssessment',
  },
  // Escape hatch: an organisation that is late, or no longer exists, must not keep its model unjudged.
  selfAssessmentCannotBeAwaited: {
    holds: ({ review, today, ownerOrganisationInForce }) =>
      !ownerOrganisationInForce || (!!review?.selfAssessmentDueOn && review.selfAssessmentDueOn < today),
    words: {
      vi: 'Đã quá hạn tự đánh giá, hoặc cơ quan chủ trì không còn hoạt động',
      en: 'The self-assessment is overdue, or the organisation in charge no longer exists',
    },
    source: 'D1.2',
  },
  appraiserIsNotTheAssessed: {
    holds: ({ actorOrganisationId, ownerOrganisationId, review }) =>
      actorOrganisationId !== ownerOrganisationId && actorOrganisationId !== review?.selfAssessedBy,
    words: { vi: 'Cơ quan thẩm định không phải là cơ quan được đánh giá', en: 'The appraiser is not the one assessed' },
    source: 'HD 42-HD/TWTN-BKT',
  },
  appraisedScoreIsOnTheScale: {
    holds: (facts) => isScoredBySet(facts) || isOnTheScale(numberOf(facts, 'appraisedScore'), facts),
    words: { vi: 'Có điểm thẩm định, nằm trong thang điểm', en: 'The appraised score is on the scale' },
    source: 'D3.5',
    pointer: '/fields/appraisedScore',
  },
  differenceOfScoresIsExplained: {
    holds: (facts) => {
      // By a set each criterion is explained by itself.
      if (isScoredBySet(facts)) return true;
      const own = facts.review?.selfScore ?? null;
      const appraised = numberOf(facts, 'appraisedScore');
      return own === null || appraised === null || own === appraised || textOf(facts, 'differenceReason') !== null;
    },
    words: {
      vi: 'Điểm thẩm định khác điểm tự chấm thì có nêu lý do chênh lệch',
      en: 'A difference between the appraised and the self-given score is explained',
    },
    source: 'D3.5',
    pointer: '/fields/differenceReason',
  },
  verdictIsGiven: {
    holds: (facts) => isScoredBySet(facts) || verdictOf(facts, 'verdict') !== null,
    words: {
      vi: 'Có xếp loại: tiêu biểu, hiệu quả, còn yếu hoặc không hiệu quả',
      en: 'A verdict is given: exemplary, effective, weak or ineffective',
    },
    source: 'D3.5',
    pointer: '/fields/verdict',
  },
  selfScoresFollowTheSet: {
    holds: (facts) => scoringFaults('submitSelfAssessment', facts).length === 0,
    words: {
      vi: 'Từng tiêu chí của bộ tiêu chí áp dụng có điểm trong thang và có minh chứng',
      en: 'Each criterion of the set that binds the review has a score on its scale, and its evidence',
    },
    source: 'D3.5',
    pointer: '/fields/scores',
  },
  appraisedScoresFollowTheSet: {
    holds: (facts) => scoringFaults('appraise', facts).length === 0,
    words: {
      vi: 'Từng tiêu chí của bộ tiêu chí áp dụng có điểm thẩm định trong thang; khác điểm tự chấm thì nêu lý do',
      en: 'Each criterion of the set that binds the review is appraised on its scale; where it differs from the self-given score, it says why',
    },
    source: 'D3.5',
    pointer: '/fields/scores',
  },
  // Only one of them is in force for a model: what is a model while it is proposed, what is an effective one in a review.
  criteriaSetIsTheOneThatBinds: {
    holds: (facts) =>
      !isGiven(facts, 'criteriaSetId') ||
      textOf(facts, 'criteriaSetId') === (facts.scoring.review ?? facts.scoring.recognition)?.id,
    words: {
      vi: 'Bộ tiêu chí nêu ra là bộ đang gắn với mô hình, không phải bộ khác hay bộ đã bị thay thế',
      en: 'The set of criteria named is the one that binds the model, not another or a superseded one',
    },
    source: 'D3.5',
    pointer: '/fields/criteriaSetId',
  },
  // Within its round the round is the reason; ahead of it, or once it is closed, a person says why.
  reviewOutsideARoundSaysWhy: {
    holds: (facts) => {
      const year = numberOf(facts, 'reviewYear');
      return !isAYear(year) || facts.openReviewRounds.includes(year) || textOf(facts, 'reason') !== null;
    },
    words: {
      vi: 'Rà soát ngoài kỳ (trước khi mở kỳ rà soát của năm đó, hoặc sau khi kỳ đã khép lại) thì có nêu lý do',
      en: 'A review outside a round (before the round of that year opens, or after it has closed) says why',
    },
    source: 'D1.5',
    pointer: '/fields/reason',
  },
  reasonIsInWordsIfGiven: {
    holds: (facts) => !isGiven(facts, 'reason') || textOf(facts, 'reason') !== null,
    words: { vi: 'Lý do, nếu nêu, được viết bằng lời', en: 'A reason, if there is one, is in words' },
    source: 'D1.5',
    pointer: '/fields/reason',
  },
  inspectionIsDated: {
    holds: (facts) => {
      const on = dayOf(facts, 'inspectedOn');
      if (on === null) return textOf(facts, 'inspectionFindings') === null && !isGiven(facts, 'inspectedOn');
      return on <= facts.today && (facts.startedOn === null || on >= facts.startedOn);
    },
    words: {
      vi: 'Kiểm tra thực tế, nếu có, có ngày: từ khi mô hình hoạt động đến hôm nay',
      en: 'An inspection on the spot, if there was one, has its day: since the model operates, not after today',
    },
    source: 'D1.5',
    pointer: '/fields/inspectedOn',
  },
  inspectionIsDescribed: {
    holds: (facts) => !isGiven(facts, 'inspectedOn') || textOf(facts, 'inspectionFindings') !== null,
    words: {
      vi: 'Kiểm tra thực tế, nếu có, có ghi kết quả',
      en: 'An inspection on the spot, if there was one, has its findings',
    },
    source: 'D1.5',
    pointer: '/fields/inspectionFindings',
  },
  conclusionIsWritten: {
    holds: (facts) => textOf(facts, 'conclusion') !== null,
    words: { vi: 'Có nội dung kết luận rà soát', en: 'The conclusion of the review is written' },
    source: 'D1.2',
    pointer: '/fields/conclusion',
  },
  verdictIsEffectiveOrExemplary: {
    holds: (facts) => standsWell(latestVerdict(facts)),
    words: {
      vi: 'Kết quả rà soát gần nhất xếp loại hiệu quả hoặc tiêu biểu',
      en: 'The latest verdict is effective or exemplary',
    },
    source: 'D1.3',
  },
  // A review of an earlier year is concluded whatever it says: what becomes of the model, the verdict of the later year has said.
  verdictLetsItContinue: {
    holds: (facts) => reviewIsOvertaken(facts) || standsWell(latestVerdict(facts)),
    words: {
      vi: 'Kết quả rà soát xếp loại hiệu quả hoặc tiêu biểu, hoặc đã có kết luận rà soát của năm sau',
      en: 'The verdict is effective or exemplary, or a later year has its verdict already',
    },
    source: 'D1.2',
  },
  verdictIsWeakOrIneffective: {
    holds: (facts) => standsBadly(latestVerdict(facts)),
    words: {
      vi: 'Kết quả rà soát gần nhất xếp loại còn yếu hoặc không hiệu quả',
      en: 'The latest verdict is weak or ineffective',
    },
    source: 'D1.4',
  },
  strengtheningIsPlanned: {
    holds: (facts) => textOf(facts, 'strengtheningPlan') !== null,
    words: { vi: 'Có nội dung, biện pháp củng cố', en: 'What will be done to strengthen the model is written' },
    source: 'D2.1',
    pointer: '/fields/strengtheningPlan',
  },
  strengtheningEndsAfterToday: {
    holds: (facts) => (dayOf(facts, 'strengthenBy') ?? '') > facts.today,
    words: { vi: 'Có thời hạn củng cố, sau hôm nay', en: 'The term of strengthening is given and ends after today' },
    source: 'D2.1',
    pointer: '/fields/strengthenBy',
  },
  reReviewFollowsTheStrengthening: {
    holds: (facts) =>
      !isGiven(facts, 'reReviewOn') || (dayOf(facts, 'reReviewOn') ?? '') >= (dayOf(facts, 'strengthenBy') ?? facts.today),
    words: {
      vi: 'Ngày rà soát lại, nếu nêu, không trước thời hạn củng cố',
      en: 'The day of the next review, if given, is not before strengthening ends',
    },
    source: 'D2.1',
    pointer: '/fields/reReviewOn',
  },
  reReviewIsAwaited: {
    holds: ({ reReview }) => reReview !== null,
    words: {
      vi: 'Mô hình có hồ sơ củng cố ấn định ngày rà soát lại, và chưa được rà soát lại',
      en: 'The file of strengthening set a day for another review, which has not been held',
    },
    source: 'D2.1',
  },
  strengtheningResultIsWritten: {
    holds: (facts) => textOf(facts, 'strengtheningResult') !== null,
    words: { vi: 'Có kết quả củng cố', en: 'The result of strengthening is written' },
    source: 'D2.1',
    pointer: '/fields/strengtheningResult',
  },
  suspensionEndsAfterToday: {
    holds: (facts) => (dayOf(facts, 'suspendedUntil') ?? '') > facts.today,
    words: { vi: 'Có thời hạn tạm dừng, sau hôm nay', en: 'The term of the suspension is given and ends after today' },
    source: 'D5.1',
    pointer: '/fields/suspendedUntil',
  },
  suspensionIsNotTooLong: {
    holds: (facts) =>
      (dayOf(facts, 'suspendedUntil') ?? '') <= addMonths(firstDayOfSuspension(facts), facts.bounds.longestSuspensionMonths),
    words: {
      vi: 'Thời gian tạm dừng, kể từ ngày quyết định có hiệu lực, không vượt mức tối đa quy định',
      en: 'The suspension, from the effective day of the decision, is no longer than the longest allowed',
    },
    source: 'D5.1',
    pointer: '/fields/suspendedUntil',
  },
  suspensionIsProlonged: {
    holds: (facts) => (dayOf(facts, 'suspendedUntil') ?? '') > (facts.suspension?.until ?? ''),
    words: {
      vi: 'Thời hạn mới sau thời hạn tạm dừng đang có; muốn ngắn hơn thì cho hoạt động trở lại',
      en: 'The new term is later than the one there is; to shorten it, let the model resume',
    },
    source: 'D5.1',
    pointer: '/fields/suspendedUntil',
  },
  wholeSuspensionIsNotTooLong: {
    holds: (facts) =>
      (dayOf(facts, 'suspendedUntil') ?? '') <=
      addMonths(facts.suspension?.since ?? facts.today, facts.bounds.longestSuspensionMonths),
    words: {
      vi: 'Cả thời gian tạm dừng, kể từ ngày đầu, không vượt mức tối đa quy định',
      en: 'The whole suspension, from its first day, is no longer than the longest allowed',
    },
    source: 'D5.1',
    pointer: '/fields/suspendedUntil',
  },
  suspensionInterruptedStrengthening: {
    holds: ({ suspension }) => suspension?.from === 'strengthening',
    words: { vi: 'Mô hình đang củng cố thì tạm dừng', en: 'The suspension interrupted strengthening' },
    source: 'D2.1',
  },
  suspensionInterruptedNoStrengthening: {
    holds: ({ suspension }) => suspension?.from !== 'strengthening',
    words: { vi: 'Mô hình không đang củng cố khi tạm dừng', en: 'The suspension did not interrupt strengthening' },
    source: 'D2.1',
  },
} satisfies Record<string, Criterion>;
