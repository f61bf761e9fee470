import { addDays, type PlainDay } from '../time/plain-day.js';
import type { FunctionCode, OrganisationKind } from './kinds.js';
import type { OrganisationPattern, Seed, SeedTerritory } from './seed.js';
import { byFirstDay, common, inForce, type Span } from './span.js';
import { properName, unitInside } from './unit-name.js';

export interface PlantedVersion extends Span {
  nameVi: string;
  nameEn: string;
  lineParentKey: string | null;
  source: string;
}

export interface PlantedPost extends Span {
  key: string;
  organisationKey: string;
  titleVi: string;
  titleEn: string;
  role: 'officer' | 'head' | 'supervisor' | 'administrator';
  scope: OrganisationPattern['scope'];
  receivesReminders: boolean;
  /** Who sits here in the sample: the same key is the same person. */
  holderKey: string;
}

export interface PlantedOrganisation {
  key: string;
  kind: OrganisationKind;
  territoryKey: string;
  versions: PlantedVersion[];
  functions: (Span & { code: FunctionCode; source: string })[];
  successions: { successorKey: string; effectiveOn: PlainDay; isDefault: boolean; document: string }[];
  posts: PlantedPost[];
}

export interface SamplePerson {
  key: string;
  displayName: string;
  email: string;
}

interface Piece extends Span {
  pattern: OrganisationPattern;
  unit: SeedTerritory;
}
interface Body {
  key: string;
  kind: OrganisationKind;
  territoryKey: string;
  pieces: Piece[];
}

const keyOf = (kind: OrganisationKind, territoryKey: string) => `${kind}/${territoryKey}`;

/** The bodies that the patterns give the territories, each with its versions, line, functions, heirs and posts. */
export function expandOrganisations(seed: Seed): PlantedOrganisation[] {
  const units = new Map<string, SeedTerritory[]>();
  for (const unit of [...seed.territories].sort(byFirstDay)) units.set(unit.key, [...(units.get(unit.key) ?? []), unit]);
  const bodies = bodiesOf(seed, units);

  const bodyOn = (kinds: OrganisationKind[], territoryKey: string, day: PlainDay): Body | undefined =>
    kinds.map((kind) => bodies.get(keyOf(kind, territoryKey))).find((body) => body?.pieces.some((piece) => inForce(piece, day)));

  const parentOn = (piece: Piece, day: PlainDay): string | null => {
    let above = piece.unit.parentKey;
    while (above) {
      const body = bodyOn(piece.pattern.lineKinds, above, day);
      if (body) return body.key;
      above = units.get(above)!.find((unit) => inForce(unit, day))?.parentKey ?? null;
    }
    return null;
  };

  const versionsOf = (body: Body): PlantedVersion[] =>
    body.pieces
      .flatMap((piece) => {
        const name = nameOf(piece);
        return cutAt(piece, changesAbove(piece)).map((span) => ({
          ...span,
          ...name,
          lineParentKey: parentOn(piece, dayIn(span)),
          source: piece.pattern.source,
        }));
      })
      .reduce<PlantedVersion[]>((kept, next) => {
        const last = kept.at(-1);
        const same =
          last &&
          last.nameVi === next.nameVi &&
          last.nameEn === next.nameEn &&
          last.lineParentKey === next.lineParentKey &&
          last.source === next.source;
        if (same && follows(last, next)) last.to = next.to;
        else kept.push({ ...next });
        return kept;
      }, []);

  /** First days on which a body above, or the unit it stands in, begins or has just ended. */
  const changesAbove = (piece: Piece): PlainDay[] => {
    const days: PlainDay[] = [];
    const look = (key: string | null, seen: Set<string>) => {
      if (!key || seen.has(key)) return;
      seen.add(key);
      const spans: Span[] = [
        ...(units.get(key) ?? []),
        ...piece.pattern.lineKinds.flatMap((kind) => bodies.get(keyOf(kind, key))?.pieces ?? []),
      ];
      for (const { from, to } of spans) {
        if (from) days.push(from);
        if (to) days.push(addDays(to, 1));
      }
      for (const unit of units.get(key) ?? []) look(unit.parentKey, seen);
    };
    look(piece.unit.parentKey, new Set());
    return days;
  };

  const successionsOf = (body: Body): PlantedOrganisation['successions'] => {
    const { to, pattern } = body.pieces.at(-1)!;
    if (!to || pattern.successorKinds.length === 0) return [];
    const effectiveOn = addDays(to, 1);
    const stays = units.get(body.territoryKey)!.some((unit) => inForce(unit, effectiveOn));
    const places = stays
      ? [{ successorKey: body.territoryKey, isDefault: true, document: null }]
      : seed.successions.filter((s) => s.predecessorKey === body.territoryKey && s.effectiveOn === effectiveOn);
    return places.flatMap((place) => {
      const heir = bodyOn(pattern.successorKinds, place.successorKey, effectiveOn);
      if (!heir) return [];
      const document = place.document ?? heir.pieces[0]!.pattern.source;
      return [{ successorKey: heir.key, effectiveOn, isDefault: place.isDefault, document }];
    });
  };

  return [...bodies.values()].map((body) => ({
    key: body.key,
    kind: body.kind,
    territoryKey: body.territoryKey,
    versions: versionsOf(body),
    functions: functionsOf(body),
    successions: successionsOf(body),
    posts: postsOf(body),
  }));
}

function bodiesOf(seed: Seed, units: Map<string, SeedTerritory[]>): Map<string, Body> {
  const bodies = new Map<string, Body>();
  for (const versions of units.values()) {
    if (!seed.organisationsWithin.includes(provinceOf(versions[0]!, units))) continue;
    for (const unit of versions)
      for (const pattern of seed.patterns) {
        if (pattern.level !== unit.level || !pattern.unitTypes.includes(unit.unitType)) continue;
        const span = common(unit, pattern);
        if (!span) continue;
        const key = keyOf(pattern.kind, unit.key);
        const body = bodies.get(key) ?? { key, kind: pattern.kind, territoryKey: unit.key, pieces: [] };
        body.pieces.push({ ...span, pattern, unit });
        bodies.set(key, body);
      }
  }
  for (const body of bodies.values()) body.pieces.sort(byFirstDay);
  return bodies;
}

function provinceOf(unit: SeedTerritory, units: Map<string, SeedTerritory[]>): string {
  return unit.parentKey ? provinceOf(units.get(unit.parentKey)![0]!, units) : unit.key;
}

function nameOf({ pattern, unit }: Piece): { nameVi: string; nameEn: string } {
  const inside = unitInside(unit.name, unit.unitType);
  const proper = properName(unit.name, unit.unitType);
  const fill = (text: string, of: string) => text.replaceAll('{unit}', of).replaceAll('{name}', proper);
  return { nameVi: fill(pattern.nameVi, inside.vi), nameEn: fill(pattern.nameEn, inside.en) };
}

const follows = (before: Span, after: Span): boolean => before.to !== null && after.from === addDays(before.to, 1);

const dayIn = ({ from, to }: Span): PlainDay => from ?? to ?? '9999-12-31';

/** The span in parts that begin on the given days. */
function cutAt(span: Span, days: PlainDay[]): Span[] {
  const cuts = [...new Set(days)].filter((day) => inForce(span, day) && day !== span.from).sort();
  return [span.from, ...cuts].map((from, at) => ({ from, to: at < cuts.length ? addDays(cuts[at]!, -1) : span.to }));
}

function functionsOf({ pieces }: Body): PlantedOrganisation['functions'] {
  const found: PlantedOrganisation['functions'] = [];
  for (const { from, to, pattern } of pieces)
    for (const code of pattern.functions) {
      const last = found.filter((held) => held.code === code).at(-1);
      if (last && follows(last, { from, to })) last.to = to;
      else found.push({ code, from, to, source: pattern.source });
    }
  return found;
}

const TITLES = {
  head: { vi: 'Người đứng đầu', en: 'Head' },
  officer: { vi: 'Cán bộ báo cáo', en: 'Reporting officer' },
  administrator: { vi: 'Quản trị hệ thống', en: 'System administrator' },
} as const;

function postsOf({ key, territoryKey, pieces }: Body): PlantedPost[] {
  const { staff, scope, seat } = pieces[0]!.pattern;
  const span: Span = { from: pieces[0]!.from, to: pieces.at(-1)!.to };
  const supervises = staff !== 'staff';
  const post = (
    name: keyof typeof TITLES,
    role: PlantedPost['role'],
    ofScope: PlantedPost['scope'],
    receivesReminders: boolean,
    holderKey: string,
  ): PlantedPost => ({
    key: `${key}/${name}`,
    organisationKey: key,
    titleVi: TITLES[name].vi,
    titleEn: TITLES[name].en,
    role,
    scope: ofScope,
    receivesReminders,
    holderKey,
    ...span,
  });
  const holder = (name: string) => `${seat}.${name}.${territoryKey}`;
  return [
    post('head', supervises ? 'supervisor' : 'head', scope, false, holder('head')),
    post('officer', supervises ? 'supervisor' : 'officer', scope, true, holder('officer')),
    // One administrator, whatever the body is called: the post passes to each body in turn.
    ...(staff.endsWith('administration') ? [post('administrator', 'administrator', 'all', false, 'administrator')] : []),
  ];
}

/** Sample holders, named by their post and never by a person's name; the address carries the code, since a folded name is no key. */
export function samplePersons(organisations: PlantedOrganisation[]): SamplePerson[] {
  const seats = organisations.flatMap((organisation) =>
    organisation.posts.map((post) => ({ post, name: organisation.versions.at(-1)!.nameVi })),
  );
  const persons = new Map<string, SamplePerson>();
  // The latest body names the person: a board that was renamed keeps its people.
  for (const { post, name } of seats.sort((a, b) => byFirstDay(a.post, b.post)))
    persons.set(post.holderKey, {
      key: post.holderKey,
      displayName: `${post.titleVi} – ${name}`,
      email: `${post.holderKey.replaceAll('@', '-')}@lantoa.example`,
    });
  return [...persons.values()];
}
