import { registerColumns, stageWords, verdictWords } from '#domain';
import type { FoundModel } from '#records';
import { bodyName, dayCell, said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';

const { kind, field, origin, selfManaged } = registerColumns;
/** The list of models for Excel and CSV, under the headings a register is handed in with. */
export const modelColumns: readonly ExportColumn<FoundModel>[] = [
  { heading: { vi: 'Mã mô hình', en: 'Code' }, cell: ({ code }) => code, width: 16 },
  { heading: registerColumns.name.heading, cell: ({ name }) => name, width: 48 },
  { heading: kind.heading, cell: (model, language) => said(kind.choices, model.kind, language), width: 14 },
  { heading: field.heading, cell: (model, language) => said(field.choices, model.field, language), width: 24 },
  { heading: origin.heading, cell: (model, language) => said(origin.choices, model.origin, language), width: 20 },
  {
    heading: selfManaged.heading,
    cell: (model, language) => said(selfManaged.choices, String(model.selfManaged), language),
    width: 10,
  },
  { heading: registerColumns.commune.heading, cell: ({ territory }) => territory.name, width: 20 },
  { heading: registerColumns.locality.heading, cell: ({ locality }) => locality, width: 20 },
  {
    heading: registerColumns.owner.heading,
    cell: ({ owner }, language) => bodyName(owner, language),
    width: 48,
  },
  {
    heading: { vi: 'Tình trạng', en: 'Stage' },
    cell: ({ stage }, language) => said(stageWords.life, stage.life, language),
    width: 24,
  },
  {
    heading: { vi: 'Nhân rộng', en: 'Replication' },
    cell: ({ stage }, language) => said(stageWords.spread, stage.spread, language),
    width: 20,
  },
  {
    heading: { vi: 'Khen thưởng', en: 'Commendation' },
    cell: ({ stage }, language) => said(stageWords.honour, stage.honour, language),
    width: 20,
  },
  { heading: registerColumns.startedOn.heading, cell: ({ startedOn }) => dayCell(startedOn), width: 14 },
  { heading: registerColumns.participants.heading, cell: ({ members }) => members, width: 12 },
  {
    heading: { vi: 'Xếp loại gần nhất', en: 'Latest verdict' },
    cell: ({ lastVerdict }, language) => said(verdictWords, lastVerdict, language),
    width: 18,
  },
  {
    heading: { vi: 'Ngày kết luận rà soát gần nhất', en: 'Last reviewed on' },
    cell: ({ lastReviewedOn }) => dayCell(lastReviewedOn),
    width: 16,
  },
];
