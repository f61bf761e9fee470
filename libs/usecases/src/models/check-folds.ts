import { isDeepStrictEqual } from 'node:util';
import { ModelFoldReader, type InvariantResult, type ModelToFold, type Sql } from '#records';
import { foldPlaces } from '../replications/fold-place.js';
import { foldFile } from './fold-file.js';

const PAGE = 500;

const ofModel = [
  'noReplicationReason',
  'noReplicationOn',
  'proposedOn',
  'startedOn',
  'endedOn',
  'endGround',
  'heirId',
  'strengtheningPlan',
  'strengthenBy',
  'suspendedOn',
  'suspendedUntil',
  'suspendedFrom',
  'lastVerdict',
] as const;
const ofReview = [
  'openedBecause',
  'selfScore',
  'selfAssessment',
  'selfAssessedOn',
  'selfAssessedBy',
  'selfScores',
  'appraisedScore',
  'appraisedScores',
  'knockedOut',
  'differenceReason',
  'appraisedOn',
  'appraisedBy',
  'verdict',
  'inspectedOn',
  'inspectionFindings',
  'conclusion',
  'concludedOn',
  'cancelledOn',
];
const ofNomination = [
  'opinion',
  'appraisedOn',
  'appraisedBy',
  'outcome',
  'settledOn',
  'settledReason',
  'decidedOn',
  'grantedBy',
  'decisionId',
  'handedOverOn',
  'handedOverAt',
];
const ofPlace = ['status', 'reason', 'childModelId', 'adoptedOn', 'outcome', 'findings', 'reportedOn'];

/** Folds the journal of every model and holds what it leads to against the rows: what a file shows of today must be what its past led to. */
export async function checkFolds(sql: Sql): Promise<InvariantResult> {
  const reader = new ModelFoldReader(sql);
  const differing: Record<string, unknown>[] = [];
  for (let after: string | null = null; ;) {
    const models: ModelToFold[] = await reader.page(after, PAGE);
    for (const model of models) differing.push(...differences(model).map((where) => ({ id: model.id, code: model.code, where })));
    if (models.length < PAGE) break;
    after = models.at(-1)!.id;
  }
  return {
    name: 'modelsAreTheFoldOfTheirJournals',
    holds: 'What the rows of a model say, its reviews, nominations and places, is what its journal leads to',
    violations: differing.length,
    examples: differing.slice(0, 3),
  };
}

/** Where fold and rows part, e.g. `model.lastVerdict`. */
function differences({ entries, placeEntries, model, reviews, nominations, places }: ModelToFold): string[] {
  const file = foldFile(entries);
  const folded = foldPlaces(placeEntries);
  return [
    ...unlike('model', file.stage, model, ['life', 'spread', 'honour']),
    ...unlike(
      'model',
      file.draft,
      model,
      Object.keys(file.draft).filter((name) => name !== 'members' && underscored(name) in model),
    ),
    ...unlike('model', file.columns, model, ofModel),
    ...(file.reviews.length === reviews.length ? [] : ['reviews']),
    ...reviews.flatMap((row, at) => unlike(`reviews.${at}`, file.reviews[at] ?? {}, row, ofReview)),
    ...(file.nominations.length === nominations.length ? [] : ['nominations']),
    ...nominations.flatMap((row, at) => unlike(`nominations.${at}`, file.nominations[at] ?? {}, row, ofNomination)),
    ...places.flatMap((row) => unlike(`places.${String(row['id'])}`, folded.get(String(row['id'])) ?? {}, row, ofPlace)),
  ];
}

function unlike(where: string, fold: object, row: Record<string, unknown>, names: readonly string[]): string[] {
  return names
    .filter((name) => {
      const told: unknown = (fold as Record<string, unknown>)[name] ?? null;
      const written = row[underscored(name)] ?? null;
      // What is a list is handed to the row as JSON text.
      return !isDeepStrictEqual(Array.isArray(written) && typeof told === 'string' ? JSON.parse(told) : told, written);
    })
    .map((name) => `${where}.${name}`);
}

const underscored = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
