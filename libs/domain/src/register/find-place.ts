import type { Words } from '../refusals/refusal.js';
import { spelled } from './spelling.js';

/** One version of a unit: what it was called, and what it lay in, for a time. */
export interface PlaceVersion {
  territoryId: string;
  level: 'province' | 'district' | 'commune' | 'hamlet';
  code: string | null;
  name: string;
  unitType: string;
  /** The units it lay in, as they are found: with their kind and without. */
  within: string[];
  /** The nearest of them, as it is shown. */
  liesIn: string | null;
  inForce: boolean;
  /** What stands for it today, with everything that lies in: the nearest first. Empty: nothing does. */
  todayWithin: string[];
}

export interface OwnerChoice {
  id: string;
  nameVi: string;
  nameEn: string;
  territoryId: string;
}

/** The places there are and were, and the organisations the sender may write for. */
export interface RegisterPlaces {
  byName: ReadonlyMap<string, readonly PlaceVersion[]>;
  byCode: ReadonlyMap<string, readonly PlaceVersion[]>;
  byId: ReadonlyMap<string, PlaceVersion>;
  owners: ReadonlyMap<string, readonly OwnerChoice[]>;
  ownerById: ReadonlyMap<string, OwnerChoice>;
  /** Whose register it is when a row does not say. */
  ownOrganisationId: string;
}

interface Named {
  name: string;
  unitType: string;
}

interface PlaceSaid {
  code: string | null;
  name: string | null;
  district: string | null;
  province: string | null;
}

type Found = { id: string } | { column: 'commune' | 'communeCode'; fault: Words };

/** "Xã Tân Thành", whether or not the name is kept with its kind. */
const whole = ({ name, unitType }: Named): string =>
  spelled(name).startsWith(`${spelled(unitType)} `) ? name : `${unitType} ${name}`;

/** The keys under which a unit is found: with its kind and without, but no bare number ("Phường 1" is not "1"). */
export function namesOf(unit: Named): string[] {
  const full = spelled(whole(unit));
  const bare = full.slice(spelled(unit.unitType).length + 1);
  return /^\d+$/.test(bare) ? [full] : [full, bare];
}

/** The one commune a row means, by code or by name; what may mean several is refused with the choices. */
export function findPlace({ code, name, district, province }: PlaceSaid, places: RegisterPlaces): Found {
  if (!code && !name) return { column: 'commune', fault: unsaid };
  const column = name ? 'commune' : 'communeCode';
  const coded = code ? (places.byCode.get(code.trim()) ?? []) : null;
  const called = name ? (places.byName.get(spelled(name)) ?? []) : null;
  if (coded?.length === 0) return { column: 'communeCode', fault: unknownCode };
  if (called?.length === 0) return { column: 'commune', fault: unknownName };
  const candidates = (coded ?? called!).filter(
    (version) =>
      (!called || called.some(({ territoryId }) => territoryId === version.territoryId)) &&
      [district, province].every((area) => !area || isWithin(version, area)),
  );
  const ids = [...new Set(candidates.map(({ territoryId }) => territoryId))];
  if (ids.length === 0) return { column, fault: coded && called ? codeAndNameDiffer : notThere(called ?? coded!) };
  if (ids.length === 1) return { id: ids[0]! };
  // Codes and names are used again: without a word on the old district, today's unit is meant.
  const today = [...new Set(candidates.filter(({ inForce }) => inForce).map(({ territoryId }) => territoryId))];
  return today.length === 1 && !district ? { id: today[0]! } : { column, fault: several(candidates) };
}

/** The organisation in charge: named, or the sender's own; it must work where the model is. */
export function findOwner(
  name: string | null,
  territoryId: string | null,
  places: RegisterPlaces,
): { id: string } | { fault: Words } {
  const called = name ? (places.owners.get(spelled(name)) ?? []) : [places.ownerById.get(places.ownOrganisationId)!];
  if (called.length === 0) return { fault: unknownOwner };
  if (!territoryId) return called.length === 1 ? { id: called[0]!.id } : { fault: severalOwners(called) };
  const around = new Set(places.byId.get(territoryId)?.todayWithin ?? []);
  const there = called.filter((one) => around.has(one.territoryId));
  if (there.length === 1) return { id: there[0]!.id };
  return { fault: there.length === 0 ? ownerElsewhere : severalOwners(there) };
}

const isWithin = ({ within }: PlaceVersion, area: string): boolean => within.some((unit) => unit === spelled(area));

const unsaid: Words = { vi: 'Chưa ghi xã, phường hoặc mã xã.', en: 'Neither the commune nor its code is given.' };
const unknownCode: Words = { vi: 'Không có đơn vị hành chính mang mã này.', en: 'No unit has or had this code.' };
const unknownName: Words = {
  vi: 'Không có xã, phường nào tên như vậy. Kiểm tra dấu (Tân Thành khác Tân Thạnh) hoặc ghi mã xã.',
  en: 'No commune is called so. Check the accents (Tân Thành is not Tân Thạnh), or give its code.',
};
const codeAndNameDiffer: Words = {
  vi: 'Mã xã và tên xã chỉ hai đơn vị khác nhau. Sửa một trong hai, hoặc bỏ trống mã.',
  en: 'The code and the name mean two different units. Mend one of them, or leave the code out.',
};
const unknownOwner: Words = {
  vi: 'Không có cơ quan tên như vậy trong phạm vi của bạn. Ghi đúng tên đầy đủ, xem GET /api/organisations; bỏ trống nếu là cơ quan của bạn.',
  en: 'No organisation of this name is in your scope. Write its full name, see GET /api/organisations; leave it empty for your own.',
};
const ownerElsewhere: Words = {
  vi: 'Cơ quan này không làm việc ở địa bàn của mô hình.',
  en: 'The organisation does not work in the place of the model.',
};

const shown = ({ unitType, name, liesIn, code, inForce }: PlaceVersion): string =>
  [whole({ unitType, name }), liesIn].filter(Boolean).join(', ') + (code ? ` (${code}${inForce ? '' : ', cũ'})` : '');
const listed = (versions: readonly PlaceVersion[]): string => [...new Set(versions.map(shown))].slice(0, 6).join('; ');
const notThere = (versions: readonly PlaceVersion[]): Words => ({
  vi: `Không có đơn vị đó trong huyện, tỉnh đã ghi; có: ${listed(versions)}.`,
  en: `There is no such unit in the district or province given; there is: ${listed(versions)}.`,
});
const several = (versions: readonly PlaceVersion[]): Words => ({
  vi: `Tên này chỉ nhiều đơn vị: ${listed(versions)}. Ghi thêm huyện, tỉnh, hoặc mã xã.`,
  en: `The name may mean several units: ${listed(versions)}. Add the district, the province or the code.`,
});
const severalOwners = (owners: readonly OwnerChoice[]): Words => ({
  vi: `Có ${owners.length} cơ quan cùng tên. Ghi tên đầy đủ kèm địa bàn.`,
  en: `${owners.length} organisations have this name. Write the full name with its place.`,
});
