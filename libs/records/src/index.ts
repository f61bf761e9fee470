export { AccessReader, type Caller, type HeldPost, type TokenCaller, type TokenRow } from './access/access.reader.js';
export { IdempotencyRepository, type Claim, type KeptAnswer, type KeyLease } from './access/idempotency.repository.js';
export { TokensRepository, type NewToken } from './access/tokens.repository.js';
export { createDataSource, type DataSourceSettings } from './data-source.js';
export { JournalRepository, type JournalEntry, type JournalStream } from './journal/journal.repository.js';
export { OutboxRepository, type LeasedWish, type Wish } from './outbox/outbox.repository.js';
export { WaitingDeadlinesReader, type LadderPlanned, type WaitingDeadlineRow } from './calendar/waiting-deadlines.reader.js';
export { WorkCalendarRepository, type CalendarDraft, type CalendarPublication } from './calendar/work-calendar.repository.js';
export { Records, Tx } from './records.js';
export {
  ConferencesRepository,
  type ConferenceRow,
  type ConferenceStepRow,
  type StepDocument,
} from './conferences/conferences.repository.js';
export {
  CriteriaSetsReader,
  type CriteriaSetItem,
  type CriteriaSetsQuestion,
  type CriteriaSetView,
  type ProvincialHead,
} from './criteria/criteria-sets.reader.js';
export {
  CriteriaSetsRepository,
  ONE_CRITERIA_SET_A_NUMBER,
  type IssueColumns,
  type IssuerFacts,
  type IssuerGiven,
  type LockedCriteriaSet,
} from './criteria/criteria-sets.repository.js';
export { OpenedReader } from './conferences/opened.reader.js';
export {
  DeadlinesRepository,
  type DeadlineRow,
  type NewDeadline,
  type DeadlinePlan,
  type RungPlan,
  type RungRow,
} from './deadlines/deadlines.repository.js';
export { OpenDeadlinesReader, type OpenDeadline } from './deadlines/open-deadlines.reader.js';
export { AnswersRepository, type AnswerDuty, type NewAnswerDeadline } from './deadlines/answers.repository.js';
export {
  ClockActsRepository,
  type ClockActItem,
  type ClockActKind,
  type NewClockAct,
  type Suspension,
} from './deadlines/clock-acts.repository.js';
export { ExtensionsRepository, type ExtensionRow } from './deadlines/extensions.repository.js';
export { tellOfAct } from './deadlines/tell-of-act.js';
export { remindPage, type PageTold, type RungFired, type RungPage } from './deadlines/remind-units.js';
export { queueDigests } from './delivery/queue-digests.js';
export type { NamedDutyRow } from './deadlines/named-duty.js';
export { RungsReader, type NextRungRow } from './deadlines/rungs.reader.js';
export {
  ObligationsRepository,
  type LockedObligation,
  type NewObligation,
  type OwedDuty,
  type ObligationStatus,
} from './reports/obligations.repository.js';
export {
  ReviewRoundsRepository,
  type LeftOutReason,
  type ReviewOpening,
  type ReviewScope,
} from './reviews/review-rounds.repository.js';
export { ReviewRoundsReader, type LeftOutMark, type LeftOutModel, type ReviewFigures } from './reviews/review-rounds.reader.js';
export { RoundsRepository, type LockedRound, type NewRound } from './reports/rounds.repository.js';
export { SubmissionsRepository, type NewSubmission } from './reports/submissions.repository.js';
export { RulesRepository } from './rules/rules.repository.js';
export { sqlOver, violates, type Sql } from './sql.js';
export {
  DeliveriesRepository,
  type AttemptedLetter,
  type DeliveryChannel,
  type LeasedDelivery,
} from './delivery/deliveries.repository.js';
export { RepairsReader, type RepairItem } from './delivery/repairs.reader.js';
export { DigestsReader, type DigestRow, type DisabledWebhookRow, type LetterHead } from './delivery/digests.reader.js';
export { BouncesRepository, type BouncedLetter, type BouncingAddress } from './delivery/bounces.repository.js';
export {
  DeliveriesReader,
  type DeliveriesQuestion,
  type DeliveryAttempt,
  type DeliveryItem,
} from './delivery/deliveries.reader.js';
export { PreferencesRepository, type Preference, type PreferenceRow } from './delivery/preferences.repository.js';
export { CalendarDaysReader, type CalendarDayRow } from './calendars/calendar-days.reader.js';
export {
  CalendarFeedsRepository,
  type CalendarFeedRow,
  type FeedKeeper,
  type OpenedFeed,
} from './calendars/calendar-feeds.repository.js';
export { WebhookCallsRepository, type QueuedCall, type WebhookEvent } from './webhooks/webhook-calls.repository.js';
export { WebhooksRepository, type NewWebhook, type WebhookRow, type WebhookScope } from './webhooks/webhooks.repository.js';
export { RepairsRepository, type Difference, type Repair } from './delivery/repairs.repository.js';
export { ConferencesReader, type ConferenceItem, type ConferenceStepItem } from './conferences/conferences.reader.js';
export {
  LedgerReader,
  type LedgerCall,
  type LedgerDeadline,
  type LedgerLetter,
  type LedgerNotice,
  type LedgerObligation,
  type LedgerRung,
  type LedgerRungOfDuty,
  type PassedBy,
} from './deadlines/ledger.reader.js';
export {
  OversightReader,
  type ExhaustedDuty,
  type StandingQuestion,
  type StandingRow,
  type UnattendedDuty,
} from './oversight/oversight.reader.js';
export {
  ObligationsReader,
  type ExtensionItem,
  type ObligationFilter,
  type ObligationItem,
  type ObligationsMark,
  type SubmissionItem,
} from './reports/obligations.reader.js';
export { ModelImportsReader, type ImportItem, type ImportRowItem } from './register/model-imports.reader.js';
export {
  type ImportedRow,
  type ImportFault,
  type ImportOutcome,
  type LikeModel,
  type NewImport,
} from './register/model-imports.repository.js';
export { RegisterPlacesReader, type PlaceAsRead } from './register/register-places.reader.js';
export { RoundsReader, type RoundDeadline, type RoundItem } from './reports/rounds.reader.js';
export {
  OrganisationsReader,
  type OrganisationItem,
  type OrganisationQuery,
  type OrganisationRelation,
  type OrganisationView,
} from './organisations/organisations.reader.js';
export {
  TerritoriesReader,
  type TerritoryItem,
  type TerritoryQuery,
  type TerritoryRelation,
  type TerritoryView,
} from './organisations/territories.reader.js';
export { type Page, type PageEnd } from './organisations/vietnamese-search.js';
export { checkHistory, type InvariantResult } from './history/check-history.js';
export { InboxRepository, type InboxNotice } from './delivery/inbox.repository.js';
export { GaugesReader, type Gauges } from './operations/gauges.reader.js';
export { AccountsRepository, type NewAccount } from './access/accounts.repository.js';
export { SeedRepository } from './organisations/seed.repository.js';
export {
  CommendationsReader,
  type CommendationItem,
  type CommendationsMark,
  type CommendationsQuestion,
} from './commendations/commendations.reader.js';
export { DuplicatesReader, type LikelyDuplicate } from './models/duplicates.reader.js';
export {
  ModelPapersReader,
  type DocumentRow,
  type KeptFile,
  type MembersRow,
  type MoneyRow,
} from './models/model-papers.reader.js';
export {
  DOCUMENT_KINDS,
  MEMBER_KINDS,
  MONEY_SOURCES,
  type DocumentKind,
  type MemberKind,
  type MoneySource,
  type NewCount,
  type NewDocument,
  type NewMoney,
} from './models/model-papers.repository.js';
export { ConsolidationsReader, type ConsolidationItem } from './consolidations/consolidations.reader.js';
export { type Brought } from './models/bring-along.js';
export { type DutyFacts } from './models/duty-facts.js';
export { type DutiesWritten, type NewDuty } from './models/duty-pieces.js';
export { ModelFoldReader, type ModelToFold } from './models/model-fold.reader.js';
export { ModelPastReader, type PastDuty, type PastEntry, type PastPlaceEntry } from './models/model-past.reader.js';
export { OVERTAKEN, readStanding, type FactsQuestion, type InputFacts, type ModelStanding } from './models/model-facts.js';
export { ModelJournalReader, type ModelJournalItem } from './models/model-journal.reader.js';
export {
  ModelsReader,
  type HandoverItem,
  type ModelDecisionItem,
  type FoundModel,
  type ModelItem,
  type ModelNominationItem,
  type ModelReviewItem,
  type ModelsMark,
  type ModelsQuestion,
  type ModelView,
  type ReplicationTargetItem,
} from './models/models.reader.js';
export {
  KeyIsLost,
  ModelsRepository,
  ONE_DECISION_A_NUMBER,
  type DraftFields,
  type ModelChange,
  type ModelColumns,
  type NewDecision,
  type NominationColumns,
  type NewEntry,
  type ReviewColumns,
} from './models/models.repository.js';
export { type PlaceChange } from './replications/target-pieces.js';
export {
  ReplicationsRepository,
  type ParentStanding,
  type TargetColumns,
  type TargetStanding,
} from './replications/replications.repository.js';
export { CoverageReader, type CoverageRow } from './replications/coverage.reader.js';
export { LineageReader, type LineageNode } from './replications/lineage.reader.js';
export { OrphanedDutiesRepository } from './models/orphaned-duties.repository.js';
export {
  ReplicationsReader,
  type ReplicationTarget,
  type TargetsMark,
  type WaitingTarget,
} from './replications/replications.reader.js';
