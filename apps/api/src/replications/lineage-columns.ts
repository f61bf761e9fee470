import { stageWords, type Words } from '#domain';
import type { LineageNode } from '#records';
import { dayCell, modelCells, said } from '../door/cells.js';
import type { ExportColumn } from '../door/exports.js';

/** A model of the line, and the code of what it was copied from; null: the line goes on beyond what was asked for. */
type LineageRow = (LineageNode & { parentCode: string | null }) | null;

/** What a file of a lineage holds: nobody who reads it may think that it is whole when it is not. */
export function lineageRows({ nodes, truncated }: { nodes: readonly LineageNode[]; truncated: boolean }): LineageRow[] {
  const codes = new Map(nodes.map(({ id, code }) => [id, code]));
  const rows = nodes.map((node) => ({ ...node, parentCode: (node.parentId && codes.get(node.parentId)) ?? null }));
  return truncated ? [...rows, null] : rows;
}

const goesOn: Words = {
  vi: 'Còn nữa: tăng depth hoặc limit để lấy đủ',
  en: 'There is more: raise depth or limit to have it all',
};
const kin = (depth: number): Words =>
  depth === 0
    ? { vi: 'Mô hình được hỏi', en: 'The model asked about' }
    : depth < 0
      ? { vi: `Mô hình gốc, trên ${-depth} đời`, en: `${-depth} above` }
      : { vi: `Nhân rộng, đời thứ ${depth}`, en: `${depth} below` };

/** What a model was copied from and what was copied from it, for Excel and CSV. */
export const lineageColumns: readonly ExportColumn<LineageRow>[] = [
  { heading: { vi: 'Đời', en: 'Depth' }, cell: (row) => row?.depth ?? null, width: 8 },
  { heading: { vi: 'Quan hệ', en: 'Kinship' }, cell: (row, language) => (row ? kin(row.depth) : goesOn)[language], width: 24 },
  ...modelCells<LineageRow>((row) => row),
  { heading: { vi: 'Nhân rộng từ', en: 'Copied from' }, cell: (row) => row?.parentCode ?? null, width: 16 },
  { heading: { vi: 'Xã, phường', en: 'Commune' }, cell: (row) => row?.territory.name ?? null, width: 24 },
  { heading: { vi: 'Địa chỉ', en: 'Locality' }, cell: (row) => row?.locality ?? null, width: 20 },
  {
    heading: { vi: 'Tình trạng', en: 'Stage' },
    cell: (row, language) => said(stageWords.life, row?.stage.life ?? null, language),
    width: 24,
  },
  { heading: { vi: 'Giữ nguyên', en: 'Kept' }, cell: (row) => row?.adaptation?.kept ?? null, width: 40 },
  { heading: { vi: 'Điều chỉnh', en: 'Changed' }, cell: (row) => row?.adaptation?.changed ?? null, width: 40 },
  { heading: { vi: 'Lý do điều chỉnh', en: 'Why' }, cell: (row) => row?.adaptation?.why ?? null, width: 40 },
  {
    heading: { vi: 'Ngày ghi điều chỉnh', en: 'Written on' },
    cell: (row) => dayCell(row?.adaptation?.writtenOn ?? null),
    width: 14,
  },
  { heading: { vi: 'Đã hợp nhất vào', en: 'Consolidated into' }, cell: (row) => row?.heir?.code ?? null, width: 16 },
];
