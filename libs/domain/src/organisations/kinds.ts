export const TERRITORY_LEVELS = ['province', 'district', 'commune', 'hamlet'] as const;
export type TerritoryLevel = (typeof TERRITORY_LEVELS)[number];

/** The bodies of the dispatch, by the words of the glossary. */
export const ORGANISATION_KINDS = [
  'partyCommittee',
  'standingCommittee',
  'massMobilisationBoard',
  'propagandaBoard',
  'propagandaMassMobilisationBoard',
  'massMobilisationBloc',
  'partyBuildingBoard',
  'fatherlandFront',
  'tradeUnion',
  'farmersUnion',
  'womensUnion',
  'youthUnion',
  'veteransAssociation',
  'government',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** A duty belongs to a function; which body holds the function depends on the territory and the day. */
export const FUNCTION_CODES = [
  'partyLead',
  'standingCommittee',
  'massMobilisationLead',
  'propagandaLead',
  'governmentLead',
  'fatherlandFront',
  'tradeUnion',
  'farmersUnion',
  'womensUnion',
  'youthUnion',
  'veteransAssociation',
] as const;
export type FunctionCode = (typeof FUNCTION_CODES)[number];

/** Unit types as officials write them; the English word is for reading only. */
export const UNIT_TYPES: Readonly<Record<string, { levels: readonly TerritoryLevel[]; en: string }>> = {
  tỉnh: { levels: ['province'], en: 'province' },
  'thành phố': { levels: ['province', 'district'], en: 'city' },
  'thị xã': { levels: ['district'], en: 'town' },
  huyện: { levels: ['district'], en: 'district' },
  phường: { levels: ['commune'], en: 'ward' },
  'thị trấn': { levels: ['commune'], en: 'township' },
  xã: { levels: ['commune'], en: 'commune' },
  khóm: { levels: ['hamlet'], en: 'quarter' },
  ấp: { levels: ['hamlet'], en: 'hamlet' },
};
