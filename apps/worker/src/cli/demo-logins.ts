import { personId } from '#usecases';

// Two communes of the merged province: xã Mỹ Thọ and phường Sa Đéc.
const COMMUNE = '30076@2025';
const OTHER_COMMUNE = '29905@2025';
const PROVINCE = '82@2025';

/** The logins of a local stack. They sit in sample seats and exist nowhere else. */
export const DEMO_LOGINS = [
  { role: 'communeOfficer', username: 'can-bo-xa', password: 'sen-hong-ruong-lua-1', seat: `womensUnion.officer.${COMMUNE}` },
  { role: 'communeHead', username: 'truong-xa', password: 'sen-hong-ruong-lua-2', seat: `womensUnion.head.${COMMUNE}` },
  {
    role: 'otherCommuneOfficer',
    username: 'can-bo-xa-khac',
    password: 'sen-hong-ruong-lua-3',
    seat: `womensUnion.officer.${OTHER_COMMUNE}`,
  },
  // Since 01/7/2025 the province is the level above the commune.
  { role: 'provinceOfficer', username: 'can-bo-tinh', password: 'sen-hong-ruong-lua-4', seat: `womensUnion.officer.${PROVINCE}` },
  { role: 'provinceHead', username: 'truong-tinh', password: 'sen-hong-ruong-lua-5', seat: `womensUnion.head.${PROVINCE}` },
  {
    role: 'supervisor',
    username: 'giam-sat',
    password: 'sen-hong-ruong-lua-6',
    seat: `massMobilisationLead.officer.${PROVINCE}`,
  },
  { role: 'administrator', username: 'quan-tri', password: 'sen-hong-ruong-lua-7', seat: 'administrator' },
] as const;

export const personOf = ({ seat }: (typeof DEMO_LOGINS)[number]): string => personId(seat);
