import type { CriteriaSetContent, SetCriterion } from './criteria-set.js';

export const criterionParts = [
  'words',
  'weight',
  'scale',
  'evidence',
  'knockOut',
  'fields',
  'modelKinds',
  'selfManaged',
] as const satisfies readonly (keyof SetCriterion)[];
export type CriterionPart = (typeof criterionParts)[number];

export interface CriteriaComparison {
  added: SetCriterion[];
  removed: SetCriterion[];
  changed: { code: string; parts: CriterionPart[]; from: SetCriterion; to: SetCriterion }[];
  unchanged: SetCriterion[];
  bandsChanged: boolean;
  knockOutVerdictChanged: boolean;
}

type Compared = Pick<CriteriaSetContent, 'criteria' | 'bands' | 'knockOutVerdict'>;

/** What a person must know who scored by one set and will score by another. */
export function compareCriteriaSets(from: Compared, to: Compared): CriteriaComparison {
  const before = new Map(from.criteria.map((criterion) => [criterion.code, criterion]));
  const codes = new Set(to.criteria.map(({ code }) => code));
  const kept = to.criteria.flatMap((criterion) => {
    const old = before.get(criterion.code);
    return old ? [{ code: criterion.code, parts: changedParts(old, criterion), from: old, to: criterion }] : [];
  });
  return {
    added: to.criteria.filter(({ code }) => !before.has(code)),
    removed: from.criteria.filter(({ code }) => !codes.has(code)),
    changed: kept.filter(({ parts }) => parts.length > 0),
    unchanged: kept.filter(({ parts }) => parts.length === 0).map(({ to: criterion }) => criterion),
    bandsChanged: !sameContent(from.bands, to.bands),
    knockOutVerdictChanged: from.knockOutVerdict !== to.knockOutVerdict,
  };
}

const changedParts = (from: SetCriterion, to: SetCriterion): CriterionPart[] =>
  criterionParts.filter((part) =>
    part === 'fields' || part === 'modelKinds'
      ? !sameContent([...from[part]].sort(), [...to[part]].sort())
      : !sameContent(from[part], to[part]),
  );

/** Alike, in whatever order the names of an object come: PostgreSQL keeps an order of its own. */
export const sameContent = (one: unknown, other: unknown): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [mine, theirs] = [Object.entries(one), Object.entries(other)];
  return (
    mine.length === theirs.length && mine.every(([name, value]) => sameContent(value, (other as Record<string, unknown>)[name]))
  );
};
