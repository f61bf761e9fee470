import { UNIT_TYPES } from './kinds.js';

const capital = (text: string) => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);

/** "Xã Mỹ Xương" without its type: "Mỹ Xương". */
export const properName = (name: string, unitType: string): string =>
  name.toLocaleLowerCase('vi').startsWith(`${unitType} `) ? name.slice(unitType.length + 1) : name;

/**
 * A unit as it stands inside another name: "xã Mỹ Xương", but "Phường 1": a unit named by a number keeps
 * its capital (Decree 30/2020/NĐ-CP, appendix II, section III).
 */
export function unitInside(name: string, unitType: string): { vi: string; en: string } {
  const proper = properName(name, unitType);
  const en = UNIT_TYPES[unitType]?.en ?? unitType;
  return /^\d/.test(proper)
    ? { vi: `${capital(unitType)} ${proper}`, en: `${capital(en)} ${proper}` }
    : { vi: `${unitType} ${proper}`, en: `${proper} ${en}` };
}
