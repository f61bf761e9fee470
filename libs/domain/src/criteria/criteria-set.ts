import type { Verdict } from '../lifecycle/choices.js';
import type { Words } from '../refusals/refusal.js';

/** D3.5 asks for two: what is a model, and what is an effective one. */
export const criteriaSetKinds = ['whatIsAModel', 'whatIsAnEffectiveModel'] as const;
export type CriteriaSetKind = (typeof criteriaSetKinds)[number];

/** `superseded`: on the day asked, a later set has taken its place wherever it was in force. */
export const criteriaSetStatuses = ['draft', 'issued', 'superseded'] as const;
export type CriteriaSetStatus = (typeof criteriaSetStatuses)[number];

export const criterionFields = ['economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem'] as const;
export type CriterionField = (typeof criterionFields)[number];

export const criterionModelKinds = ['model', 'goodPractice'] as const;
export type CriterionModelKind = (typeof criterionModelKinds)[number];

/** From the worst: a higher percentage never earns a worse one. */
export const verdictsUpwards = ['ineffective', 'weak', 'effective', 'exemplary'] as const satisfies readonly Verdict[];
export const knockOutVerdicts = ['ineffective', 'weak'] as const satisfies readonly Verdict[];

export interface Scale {
  min: number;
  max: number;
  step: number;
}

export interface SetCriterion {
  /** Unique in its set; the same code in two sets is the same question. */
  code: string;
  words: Words;
  /** How many points the top of the scale earns. */
  weight: number;
  scale: Scale;
  /** What must be shown for a score. */
  evidence: Words;
  /** The lowest score of the scale holds the verdict down to `knockOutVerdict`, whatever the total. */
  knockOut: boolean;
  /** All four: asked in every field. */
  fields: CriterionField[];
  modelKinds: CriterionModelKind[];
  /** Asked only of the self-managed (true) or only of the others (false); null: of both. */
  selfManaged: boolean | null;
}

/** `from` belongs to the band, `to` to the next one; 100 to the last. */
export interface Band {
  from: number;
  to: number;
  verdict: Verdict;
  words: Words;
}

/** What is written down in a draft and stands for ever once issued. */
export interface CriteriaSetContent {
  kind: CriteriaSetKind;
  name: Words;
  source: string;
  /** Made up to show the product: nobody issued it. */
  isSample: boolean;
  /** The provinces whose models it binds, by their origin: after a merger the old ones, or the joint one. */
  areaIds: string[];
  criteria: SetCriterion[];
  bands: Band[];
  knockOutVerdict: (typeof knockOutVerdicts)[number];
}

/** What a criterion looks at to know whether it is asked. */
export interface ScoredModel {
  field: CriterionField;
  kind: CriterionModelKind;
  selfManaged: boolean;
}

export const isAskedOf = ({ fields, modelKinds, selfManaged }: SetCriterion, model: ScoredModel): boolean =>
  fields.includes(model.field) && modelKinds.includes(model.kind) && (selfManaged === null || selfManaged === model.selfManaged);
