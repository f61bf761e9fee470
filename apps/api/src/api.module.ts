import {
  AdvanceModel,
  ConsolidateModels,
  AnswerDuplicate,
  AnswerAdaptation,
  AnswerExtension,
  AnswerReplication,
  AnswerReport,
  ApplyModelImport,
  AppendRuleEdition,
  AskExtension,
  AttachFile,
  ChangeWebhook,
  ChoosePreferences,
  CheckModelImport,
  Clock,
  CloseDeadline,
  CloseRound,
  CompleteConferenceStep,
  DraftWorkCalendar,
  PreviewWorkCalendar,
  PublishWorkCalendar,
  ReviseWorkCalendar,
  SetCultureDay,
  DutiesWithoutTerm,
  WaitingDeadlines,
  WaitingOpenings,
  DraftCopy,
  DraftCriteriaSet,
  DraftModel,
  IssueCriteriaSet,
  MintToken,
  MoveConference,
  RebindConference,
  OpenReviewRound,
  NameReceiver,
  OfferedChannels,
  OpenCalendarFeed,
  OpenRound,
  RecordDocument,
  RecordMembers,
  RecordMoney,
  MoveDeadline,
  ReopenObligation,
  ReopenRound,
  ResumeClock,
  ReviseCriteriaSet,
  ReviseDraft,
  RemoveWebhook,
  Resend,
  RevokeCalendarFeed,
  RevokeToken,
  ShowModelFile,
  RotateCalendarFeed,
  RotateWebhookSecret,
  Secrets,
  SignIn,
  StopReminders,
  Subscribe,
  SubmitReport,
  TrustAddress,
  TryWebhook,
  Vault,
  WithdrawPlace,
  SuspendClock,
  WaiveObligation,
  PreviewRule,
  RebindRound,
} from '#usecases';
import { outsideChannels } from '#domain';
import { KeyVault, Log, NodeSecrets } from '#platform';
import { Records } from '#records';
import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { CalculationsController } from './calculations/calculations.controller.js';
import { CommendationsController } from './commendations/commendations.controller.js';
import { WorkCalendarController } from './work-calendar/work-calendar.controller.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { ConferencesController } from './conferences/conferences.controller.js';
import { ConsolidationsController } from './consolidations/consolidations.controller.js';
import { CriteriaSetsController } from './criteria/criteria-sets.controller.js';
import { BouncingAddressesController } from './deliveries/bouncing-addresses.controller.js';
import { DeliveriesController } from './deliveries/deliveries.controller.js';
import { ObligationLedgerController } from './deadlines/obligation-ledger.controller.js';
import { DeadlineActsController } from './deadlines/deadline-acts.controller.js';
import { DeadlinesController } from './deadlines/deadlines.controller.js';
import { Answers } from './door/answers.interceptor.js';
import { Idempotency } from './door/idempotency.interceptor.js';
import { PolicyGuard } from './door/policy.guard.js';
import { ProblemFilter } from './door/problem.filter.js';
import { ReadInput } from './door/read-input.pipe.js';
import { Sealing } from './door/sealing.js';
import { ApiSettings } from './door/settings.js';
import { SignInThrottle } from './door/sign-in-throttle.js';
import { Uploads } from './door/uploads.js';
import { HealthController } from './health/health.controller.js';
import { ModelImportsController } from './imports/model-imports.controller.js';
import { MeController } from './me/me.controller.js';
import { PreferencesController } from './me/preferences.controller.js';
import { HttpMetrics } from './metrics/http-metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { ModelDuplicatesController } from './models/model-duplicates.controller.js';
import { ModelFileController } from './models/model-file.controller.js';
import { ModelsController } from './models/models.controller.js';
import { NoticesController } from './notices/notices.controller.js';
import { ClockController } from './obligations/clock.controller.js';
import { ExtensionsController } from './obligations/extensions.controller.js';
import { ObligationsController } from './obligations/obligations.controller.js';
import { SubmissionsController } from './obligations/submissions.controller.js';
import { OpenApi } from './openapi/openapi.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { OrganisationsController } from './organisations/organisations.controller.js';
import { OversightController } from './oversight/oversight.controller.js';
import { ProblemsController } from './problems/problems.controller.js';
import { RepairsController } from './repairs/repairs.controller.js';
import { LineageController } from './replications/lineage.controller.js';
import { ReplicationTargetsController } from './replications/replication-targets.controller.js';
import { RoundsController } from './rounds/rounds.controller.js';
import { RulesController } from './rules/rules.controller.js';
import { SessionController } from './session/session.controller.js';
import { TerritoriesController } from './territories/territories.controller.js';
import { TokensController } from './tokens/tokens.controller.js';
import { UnsubscribeController } from './unsubscribe/unsubscribe.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

const controllers = [
  SessionController,
  MeController,
  PreferencesController,
  UnsubscribeController,
  TokensController,
  TerritoriesController,
  OrganisationsController,
  ModelsController,
  CommendationsController,
  ConsolidationsController,
  ModelDuplicatesController,
  ModelFileController,
  ModelImportsController,
  ReplicationTargetsController,
  LineageController,
  RoundsController,
  ObligationsController,
  SubmissionsController,
  ExtensionsController,
  ClockController,
  DeadlinesController,
  DeadlineActsController,
  ObligationLedgerController,
  CalculationsController,
  WorkCalendarController,
  ConferencesController,
  OversightController,
  NoticesController,
  RepairsController,
  DeliveriesController,
  BouncingAddressesController,
  WebhooksController,
  CalendarsController,
  RulesController,
  CriteriaSetsController,
  HealthController,
  MetricsController,
  ProblemsController,
  OpenApiController,
];

const deeds = [
  OpenCalendarFeed,
  RotateCalendarFeed,
  RevokeCalendarFeed,
  PreviewRule,
  RebindRound,
  ChoosePreferences,
  StopReminders,
  Resend,
  TrustAddress,
  Subscribe,
  ChangeWebhook,
  RotateWebhookSecret,
  TryWebhook,
  RemoveWebhook,
  DraftWorkCalendar,
  PreviewWorkCalendar,
  PublishWorkCalendar,
  ReviseWorkCalendar,
  SetCultureDay,
  DutiesWithoutTerm,
  WaitingDeadlines,
  WaitingOpenings,
  SignIn,
  MintToken,
  RevokeToken,
  AppendRuleEdition,
  DraftCriteriaSet,
  DraftModel,
  ReviseDraft,
  ReviseCriteriaSet,
  IssueCriteriaSet,
  AdvanceModel,
  ShowModelFile,
  ConsolidateModels,
  AnswerDuplicate,
  AttachFile,
  CheckModelImport,
  ApplyModelImport,
  RecordDocument,
  RecordMembers,
  RecordMoney,
  OpenReviewRound,
  AnswerReplication,
  AnswerAdaptation,
  WithdrawPlace,
  NameReceiver,
  DraftCopy,
  OpenRound,
  SubmitReport,
  AnswerReport,
  AskExtension,
  AnswerExtension,
  SuspendClock,
  ResumeClock,
  WaiveObligation,
  ReopenObligation,
  MoveDeadline,
  CloseDeadline,
  CloseRound,
  ReopenRound,
  CompleteConferenceStep,
  MoveConference,
  RebindConference,
];

/** What the API stands on; made outside, so that a test can hand in its own database and clock. */
export interface Ground {
  settings: ApiSettings;
  records: Records;
  clock: Clock;
  log: Log;
}

@Module({})
export class ApiModule {
  static on({ settings, records, clock, log }: Ground): DynamicModule {
    return {
      module: ApiModule,
      imports: [DiscoveryModule],
      controllers,
      providers: [
        { provide: ApiSettings, useValue: settings },
        { provide: Records, useValue: records },
        { provide: Clock, useValue: clock },
        { provide: Log, useValue: log },
        { provide: Secrets, useClass: NodeSecrets },
        { provide: OfferedChannels, useValue: { list: settings.textGatewayUrl ? outsideChannels : ['email'] } },
        { provide: Vault, useFactory: () => new KeyVault(settings.sealingKeys) },
        HttpMetrics,
        OpenApi,
        Sealing,
        SignInThrottle,
        ...deeds,
        { provide: APP_GUARD, useClass: PolicyGuard },
        // The outermost takes in an uploaded file; the next keeps the answer, the inner makes it.
        { provide: APP_INTERCEPTOR, useClass: Uploads },
        { provide: APP_INTERCEPTOR, useClass: Idempotency },
        { provide: APP_INTERCEPTOR, useClass: Answers },
        { provide: APP_PIPE, useClass: ReadInput },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
