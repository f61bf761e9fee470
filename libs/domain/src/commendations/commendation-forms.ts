import type { OrganisationKind, TerritoryLevel } from '../organisations/kinds.js';
import type { Words } from '../refusals/refusal.js';

/** Bodies of one kind, at the levels at which they may grant a form. */
export interface GrantingAuthority {
  kind: OrganisationKind;
  levels: TerritoryLevel[];
}

/** One form of commendation (D3.4): what people call it, who may grant it, and whether it is granted by a decision on paper. */
export interface CommendationForm {
  words: Words;
  authorities: GrantingAuthority[];
  decision: boolean;
}

/** The forms of one rule edition, by their code. */
export type CommendationForms = Record<string, CommendationForm>;

/** Which body asks; null when it is not known on that day. */
export interface GrantingBody {
  kind: string;
  level: string;
}

export const mayGrant = (form: CommendationForm | undefined, body: GrantingBody | null): boolean =>
  form !== undefined &&
  body !== null &&
  form.authorities.some(({ kind, levels }) => kind === body.kind && (levels as string[]).includes(body.level));

export const formOf = (forms: CommendationForms, code: string | null | undefined): CommendationForm | undefined =>
  code != null && Object.hasOwn(forms, code) ? forms[code] : undefined;
