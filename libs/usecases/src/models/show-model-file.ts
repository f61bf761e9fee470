import {
  InvalidDay,
  modelDuties,
  notFound,
  plainDay,
  type KeptScore,
  refusal,
  spoken,
  type PlainDay,
  type Refusal,
  type Words,
} from '#domain';
import {
  ModelPastReader,
  ModelsReader,
  Records,
  type ModelView,
  type PastDuty,
  type PastEntry,
  type PastPlaceEntry,
} from '#records';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports.js';
import { foldPlaces } from '../replications/fold-place.js';
import { foldFile, type FoldedFile } from './fold-file.js';

/** The file of a model as it stood at the end of a day. */
export interface ModelFile extends ModelView {
  file: {
    asOf: PlainDay;
    duties: (PastDuty & { words: Words; source: string | null })[];
    members: { kind: string; count: number }[];
    money: { source: string; amount: number }[];
    /** The set each review was judged by; null: none was in force. */
    criteria: { reviewId: string; criteriaSetId: string | null }[];
  };
}

/**
 * The file of a model on any day of its life. What answers what:
 * stage, draft, columns, scores, nominations and what it took over: the fold of the model's journal; places of a plan and duties: their own journals;
 * decisions, members, money: append-only rows, by the day they were recorded; criteria: bound to the review at its opening; names: the
 * dated versions in force that day. Today's file folds to today's rows; a test holds the two to each other at every entry.
 */
@Injectable()
export class ShowModelFile {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ modelId, postId, asOf }: { modelId: string; postId: string; asOf?: string }): Promise<ModelFile | Refusal> {
    const today = this.clock.today();
    const day = asOf ?? today;
    if (!isDay(day)) return notADay();
    if (day > today) return notYet(today);
    const reader = new ModelsReader(this.records.sql);
    const past = new ModelPastReader(this.records.sql);
    if (!(await reader.sees(modelId, postId, today))) return notFound();
    const rows = await reader.find(modelId, postId, day);
    const entries = await past.entries(modelId, day);
    if (!rows) return notFound();
    if (entries.length === 0) return notThere(day);
    const [duties, counted, sets] = [
      await past.duties(modelId, day),
      await past.counted(modelId, day),
      await past.criteriaSets(modelId),
    ];
    const view = day === today ? rows : await this.past(past, rows, entries, day);
    const criteria = view.reviews.map(({ id }) => ({ reviewId: id, criteriaSetId: sets.get(id) ?? null }));
    return { ...view, file: { asOf: day, duties: duties.map(worded), ...counted, criteria } };
  }

  private async past(reader: ModelPastReader, rows: ModelView, entries: PastEntry[], day: PlainDay): Promise<ModelView> {
    const folded = foldFile(entries);
    const heirId = folded.columns.heirId ?? null;
    const named = await reader.named(folded.draft.territoryId ?? null, heirId, day);
    return {
      ...asItWas(rows, folded, await this.places(reader, rows, await reader.places(rows.id, day), day), day),
      territory: named.territory ?? rows.territory,
      heir: named.model,
      members: await reader.membersShown(rows.id, day),
      handover: await reader.handover(rows.id, [...folded.decisionIds]),
      recognition: await reader.recognition(rows.id, [...folded.decisionIds]),
    };
  }

  private async places(
    reader: ModelPastReader,
    rows: ModelView,
    entries: PastPlaceEntry[],
    day: PlainDay,
  ): Promise<ModelView['replication']> {
    const places = foldPlaces(entries);
    const receivers = await reader.receivers(
      [...places].map(([id, { organisationId }]) => ({ id, organisationId })),
      day,
    );
    return rows.replication.flatMap((place) => {
      const then = places.get(place.id);
      if (!then) return [];
      const { status, reason, childModelId, adoptedOn, outcome, findings } = then;
      return [
        { ...place, receiver: receivers.get(place.id) ?? null, status, reason, childModelId, adoptedOn, outcome, findings },
      ];
    });
  }
}

/** The rows of today, put back to what they said then. */
function asItWas(rows: ModelView, file: FoldedFile, replication: ModelView['replication'], day: PlainDay): ModelView {
  const { stage, draft, columns, decisionIds } = file;
  const of = <K extends keyof FoldedFile['columns']>(name: K) => columns[name] ?? null;
  const decided = new Set(decisionIds);
  const count = (...statuses: string[]) => replication.filter(({ status }) => statuses.includes(status)).length;
  return {
    ...rows,
    ...only(draft, ['kind', 'name', 'purpose', 'field', 'origin', 'selfManaged', 'locality']),
    stage,
    startedOn: of('startedOn'),
    proposedOn: of('proposedOn'),
    endedOn: of('endedOn'),
    endGround: of('endGround'),
    heirId: of('heirId'),
    tookOver: file.tookOver,
    strengtheningPlan: of('strengtheningPlan'),
    strengthenBy: of('strengthenBy'),
    reReviewBy: of('reReviewBy'),
    suspendedOn: of('suspendedOn'),
    suspendedUntil: of('suspendedUntil'),
    lastVerdict: of('lastVerdict'),
    lastReviewedOn:
      file.reviews
        .map(({ concludedOn }) => concludedOn ?? '')
        .sort()
        .at(-1) || null,
    reviews: matched(rows.reviews, file.reviews, (review, then) => ({
      ...review,
      selfScore: then.selfScore ?? null,
      selfAssessment: then.selfAssessment ?? null,
      selfAssessedOn: then.selfAssessedOn ?? null,
      appraisedScore: then.appraisedScore ?? null,
      differenceReason: then.differenceReason ?? null,
      appraisedOn: then.appraisedOn ?? null,
      verdict: then.verdict ?? null,
      conclusion: then.conclusion ?? null,
      concludedOn: then.concludedOn ?? null,
      selfScores: kept<KeptScore>(then.selfScores),
      appraisedScores: kept<KeptScore>(then.appraisedScores),
      knockedOut: kept<string>(then.knockedOut) ?? [],
      inspectedOn: then.inspectedOn ?? null,
      inspectionFindings: then.inspectionFindings ?? null,
      cancelledOn: then.cancelledOn ?? null,
    })),
    decisions: rows.decisions
      .filter(({ id }) => decided.has(id))
      .map((decision) => ({
        ...decision,
        annulledById: decision.annulledById && decided.has(decision.annulledById) ? decision.annulledById : null,
      })),
    nominations: matched(rows.nominations, file.nominations, (nomination, then) => ({
      ...nomination,
      opinion: then.opinion ?? null,
      appraisedOn: then.appraisedOn ?? null,
      outcome: (then.outcome as typeof nomination.outcome) ?? null,
      settledOn: then.settledOn ?? null,
      settledReason: then.settledReason ?? null,
      decidedOn: then.decidedOn ?? null,
      decisionId: then.decisionId ?? null,
      grantedBy: then.grantedBy ? nomination.grantedBy : null,
      handedOverOn: then.handedOverOn ?? null,
      handedOverAt: then.handedOverAt ?? null,
      daysToDecision: then.decidedOn ? nomination.daysToDecision : null,
    })),
    replication,
    replicationCounts: {
      planned: replication.filter(({ status }) => status !== 'withdrawn').length,
      pending: count('pending', 'adaptationAsked'),
      accepted: count('accepted'),
      adopted: count('adopted'),
      declined: count('declined'),
      succeeded: replication.filter(({ outcome }) => outcome === 'succeeded').length,
      failed: replication.filter(({ outcome }) => outcome === 'failed').length,
    },
    noReplication: of('noReplicationOn') ? { reason: of('noReplicationReason')!, writtenOn: of('noReplicationOn')! } : null,
    adaptation: rows.adaptation && rows.adaptation.writtenOn <= day ? rows.adaptation : null,
  };
}

/** Rows come the latest first, what the journal tells in the order it happened; the n-th opened is the n-th row. */
function matched<Row, Then>(rows: Row[], folded: readonly Then[], put: (row: Row, then: Then) => Row): Row[] {
  return rows
    .toReversed()
    .flatMap((row, index) => (index < folded.length ? [put(row, folded[index]!)] : []))
    .toReversed();
}

/** Rows outlive the code: a duty no longer known is shown by its name. */
function worded(duty: PastDuty): PastDuty & { words: Words; source: string | null } {
  const known = (modelDuties as Record<string, { words: Words; source: string }>)[duty.duty];
  return { ...duty, words: known?.words ?? { vi: duty.duty, en: duty.duty }, source: known?.source ?? null };
}

// The rows are written as JSON text.
const kept = <T>(list: string | null | undefined) => (list ? (JSON.parse(list) as T[]) : null);

const only = (from: Record<string, unknown>, names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]]))) as Partial<ModelView>;

function isDay(day: string): boolean {
  try {
    return plainDay(day).toString() === day;
  } catch (error) {
    if (error instanceof InvalidDay) return false;
    throw error;
  }
}

const at = (vi: string, en: string) => [{ pointer: '/asOf', words: { vi, en } }];
const wrongDay = { vi: 'Ngày xem hồ sơ không đúng.', en: 'The day of the file is not right.' };
const notADay = () => refusal('invalid', wrongDay, at('Nhập ngày dạng YYYY-MM-DD.', 'Give the day as YYYY-MM-DD.'));
const notYet = (today: PlainDay) =>
  refusal(
    'invalid',
    wrongDay,
    at(`Chọn ngày không sau hôm nay, ${spoken(today)}.`, `Choose a day not after today, ${spoken(today)}.`),
  );
const notThere = (day: PlainDay) => ({
  ...notFound(),
  words: {
    vi: `Ngày ${spoken(day)} mô hình này chưa được soạn thảo.`,
    en: `On ${spoken(day)} this model had not been drafted yet.`,
  },
});
