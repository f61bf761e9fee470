import type { BudgetUnit } from '../calendar/read-calculation.js';
import type { ModelBounds } from '../lifecycle/facts.js';
import type { ModelDuty } from '../lifecycle/duties.js';
import type { CommendationForms } from '../commendations/commendation-forms.js';
import type { PlainDay } from '../time/plain-day.js';
import type { Roll } from './roll.js';

export type { Roll };

/** A day that comes every year. 29 February is refused: it does not. */
export interface MonthDay {
  month: number;
  day: number;
}

/** `remind`, `due`, `overdue` tell the one who owes; `escalate` tells a level above as well; `close` acts and tells nobody. */
export type RungAct = 'remind' | 'due' | 'overdue' | 'escalate' | 'close';

export interface RungRule {
  /** Unique within its ladder and shown to people: `T-30`, `T+14`. */
  code: string;
  /** Days from the due day; negative before it. */
  offsetDays: number;
  act: RungAct;
  /** For `escalate`: how many levels above the one who owes. */
  stepsUp?: number;
}

/** Quiet hours and quiet days: when letters may go out, local `HH:MM` from and to inclusive. */
export interface SendingRule {
  from: string;
  to: string;
  workingDaysOnly: boolean;
}

export interface LadderRule {
  /** Local time of day at which rungs fire, `HH:MM`. */
  fireAt: string;
  rungs: RungRule[];
  /** Absent: letters go out at `fireAt` of any day. */
  sending?: SendingRule;
}

/** Whom a rule concerns; each list that is given narrows further. */
export interface RuleScope {
  /** Kinds of organisations. */
  kinds?: string[];
  /** Ids of territories, each with everything below it. */
  territories?: string[];
  /** Ids of organisations. */
  organisations?: string[];
}

export type UnitLevel = 'commune' | 'district' | 'province';

/** One level of the reporting chain. A level that has no organisations on the opening day simply yields nobody. */
export interface ReportingLevel {
  /** What people call the step of the chain, unique in the rule: `commune`, `lead`. */
  code: string;
  level: UnitLevel;
  /** Functions whose holders report at this level. */
  reporters: string[];
  due: MonthDay;
  /** false: "before that day", so the last day is the day before. */
  inclusive: boolean;
  /** The function that receives; absent: the level above in the organisation's own line. */
  to?: string;
}

/** A budget of time, counted from the day after the one it arises on. */
export interface DutyTerm {
  amount: number;
  unit: BudgetUnit;
}

/** How far a due day may be put off on request. */
export interface ExtensionLimits {
  /** From the first due day. */
  maxDays: number;
  maxTimes: number;
}

/** By when the receiving side answers, and how far a clock may be stopped or set again. What a rule does not say cannot be done under it. */
export interface ClockRule {
  /** Counted from the day a report was sent: accept it or return it. */
  answerReportWithin?: DutyTerm;
  /** Counted from the day more time was asked for. */
  answerExtensionWithin?: DutyTerm;
  /** Climbed by an answer that does not come. It never closes: nothing is approved by silence. */
  ladder?: LadderRule;
  /** All stops of one duty together. */
  suspension?: { maxDays: number };
  /** From the day of reopening. */
  reopening?: { maxDays: number };
}

/** D3.6 and D5.2. The dispatch names no day (U1), so everything here is data. */
export interface AnnualReportRule {
  opensOn: MonthDay;
  dataClosesOn: MonthDay;
  levels: ReportingLevel[];
  roll: Roll;
  ladder: LadderRule;
  extension: ExtensionLimits;
  clock?: ClockRule;
  /** Absent: every organisation with a reporting function. */
  scope?: RuleScope;
  /** Functions of the province climbed one after the other above the receiving body; absent: the way its reports go. */
  escalation?: string[];
}

export interface ConferenceStepRule {
  code: string;
  words: { vi: string; en: string };
  /** The function that owes the step. */
  owner: string;
  /** Days from the day of the conference; negative before it. */
  offsetDays: number;
}

/** D3.7: a preliminary conference in the third, a summary conference in the fifth year of each cycle (U2: the anchor is ours to set). */
export interface ConferenceRule {
  kind: 'preliminary' | 'summary';
  scope: string;
  anchorOn: PlainDay;
  afterYears: number;
  /** A new cycle begins after so many years, anchored at the end of the last. */
  cycleYears: number;
  opensMonthsBefore: number;
  roll: Roll;
  steps: ConferenceStepRule[];
  ladder: LadderRule;
  /** Absent: steps are not extended; the conference is moved instead. */
  extension?: ExtensionLimits;
  clock?: ClockRule;
  /** Functions of the province climbed one after the other above the owner of a step; absent: the Standing Committee alone. */
  escalation?: string[];
}
/** D3.4: the forms of commendation there are, and who may grant which. */
export interface CommendationFormsRule {
  forms: CommendationForms;
}

/** The terms of the duties of models. Nothing is approved by silence, so no ladder of a duty closes. */
export interface ModelDutiesRule {
  /** `ladder`: where a duty climbs another way than the others. */
  duties: Partial<Record<ModelDuty, { term: DutyTerm; ladder?: LadderRule }>>;
  roll: Roll;
  ladder: LadderRule;
  extension: ExtensionLimits;
  clock?: ClockRule;
  /** Functions of the province climbed one after the other above the body next above; absent: the whole line. */
  escalation?: string[];
  /** What the machine of the model may go up to; what is left out stays as it ships. */
  bounds?: Partial<ModelBounds>;
}

/** The three duties of a review, in their order: the owner assesses its model, the body above appraises and concludes. */
export const reviewDuties = ['selfAssess', 'appraise', 'conclude'] as const;
export type ReviewDuty = (typeof reviewDuties)[number];

/** A day of the year by which a duty of the review is done. `inclusive: false`: "before that day". */
export interface ReviewStepRule {
  due: MonthDay;
  inclusive: boolean;
}

/** D1.5: every model is reviewed each year. D1.2: a model taken over from an older register is reviewed once, by a term of its own. */
export interface ModelReviewRule {
  opensOn: MonthDay;
  steps: Record<ReviewDuty, ReviewStepRule>;
  roll: Roll;
  /** The reviewing side has its own clock. Neither ladder closes: nothing is approved by silence. */
  ladders: { owner: LadderRule; reviewer: LadderRule };
  extension: ExtensionLimits;
  clock?: ClockRule;
  /** Functions of the province climbed one after the other above the body next above; absent: the whole line. */
  escalation?: string[];
  /** Whose models the round reviews, by their owner and their territory; absent: everybody's. */
  scope?: RuleScope;
  /** Absent: models and good practices alike. */
  modelKinds?: ('model' | 'goodPractice')[];
  /** The terms of a model taken over from an older register: each counted from the end of the one before, the first from the opening. */
  backlog: Record<ReviewDuty, { amount: number; unit: 'day' | 'week' | 'month' | 'year' }>;
}

export type RuleKey =
  | 'annualReport.modelResults'
  | 'annualReport.dispatchImplementation'
  | 'conference.preliminary'
  | 'conference.summary'
  | 'modelDuties'
  | 'commendationForms'
  | 'modelReview'
  | 'noticeChannels';

export interface RuleEdition<Body = AnnualReportRule | ConferenceRule | ModelDutiesRule | ModelReviewRule> {
  id: string;
  ruleKey: RuleKey;
  /** First day in force. The last is the day before the next edition's first. */
  validFrom: PlainDay;
  source: string;
  body: Body;
}

export const isAnnualReport = (edition: RuleEdition): edition is RuleEdition<AnnualReportRule> =>
  edition.ruleKey.startsWith('annualReport.');
export const isModelDuties = (edition: RuleEdition): edition is RuleEdition<ModelDutiesRule> => edition.ruleKey === 'modelDuties';
export const isConference = (edition: RuleEdition): edition is RuleEdition<ConferenceRule> =>
  edition.ruleKey.startsWith('conference.');
export const isModelReview = (edition: RuleEdition): edition is RuleEdition<ModelReviewRule> => edition.ruleKey === 'modelReview';
/** The kind of round a rule opens: `modelResults`, `dispatchImplementation`, `modelReview`. */
export const roundKindOf = (ruleKey: RuleKey): string => ruleKey.slice(ruleKey.indexOf('.') + 1);
