import { registerColumn, registerColumnNames } from '#domain';
import { MOST_ROWS, writeWorkbook } from '#papers';
import type { Language } from '#platform';

const say = {
  register: { vi: 'Sổ theo dõi', en: 'Register' },
  guide: { vi: 'Hướng dẫn', en: 'How to fill in' },
  column: { vi: 'Cột', en: 'Column' },
  other: { vi: 'Tiêu đề tiếng Anh', en: 'Heading in Vietnamese' },
  needed: { vi: 'Bắt buộc', en: 'Needed' },
  allowed: { vi: 'Giá trị được ghi', en: 'What may be typed' },
  yes: { vi: 'Có', en: 'Yes' },
  days: { vi: 'ngày/tháng/năm, ví dụ 15/03/2021', en: 'day/month/year, e.g. 15/03/2021' },
  amounts: { vi: 'số nguyên, ví dụ 69000000', en: 'a whole number, e.g. 69000000' },
  place: {
    vi: 'ghi xã hoặc mã xã; tên trùng thì ghi thêm huyện, tỉnh',
    en: 'the commune or its code; where names repeat also the district or province',
  },
  owner: { vi: 'tên đầy đủ; để trống nếu là cơ quan của bạn', en: 'the full name; empty for your own organisation' },
  decision: { vi: 'để trống cả số và ngày nếu không tìm thấy', en: 'leave number and date empty when it is not found' },
  codes: { vi: 'mã các mô hình đã biết là khác, cách nhau dấu phẩy', en: 'codes of models known to be others, with commas' },
} as const;

const hints: Partial<Record<(typeof registerColumnNames)[number], { vi: string; en: string }>> = {
  communeCode: say.place,
  commune: say.place,
  owner: say.owner,
  decisionNumber: say.decision,
  decidedOn: say.days,
  startedOn: say.days,
  participants: say.amounts,
  unionMembers: say.amounts,
  associationMembers: say.amounts,
  households: say.amounts,
  communityContribution: say.amounts,
  stateBudget: say.amounts,
  fund: say.amounts,
  notSameAs: say.codes,
};

/** The register as it is to be handed in: headings, one sample row, and a sheet that says what each column takes. */
export function registerTemplate(language: Language): Promise<Buffer> {
  const other = language === 'vi' ? 'en' : 'vi';
  const columns = registerColumnNames.map((name) => ({ name, ...registerColumn(name) }));
  return writeWorkbook([
    {
      name: say.register[language],
      headings: columns.map(({ heading }) => heading[language]),
      rows: [columns.map(({ sample }) => sample)],
    },
    {
      name: say.guide[language],
      headings: [say.column, say.other, say.needed, say.allowed].map((words) => words[language]),
      widths: [32, 32, 12, 80],
      rows: [
        ...columns.map(({ name, heading, required, choices }) => [
          heading[language],
          heading[other],
          required ? say.yes[language] : '',
          choices
            ? Object.values(choices)
                .map((words) => words[language])
                .join('; ')
            : (hints[name]?.[language] ?? ''),
        ]),
        [
          language === 'vi'
            ? `Mỗi tệp tối đa ${MOST_ROWS} dòng, 10 MB; không gộp ô.`
            : `At most ${MOST_ROWS} rows and 10 MB a file; no merged cells.`,
        ],
      ],
    },
  ]);
}
