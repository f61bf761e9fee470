import type { Words } from '../refusals/refusal.js';
import { verdictWords } from '../lifecycle/choices.js';
import { foldedLetters } from './spelling.js';

interface Column {
  heading: Words;
  /** Other headings registers are seen to use. */
  also?: string[];
  required?: true;
  /** What may be typed, by what it means. */
  choices?: Record<string, Words>;
  sample: string;
}

const yesNo = { true: { vi: 'Có', en: 'Yes' }, false: { vi: 'Không', en: 'No' } };

/** The columns of a register of models as it is handed in; the order is that of the template. */
export const registerColumns = {
  name: {
    heading: { vi: 'Tên mô hình', en: 'Name of the model' },
    also: ['Tên', 'Mô hình', 'Tên mô hình, cách làm hay', 'Name'],
    required: true,
    sample: 'Mẫu: Tuyến đường hoa tự quản',
  },
  kind: {
    heading: { vi: 'Loại', en: 'Kind' },
    choices: { model: { vi: 'Mô hình', en: 'Model' }, goodPractice: { vi: 'Cách làm hay', en: 'Good practice' } },
    sample: 'Mô hình',
  },
  field: {
    heading: { vi: 'Lĩnh vực', en: 'Field' },
    required: true,
    choices: {
      economy: { vi: 'Kinh tế', en: 'Economy' },
      cultureSociety: { vi: 'Văn hoá – xã hội', en: 'Culture and society' },
      defenceSecurity: { vi: 'Quốc phòng – an ninh', en: 'Defence and security' },
      politicalSystem: { vi: 'Xây dựng hệ thống chính trị', en: 'Political system' },
    },
    sample: 'Văn hoá – xã hội',
  },
  origin: {
    heading: { vi: 'Nguồn gốc', en: 'Origin' },
    choices: {
      need: { vi: 'Từ nhu cầu thực tế', en: 'From a need' },
      annualTarget: { vi: 'Theo chỉ tiêu năm', en: 'Target of the year' },
    },
    sample: 'Từ nhu cầu thực tế',
  },
  selfManaged: { heading: { vi: 'Tự quản', en: 'Self-managed' }, choices: yesNo, sample: 'Có' },
  communeCode: { heading: { vi: 'Mã xã', en: 'Commune code' }, also: ['Mã đơn vị hành chính', 'Mã ĐVHC'], sample: '30076' },
  commune: {
    heading: { vi: 'Xã, phường', en: 'Commune' },
    also: ['Xã', 'Phường, xã', 'Xã/phường/thị trấn', 'Địa bàn', 'Đơn vị'],
    sample: '',
  },
  district: {
    heading: { vi: 'Huyện (trước 01/7/2025)', en: 'District (before 01/7/2025)' },
    also: ['Huyện', 'District'],
    sample: '',
  },
  province: { heading: { vi: 'Tỉnh', en: 'Province' }, sample: '' },
  locality: { heading: { vi: 'Khóm, ấp', en: 'Hamlet' }, also: ['Ấp', 'Khóm/ấp', 'Địa chỉ', 'Locality'], sample: 'Ấp 1' },
  owner: {
    heading: { vi: 'Cơ quan chủ trì', en: 'Organisation in charge' },
    also: ['Đơn vị chủ trì', 'Chủ trì', 'Owner'],
    sample: '',
  },
  decisionNumber: {
    heading: { vi: 'Số quyết định', en: 'Decision number' },
    also: ['Số QĐ', 'Quyết định số', 'Số QĐ thành lập'],
    sample: '12/QĐ-UBND',
  },
  decidedOn: {
    heading: { vi: 'Ngày quyết định', en: 'Decision date' },
    also: ['Ngày QĐ', 'Ngày QĐ thành lập'],
    sample: '15/03/2021',
  },
  decisionIssuer: {
    heading: { vi: 'Cơ quan ban hành quyết định', en: 'Decision issued by' },
    also: ['Cơ quan ban hành'],
    sample: 'Uỷ ban nhân dân xã',
  },
  startedOn: {
    heading: { vi: 'Ngày hoạt động', en: 'Started on' },
    also: ['Ngày bắt đầu', 'Ngày ra mắt', 'Ngày bắt đầu hoạt động', 'Ngày thành lập'],
    required: true,
    sample: '01/04/2021',
  },
  participants: {
    heading: { vi: 'Số thành viên', en: 'Members' },
    also: ['Thành viên', 'Số người tham gia', 'Participants'],
    sample: '32',
  },
  unionMembers: { heading: { vi: 'Số đoàn viên', en: 'Union members' }, also: ['Đoàn viên'], sample: '' },
  associationMembers: { heading: { vi: 'Số hội viên', en: 'Association members' }, also: ['Hội viên'], sample: '' },
  households: { heading: { vi: 'Số hộ', en: 'Households' }, also: ['Hộ', 'Số hộ tham gia'], sample: '28' },
  communityContribution: {
    heading: { vi: 'Kinh phí vận động (đồng)', en: 'Community contribution (đồng)' },
    also: ['Kinh phí vận động', 'Vận động xã hội hoá', 'Xã hội hoá'],
    sample: '69000000',
  },
  stateBudget: {
    heading: { vi: 'Kinh phí ngân sách (đồng)', en: 'State budget (đồng)' },
    also: ['Ngân sách', 'Kinh phí ngân sách'],
    sample: '',
  },
  fund: { heading: { vi: 'Kinh phí từ quỹ (đồng)', en: 'From a fund (đồng)' }, also: ['Quỹ', 'Kinh phí từ quỹ'], sample: '' },
  lastRating: {
    heading: { vi: 'Xếp loại năm trước', en: 'Rating of last year' },
    also: ['Xếp loại', 'Tự xếp loại'],
    choices: verdictWords,
    sample: '',
  },
  note: { heading: { vi: 'Ghi chú', en: 'Note' }, sample: 'Dòng mẫu, xoá trước khi gửi' },
  notSameAs: {
    heading: { vi: 'Không trùng với (mã mô hình)', en: 'Not the same as (code of the model)' },
    also: ['Không trùng với'],
    sample: '',
  },
} as const satisfies Record<string, Column>;

export type RegisterColumn = keyof typeof registerColumns;
export const registerColumnNames = Object.keys(registerColumns) as RegisterColumn[];
export const registerColumn = (name: RegisterColumn): Column => registerColumns[name];

/** The column in which a file comes back with what is wrong; handed in again it is not read. */
export const faultColumn: Words = { vi: 'Lỗi', en: 'Errors' };

/** Which column a heading means; tolerant of accents, case, spaces and signs. Null: none of ours. */
export function columnOf(heading: string): RegisterColumn | 'faults' | null {
  // "Tên mô hình (*)" and "Tên mô hình" are one.
  const said = foldedLetters(heading);
  if (said === '') return null;
  if ([faultColumn.vi, faultColumn.en].some((words) => foldedLetters(words) === said)) return 'faults';
  return (
    registerColumnNames.find((name) => {
      const { heading: own, also = [] } = registerColumn(name);
      return [own.vi, own.en, ...also].some((words) => foldedLetters(words) === said);
    }) ?? null
  );
}

export interface HeadingsRead {
  /** The column of each place; null: not ours, kept and not read. */
  places: (RegisterColumn | 'faults' | null)[];
  problems: Words[];
}

/** Which place holds what; a column that is missing or there twice is a problem of the whole file. */
export function readHeadings(headings: readonly string[]): HeadingsRead {
  const places = headings.map(columnOf);
  const problems: Words[] = [];
  const missing = registerColumnNames.filter((name) => registerColumn(name).required && !places.includes(name));
  if (!places.includes('commune') && !places.includes('communeCode')) missing.push('commune');
  for (const name of missing) {
    const { vi, en } = registerColumn(name).heading;
    problems.push({
      vi: `Thiếu cột “${vi}”. Dòng đầu của trang phải là tiêu đề cột như trong tệp mẫu.`,
      en: `The column “${en}” is missing. The first row of the sheet must hold the headings, as in the template.`,
    });
  }
  for (const [place, name] of places.entries()) {
    const first = name === null ? place : places.indexOf(name);
    if (first === place || name === null) continue;
    problems.push({
      vi: `Hai cột cùng nghĩa: “${headings[first]}” và “${headings[place]}”. Giữ một cột, xoá hoặc đổi tên cột kia.`,
      en: `Two columns mean the same: “${headings[first]}” and “${headings[place]}”. Keep one, delete or rename the other.`,
    });
  }
  return { places, problems };
}
