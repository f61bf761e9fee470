import type { Words } from '../refusals/refusal.js';
import { type Ask, bySet, freely, may, must, outsideARound } from './asks.js';
import type { CriterionName } from './criteria.js';
import { decisionCriteria, undoingCriteria } from './criteria/decision.js';
import type { Source } from './criteria/criterion.js';
import type { Region } from './stage.js';

export interface StepOrder {
  region: Region;
  words: Words;
  source: Source;
  /** The criteria of this step alone; those every decision must meet are added by `criteriaOf`. */
  needs: CriterionName[];
  asks: Ask[];
  /** The step is a decision on paper. */
  decision?: true;
  /** The step is the decision that undoes this other one. */
  undoes?: string;
  /** The step is a decision that changes this other one, and falls with it. */
  amends?: string;
}

const nomination = {
  needs: [
    'modelIsRecognised',
    'endWasHonourableIfItEnded',
    'modelIsNotSuspended',
    'actorIsTheOwnerOrAbove',
    'verdictIsEffectiveOrExemplary',
    'achievementIsDescribed',
    'achievementNamesNoPrivatePerson',
    'achievementHasABeginning',
    'achievementIsComplete',
    'achievementIsNotYetRewarded',
    'commendationFormIsInForce',
    'sameFormIsForANewAchievement',
    'nomineeKindIsKnown',
    'nomineeOrganisationIsNamed',
    'nomineeRoleIsNamed',
    'nomineeIsNamedByRoleOnly',
  ] as CriterionName[],
  asks: [
    ...must('achievement', 'achievedFrom', 'achievedTo', 'commendationForm'),
    ...may('nomineeKind', 'nomineeOrganisationId', 'nomineeRole'),
  ],
};

/** Every order that can be given to a model. Which rights a post has is the access policy's business, not ours. */
export const modelSteps = {
  propose: {
    region: 'life',
    words: { vi: 'Đề xuất mô hình', en: 'Propose the model' },
    source: 'D3.5',
    needs: [
      'actorIsTheOwner',
      'ownerOrganisationIsInForce',
      'someoneStandsAboveTheOwner',
      'modelHasAName',
      'modelHasALocality',
      'modelHasAField',
      'likelyDuplicatesAreAnswered',
      'placeStillAwaitsThisCopy',
    ],
    asks: [],
  },
  withdrawProposal: {
    region: 'life',
    words: { vi: 'Rút đề xuất', en: 'Withdraw the proposal' },
    source: 'D3.5',
    needs: ['actorIsTheOwner'],
    asks: [],
  },
  returnProposal: {
    region: 'life',
    words: { vi: 'Trả lại đề xuất để bổ sung', en: 'Return the proposal for completion' },
    source: 'D3.5',
    needs: ['actorIsAboveTheOwner', 'reasonIsGiven'],
    asks: must('reason'),
  },
  resubmit: {
    region: 'life',
    words: { vi: 'Gửi lại đề xuất', en: 'Submit the proposal again' },
    source: 'D3.5',
    needs: [
      'actorIsTheOwner',
      'ownerOrganisationIsInForce',
      'someoneStandsAboveTheOwner',
      'modelHasAName',
      'modelHasALocality',
      'modelHasAField',
      'likelyDuplicatesAreAnswered',
      'placeStillAwaitsThisCopy',
    ],
    asks: [],
  },
  rejectProposal: {
    region: 'life',
    words: { vi: 'Không chấp thuận đề xuất', en: 'Reject the proposal' },
    source: 'D3.5',
    needs: ['actorIsAboveTheOwner', 'decisionIsNotBeforeTheProposal', 'reasonIsGiven'],
    asks: must('reason'),
    decision: true,
  },
  annulRejection: {
    region: 'life',
    words: { vi: 'Huỷ bỏ quyết định không chấp thuận', en: 'Annul the rejection' },
    source: 'D3.5',
    needs: ['actorIsAboveTheOwner', 'placeStillAwaitsThisCopy', 'reasonIsGiven'],
    asks: must('reason'),
    decision: true,
    undoes: 'rejectProposal',
  },
  recognise: {
    region: 'life',
    words: { vi: 'Công nhận mô hình', en: 'Recognise the model' },
    source: 'D3.5',
    needs: [
      'actorIsAboveTheOwner',
      'ownerOrganisationIsInForce',
      'someoneStandsAboveTheOwner',
      'modelHasAName',
      'modelHasALocality',
      'modelHasAField',
      'decisionIsNotBeforeTheProposal',
      'placeStillAwaitsThisCopy',
      'lineLivesNotYetThere',
      'startOfOperationIsGiven',
      'operationHasBegun',
      'recognitionScoresFollowTheSet',
      'criteriaSetIsTheOneThatBinds',
      'itIsAModelByTheCriteria',
    ],
    asks: [...must('startedOn'), ...bySet],
    decision: true,
  },
  annulRecognition: {
    region: 'life',
    words: { vi: 'Huỷ bỏ quyết định công nhận', en: 'Annul the recognition' },
    source: 'D3.5',
    needs: [
      'actorIsAboveTheOwner',
      'commendationDoesNotStand',
      'noEarlierCommendationStands',
      'noReplicaIsOperating',
      'noModelEndedInIt',
      'reasonIsGiven',
    ],
    asks: must('reason'),
    decision: true,
    undoes: 'recognise',
  },
  // A round opens the reviews of its models by itself, so no actor is asked for here.
  openReview: {
    region: 'life',
    words: { vi: 'Mở đợt rà soát mô hình', en: 'Open the review' },
    source: 'D1.5',
    needs: [
      'modelHasStartedOperating',
      'reviewYearHasCome',
      'modelOperatedInTheReviewYear',
      'yearIsNotYetReviewed',
      'reviewOutsideARoundSaysWhy',
      'reasonIsInWordsIfGiven',
    ],
    asks: [...must('reviewYear'), ...outsideARound('reason')],
  },
  openReReview: {
    region: 'life',
    words: { vi: 'Mở rà soát lại sau củng cố', en: 'Open the review after strengthening' },
    source: 'D2.1',
    needs: ['actorIsTheOwnerOrAbove', 'reReviewIsAwaited', 'reasonIsInWordsIfGiven'],
    asks: may('reason'),
  },
  cancelReview: {
    region: 'life',
    words: { vi: 'Huỷ đợt rà soát đã mở', en: 'Cancel the open review' },
    source: 'D1.5',
    needs: ['actorIsAboveTheOwner', 'reasonIsGiven'],
    asks: must('reason'),
  },
  submitSelfAssessment: {
    region: 'life',
    words: { vi: 'Gửi bản tự đánh giá', en: 'Submit the self-assessment' },
    source: 'HD 42-HD/TWTN-BKT',
    needs: [
      'actorIsTheOwner',
      'selfScoreIsOnTheScale',
      'selfScoresFollowTheSet',
      'criteriaSetIsTheOneThatBinds',
      'selfAssessmentIsWritten',
    ],
    asks: [...freely('selfScore'), ...bySet, ...must('selfAssessment')],
  },
  proceedWithoutSelfAssessment: {
    region: 'life',
    words: { vi: 'Thẩm định khi không có bản tự đánh giá', en: 'Proceed without a self-assessment' },
    source: 'D1.2',
    needs: ['actorIsAboveTheOwner', 'selfAssessmentCannotBeAwaited', 'reasonIsGiven'],
    asks: must('reason'),
  },
  returnSelfAssessment: {
    region: 'life',
    words: { vi: 'Trả lại bản tự đánh giá', en: 'Return the self-assessment' },
    source: 'HD 42-HD/TWTN-BKT',
    needs: ['actorIsAboveTheOwner', 'appraiserIsNotTheAssessed', 'reasonIsGiven'],
    asks: must('reason'),
  },
  appraise: {
    region: 'life',
    words: { vi: 'Thẩm định, xếp loại mô hình', en: 'Appraise the model' },
    source: 'D1.2',
    needs: [
      'actorIsAboveTheOwner',
      'appraiserIsNotTheAssessed',
      'appraisedScoreIsOnTheScale',
      'differenceOfScoresIsExplained',
      'verdictIsGiven',
      'appraisedScoresFollowTheSet',
      'criteriaSetIsTheOneThatBinds',
      'inspectionIsDated',
      'inspectionIsDescribed',
    ],
    asks: [...freely('appraisedScore', 'verdict'), ...bySet, ...may('differenceReason', 'inspectedOn', 'inspectionFindings')],
  },
  returnAppraisal: {
    region: 'life',
    words: { vi: 'Trả lại kết quả thẩm định', en: 'Return the appraisal' },
    source: 'D1.2',
    needs: ['actorIsAboveTheOwner', 'reasonIsGiven'],
    asks: must('reason'),
  },
  continueOperation: {
    region: 'life',
    words: { vi: 'Kết luận tiếp tục duy trì', en: 'Conclude that the model keeps running' },
    source: 'D1.2',
    needs: ['actorIsAboveTheOwner', 'verdictLetsItContinue', 'conclusionIsWritten'],
    asks: must('conclusion'),
  },
  strengthen: {
    region: 'life',
    words: { vi: 'Yêu cầu củng cố mô hình', en: 'Order the model to be strengthened' },
    source: 'D2.1',
    needs: [
      'actorIsAboveTheOwner',
      'verdictIsWeakOrIneffective',
      'strengtheningIsPlanned',
      'strengtheningEndsAfterToday',
      'reReviewFollowsTheStrengthening',
    ],
    asks: [...must('strengtheningPlan', 'strengthenBy'), ...may('reReviewOn')],
  },
  completeStrengthening: {
    region: 'life',
    words: { vi: 'Xác nhận hoàn thành củng cố', en: 'Confirm that strengthening is complete' },
    source: 'D2.1',
    needs: ['actorIsAboveTheOwner', 'strengtheningResultIsWritten'],
    asks: must('strengtheningResult'),
  },
  suspend: {
    region: 'life',
    words: { vi: 'Tạm dừng mô hình', en: 'Suspend the model' },
    source: 'D5.1',
    needs: [
      'actorIsTheOwnerOrAbove',
      'decisionIsNotBeforeOperationBegan',
      'reasonIsGiven',
      'suspensionEndsAfterToday',
      'suspensionIsNotTooLong',
    ],
    asks: must('reason', 'suspendedUntil'),
    decision: true,
  },
  extendSuspension: {
    region: 'life',
    words: { vi: 'Gia hạn tạm dừng', en: 'Prolong the suspension' },
    source: 'D5.1',
    needs: [
      'actorIsTheOwnerOrAbove',
      'decisionIsNotBeforeTheSuspension',
      'reasonIsGiven',
      'suspensionEndsAfterToday',
      'suspensionIsProlonged',
      'wholeSuspensionIsNotTooLong',
    ],
    asks: must('reason', 'suspendedUntil'),
    decision: true,
    amends: 'suspend',
  },
  resume: {
    region: 'life',
    words: { vi: 'Cho hoạt động trở lại', en: 'Resume operation' },
    source: 'D5.1',
    needs: ['actorIsTheOwnerOrAbove', 'suspensionInterruptedNoStrengthening', 'reasonIsGiven'],
    asks: must('reason'),
    decision: true,
    undoes: 'suspend',
  },
  resumeStrengthening: {
    region: 'life',
    words: { vi: 'Cho tiếp tục củng cố', en: 'Resume strengthening' },
    source: 'D5.1',
    needs: ['actorIsTheOwnerOrAbove', 'suspensionInterruptedStrengthening', 'reasonIsGiven'],
    asks: must('reason'),
    decision: true,
    undoes: 'suspend',
  },
  terminate: {
    region: 'life',
    words: { vi: 'Kết thúc mô hình', en: 'Terminate the model' },
    source: 'D1.4',
    needs: [
      'actorIsTheOwnerOrAbove',
      'decisionIsNotBeforeOperationBegan',
      'groundIsGiven',
      'verdictIsIneffective',
      'decisionIsNotBeforeTheVerdict',
      'changeInSocietyIsStated',
      'heirIsAnotherRunningModel',
      'unitChangeIsDocumented',
      'unitChangeIsDated',
      'handoverIsListed',
      'membersAreHandedOver',
      'moneyIsHandedOver',
      'handoverAmountsAreGiven',
      'moneyIsAccountedFor',
      'handoverIsNotBeforeOperationBegan',
      'handoverNamesNoPrivatePerson',
    ],
    asks: [
      ...must('ground', 'handover'),
      ...may('changeInSociety', 'heirModelId', 'unitChangeDocument', 'unitChangedOn', 'moneyDifference'),
    ],
    decision: true,
  },
  annulTermination: {
    region: 'life',
    words: { vi: 'Huỷ bỏ quyết định kết thúc', en: 'Annul the termination' },
    source: 'D1.4',
    needs: ['actorIsTheOwnerOrAbove', 'heirHasNotEnded', 'reasonIsGiven'],
    asks: must('reason'),
    decision: true,
    undoes: 'terminate',
  },

  planReplication: {
    region: 'spread',
    words: { vi: 'Quyết định nhân rộng mô hình', en: 'Decide to replicate the model' },
    source: 'D1.3',
    needs: [
      'modelIsRecognised',
      'modelHasNotEnded',
      'modelIsNotSuspended',
      'actorIsTheOwnerOrAbove',
      'verdictIsEffectiveOrExemplary',
      'decisionIsNotBeforeOperationBegan',
      'decisionIsNotBeforeTheVerdict',
      'targetsAreNamed',
      'replicationEndsAfterToday',
    ],
    asks: must('replicationTargets', 'replicateBy'),
    decision: true,
  },
  startReplication: {
    region: 'spread',
    words: { vi: 'Triển khai nhân rộng', en: 'Start replication' },
    source: 'D1.3',
    needs: ['modelIsRecognised', 'modelHasNotEnded', 'modelIsNotSuspended', 'actorIsTheOwnerOrAbove', 'someLocalityIsChosen'],
    asks: [],
  },
  completeReplication: {
    region: 'spread',
    words: { vi: 'Hoàn thành nhân rộng', en: 'Complete replication' },
    source: 'D3.2',
    needs: [
      'modelIsRecognised',
      'modelHasNotEnded',
      'actorIsTheOwnerOrAbove',
      'everyLocalityHasAnswered',
      'someLocalityHasAdopted',
      'replicationResultIsWritten',
    ],
    asks: must('replicationResult'),
  },
  abandonReplication: {
    region: 'spread',
    words: { vi: 'Thôi nhân rộng', en: 'Abandon replication' },
    source: 'D1.3',
    needs: [
      'modelIsRecognised',
      'modelHasNotEnded',
      'actorIsTheOwnerOrAbove',
      'noLocalityOfThePlanTookItUp',
      'noEarlierPlanWasTakenUp',
      'reasonIsGiven',
    ],
    asks: must('reason'),
    decision: true,
    undoes: 'planReplication',
  },
  abandonFurtherReplication: {
    region: 'spread',
    words: { vi: 'Thôi nhân rộng thêm', en: 'Abandon further replication' },
    source: 'D1.3',
    needs: [
      'modelIsRecognised',
      'modelHasNotEnded',
      'actorIsTheOwnerOrAbove',
      'noLocalityOfThePlanTookItUp',
      'earlierPlanWasTakenUp',
      'reasonIsGiven',
    ],
    asks: must('reason'),
    decision: true,
    undoes: 'planReplication',
  },
  // Not every effective model suits another place; but that is said in writing, not by silence.
  explainNoReplication: {
    region: 'spread',
    words: { vi: 'Nêu lý do chưa nhân rộng', en: 'Explain why the model is not replicated' },
    source: 'D1.3',
    needs: ['modelIsRecognised', 'modelHasNotEnded', 'actorIsTheOwnerOrAbove', 'verdictIsEffectiveOrExemplary', 'reasonIsGiven'],
    asks: must('reason'),
  },
  reportReplicationResult: {
    region: 'spread',
    words: { vi: 'Báo cáo kết quả tiếp nhận mô hình nhân rộng', en: 'Report how the copy turned out' },
    source: 'D1.3',
    needs: [
      'modelIsRecognised',
      'modelHasNotEnded',
      'actorIsTheOwnerOrAbove',
      'modelIsAnAdoptedCopy',
      'replicationOutcomeIsGiven',
      'replicationFindingsAreWritten',
    ],
    asks: must('replicationOutcome', 'replicationFindings'),
  },

  nominate: {
    region: 'honour',
    words: { vi: 'Đề nghị khen thưởng', en: 'Nominate for commendation' },
    source: 'D3.4',
    ...nomination,
  },
  withdrawNomination: {
    region: 'honour',
    words: { vi: 'Rút đề nghị khen thưởng', en: 'Withdraw the nomination' },
    source: 'D3.4',
    needs: ['modelIsRecognised', 'endWasHonourableIfItEnded', 'actorIsTheOwnerOrAbove', 'reasonIsGiven'],
    asks: must('reason'),
  },
  appraiseNomination: {
    region: 'honour',
    words: { vi: 'Thẩm định đề nghị khen thưởng', en: 'Appraise the nomination' },
    source: 'D3.4',
    needs: [
      'modelIsRecognised',
      'endWasHonourableIfItEnded',
      'actorIsAboveTheOwner',
      'appraiserIsNotTheNominated',
      'nominationIsOnRecord',
      'opinionIsWritten',
      'opinionNamesNoPrivatePerson',
    ],
    asks: must('opinion'),
  },
  commend: {
    region: 'honour',
    words: { vi: 'Quyết định khen thưởng', en: 'Commend' },
    source: 'D3.4',
    needs: [
      'modelIsRecognised',
      'endWasHonourableIfItEnded',
      'actorIsAboveTheOwner',
      'nominationIsOnRecord',
      'achievementIsNotYetRewarded',
      'formIsWithinTheAuthority',
      'formIsGrantedOnPaper',
      'decisionIsNotBeforeTheNomination',
    ],
    asks: [],
    decision: true,
  },
  praise: {
    region: 'honour',
    words: { vi: 'Biểu dương (hình thức không cần quyết định)', en: 'Praise (a form that needs no decision on paper)' },
    source: 'D3.4',
    needs: [
      'modelIsRecognised',
      'endWasHonourableIfItEnded',
      'actorIsAboveTheOwner',
      'nominationIsOnRecord',
      'achievementIsNotYetRewarded',
      'formIsWithinTheAuthority',
      'formNeedsNoPaper',
    ],
    asks: [],
  },
  declineCommendation: {
    region: 'honour',
    words: { vi: 'Không khen thưởng', en: 'Decline the commendation' },
    source: 'D3.4',
    needs: ['modelIsRecognised', 'endWasHonourableIfItEnded', 'actorIsAboveTheOwner', 'reasonIsGiven'],
    asks: must('reason'),
  },
  handOverCommendation: {
    region: 'honour',
    words: { vi: 'Trao khen thưởng', en: 'Hand the commendation over' },
    source: 'D3.4',
    needs: [
      'modelIsRecognised',
      'actorIsTheOwnerOrAbove',
      'commendationWaitsToBeHandedOver',
      'dayOfHandingOverIsGiven',
      'handedOverAfterTheDecision',
      'occasionIsGiven',
    ],
    asks: must('handedOverOn', 'handedOverAt'),
  },
  // Of an ended model too, however it ended: a false commendation is not to stand.
  revokeCommendation: {
    region: 'honour',
    words: { vi: 'Huỷ bỏ quyết định khen thưởng', en: 'Revoke the commendation' },
    source: 'Luật TĐKT 06/2022/QH15',
    needs: ['modelIsRecognised', 'actorIsAboveTheOwner', 'reasonIsGiven'],
    asks: must('reason'),
    decision: true,
    undoes: 'commend',
  },
  withdrawPraise: {
    region: 'honour',
    words: { vi: 'Rút lời biểu dương', en: 'Withdraw the praise' },
    source: 'Luật TĐKT 06/2022/QH15',
    needs: ['modelIsRecognised', 'actorIsAboveTheOwner', 'praiseStands', 'reasonIsGiven'],
    asks: must('reason'),
  },
  nominateAgain: {
    region: 'honour',
    words: { vi: 'Đề nghị khen thưởng thành tích mới', en: 'Nominate again for a new achievement' },
    source: 'D3.4',
    ...nomination,
  },
} satisfies Record<string, StepOrder>;

export type ModelStep = keyof typeof modelSteps;
export type StepOf<R extends Region> = { [S in ModelStep]: (typeof modelSteps)[S]['region'] extends R ? S : never }[ModelStep];

export const modelStepNames = Object.keys(modelSteps) as ModelStep[];
export const orderOf = (step: ModelStep): StepOrder => modelSteps[step];
export const isModelStep = (value: unknown): value is ModelStep => typeof value === 'string' && Object.hasOwn(modelSteps, value);

const everyDecision = Object.keys(decisionCriteria) as CriterionName[];
const everyUndoing = Object.keys(undoingCriteria) as CriterionName[];

/** All a step must meet, its own criteria first. */
export const criteriaOf = ({ needs, decision, undoes }: StepOrder): CriterionName[] => [
  ...needs,
  ...(decision ? everyDecision : []),
  ...(undoes ? everyUndoing : []),
];
