import { CreateDatedUnits1780000000100 } from './1780000000100-create-dated-units.js';
import { CreatePeopleAndAccess1780000000200 } from './1780000000200-create-people-and-access.js';
import { CreateJournalAndRules1780000000300 } from './1780000000300-create-journal-and-rules.js';
import { CreateModels1780000000400 } from './1780000000400-create-models.js';
import { CreateDeadlinesAndObligations1780000000500 } from './1780000000500-create-deadlines-and-obligations.js';
import { CreateNoticesAndOutbox1780000000600 } from './1780000000600-create-notices-and-outbox.js';
import { CreateDatedQuestions1780000000700 } from './1780000000700-create-dated-questions.js';
import { CreateCriteriaSets1780000000800 } from './1780000000800-create-criteria-sets.js';
import { LetModelsOweDuties1780000000900 } from './1780000000900-let-models-owe-duties.js';
import { LetAStatementGiveUp1780000000910 } from './1780000000910-let-a-statement-give-up.js';
import { ScoreByCriteria1780000000920 } from './1780000000920-score-by-criteria.js';
import { LetModelsBeConsolidated1780000001000 } from './1780000001000-let-models-be-consolidated.js';
import { EndAndHonourModels1780000001010 } from './1780000001010-end-and-honour-models.js';
import { NameTheEditionOfAForm1780000001020 } from './1780000001020-name-the-edition-of-a-form.js';
import { FollowReplication1780000001100 } from './1780000001100-follow-replication.js';
import { KeepTheParent1780000001110 } from './1780000001110-keep-the-parent.js';
import { OpenReviewRounds1780000001200 } from './1780000001200-open-review-rounds.js';
import { CreateRegisterPapers1780000001300 } from './1780000001300-create-register-papers.js';
import { FindLikelyDuplicates1780000001301 } from './1780000001301-find-likely-duplicates.js';
import { FollowWhatAModelBroughtAlong1780000001350 } from './1780000001350-follow-what-a-model-brought-along.js';
import { PublishWorkCalendars1780000001400 } from './1780000001400-publish-work-calendars.js';
import { GatherDigestsByMoment1780000001500 } from './1780000001500-gather-digests-by-moment.js';
import { TellWebhooksAndCalendars1780000001510 } from './1780000001510-tell-webhooks-and-calendars.js';
import { QueueCallsBesideLetters1780000001520 } from './1780000001520-queue-calls-beside-letters.js';
import { FireRungsInPages1780000001600 } from './1780000001600-fire-rungs-in-pages.js';
import { TellLostWishes1780000001605 } from './1780000001605-tell-lost-wishes.js';
import { StopAndSetClocks1780000001610 } from './1780000001610-stop-and-set-clocks.js';
import { CloseEarly1780000001620 } from './1780000001620-close-early.js';
import { AskOneFunctionForCriteria1780000001700 } from './1780000001700-ask-one-function-for-criteria.js';
import { TakeTurnsWhereTwoAreAlike1780000001710 } from './1780000001710-take-turns-where-two-are-alike.js';
import { SayWhyNominationsEnded1780000001720 } from './1780000001720-say-why-nominations-ended.js';
import { ReviewAgain1780000001800 } from './1780000001800-review-again.js';
import { KnowANumberHoweverTyped1780000001900 } from './1780000001900-know-a-number-however-typed.js';
import { KeepDigestsWithinSendingHours1780000002000 } from './1780000002000-keep-digests-within-sending-hours.js';
import { KeepWhereADutyHung1780000002100 } from './1780000002100-keep-where-a-duty-hung.js';
import { SayWhyAReviewWasOpened1780000002200 } from './1780000002200-say-why-a-review-was-opened.js';
import { ClimbByAPath1780000002300 } from './1780000002300-climb-by-a-path.js';
import { ChooseChannelsWithinTheRule1780000002310 } from './1780000002310-choose-channels-within-the-rule.js';
import { TellAHerdWithFewerWrites1780000002400 } from './1780000002400-tell-a-herd-with-fewer-writes.js';
import { MoveOrphanedDuties1780000002500 } from './1780000002500-move-orphaned-duties.js';
import { FindWhereDutiesHung1780000002510 } from './1780000002510-find-where-duties-hung.js';
import { EndStopsByWaivers1780000002600 } from './1780000002600-end-stops-by-waivers.js';
import { KeepWhatKnockedOut1780000002700 } from './1780000002700-keep-what-knocked-out.js';
import { LetSharedDaysMeetGivenOnes1780000002800 } from './1780000002800-let-shared-days-meet-given-ones.js';

/** In the order they run. Never change one that was released: add the next. */
export const migrations = {
  CreateDatedUnits1780000000100,
  CreatePeopleAndAccess1780000000200,
  CreateJournalAndRules1780000000300,
  CreateModels1780000000400,
  CreateDeadlinesAndObligations1780000000500,
  CreateNoticesAndOutbox1780000000600,
  CreateDatedQuestions1780000000700,
  CreateCriteriaSets1780000000800,
  LetModelsOweDuties1780000000900,
  LetAStatementGiveUp1780000000910,
  ScoreByCriteria1780000000920,
  LetModelsBeConsolidated1780000001000,
  EndAndHonourModels1780000001010,
  NameTheEditionOfAForm1780000001020,
  FollowReplication1780000001100,
  KeepTheParent1780000001110,
  OpenReviewRounds1780000001200,
  CreateRegisterPapers1780000001300,
  FindLikelyDuplicates1780000001301,
  FollowWhatAModelBroughtAlong1780000001350,
  PublishWorkCalendars1780000001400,
  GatherDigestsByMoment1780000001500,
  TellWebhooksAndCalendars1780000001510,
  QueueCallsBesideLetters1780000001520,
  FireRungsInPages1780000001600,
  TellLostWishes1780000001605,
  StopAndSetClocks1780000001610,
  CloseEarly1780000001620,
  AskOneFunctionForCriteria1780000001700,
  TakeTurnsWhereTwoAreAlike1780000001710,
  SayWhyNominationsEnded1780000001720,
  ReviewAgain1780000001800,
  KnowANumberHoweverTyped1780000001900,
  KeepDigestsWithinSendingHours1780000002000,
  KeepWhereADutyHung1780000002100,
  SayWhyAReviewWasOpened1780000002200,
  ClimbByAPath1780000002300,
  ChooseChannelsWithinTheRule1780000002310,
  TellAHerdWithFewerWrites1780000002400,
  MoveOrphanedDuties1780000002500,
  FindWhereDutiesHung1780000002510,
  EndStopsByWaivers1780000002600,
  KeepWhatKnockedOut1780000002700,
  LetSharedDaysMeetGivenOnes1780000002800,
};
