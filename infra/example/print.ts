import type { PlainDay } from '#domain';
import { spokenDay, type History } from './history.js';
import type { Body, Official } from './official.js';

const name = (words: Body | null | undefined) => (words ? String(words['vi'] ?? words['nameVi'] ?? words['name']) : '–');

/** The file of a model as it stood on a day. */
export async function printFile(history: History, by: Official, id: string, day: PlainDay): Promise<void> {
  const file = await by.get(`/models/${id}?asOf=${day}`);
  const then = file['file'] as Body;
  history.tell(`── Hồ sơ ngày ${spokenDay(day)}: “${file['name']}” (${file['code']})`);
  const { life, spread, honour } = file['stage'] as Body;
  history.tell(`   trạng thái: ${life} · ${spread} · ${honour}; chủ trì: ${name(file['owner'])}; ${file['territory'].name}`);
  const setOf = (review: Body) =>
    (then['criteria'] as Body[]).find(({ reviewId }) => reviewId === review['id'])?.['criteriaSetId'] as string | undefined;
  for (const review of (file['reviews'] as Body[]).toReversed())
    history.tell(
      `   rà soát ${review['year']}: tự chấm ${review['selfScore'] ?? '–'}, thẩm định ${review['appraisedScore'] ?? '–'} → ${review['verdict'] ?? 'chưa xếp loại'}` +
        (setOf(review) ? ` (theo “${await setName(by, setOf(review)!)}”)` : ' (chưa có bộ tiêu chí chung)'),
    );
  for (const decision of (file['decisions'] as Body[]).toReversed())
    history.tell(
      `   QĐ ${decision['number']} ngày ${spokenDay(decision['decidedOn'])}: ${decision['step']} – ${name(decision['issuer'])}`,
    );
  for (const nomination of file['nominations'] as Body[])
    history.tell(
      `   khen thưởng: ${nomination['form']}, ${nomination['outcome'] ?? 'đang xét'}, trao ${nomination['handedOverOn'] ?? '–'}`,
    );
  const counted = [
    ...(then['members'] as Body[]).map(({ kind, count }) => `${count} ${kind}`),
    ...(then['money'] as Body[]).map(({ source, amount }) => `${Number(amount).toLocaleString('vi-VN')} đồng ${source}`),
  ];
  if (counted.length > 0) history.tell(`   thành viên, kinh phí: ${counted.join('; ')}`);
  for (const { duty, status, originalDueOn, organisation } of (then['duties'] as Body[]).toReversed())
    history.tell(`   nhiệm vụ ${duty}: ${name(organisation)}, hạn ${spokenDay(originalDueOn)}, ${status}`);
  if (file['heir']) history.tell(`   đã hợp nhất vào “${file['heir'].name}” (${file['heir'].code})`);
  for (const taken of (file['tookOver'] as Body[]) ?? []) history.tell(`   tiếp nhận “${taken['name']}” (${taken['code']})`);
  if (file['replicationCounts']) history.tell(`   nhân rộng: ${JSON.stringify(file['replicationCounts'])}`);
}

/** The tree of copies as it stood on a day: how many at each depth, the first of each. */
export async function printLineage(history: History, by: Official, id: string, day: PlainDay): Promise<void> {
  const lineage = await by.get(`/models/${id}/lineage?asOf=${day}`);
  const descendants = (lineage['nodes'] as Body[]).filter(({ depth }) => depth > 0);
  history.tell(
    `── Dòng nhân rộng ngày ${spokenDay(day)}: ${descendants.length} mô hình${lineage['truncated'] ? ' (rút gọn)' : ''}`,
  );
  const depths = [...new Set(descendants.map(({ depth }) => depth as number))].sort((a, b) => a - b);
  for (const depth of depths) {
    const there = descendants.filter((one) => one['depth'] === depth);
    const first = there[0]!;
    history.tell(`   ${'  '.repeat(depth)}└ bậc ${depth}: ${there.length}, ví dụ “${first['name']}”, ${first['territory'].name}`);
  }
}

/** What happened, oldest first. */
export async function printJournal(history: History, by: Official, id: string): Promise<void> {
  const entries: Body[] = [];
  let next: string | null = `/models/${id}/journal?limit=100`;
  while (next) {
    const page: Body = await by.get(next);
    entries.push(...(page['items'] as Body[]));
    next = page['next'] ? `/models/${id}/journal?limit=100&cursor=${encodeURIComponent(String(page['next']))}` : null;
  }
  history.tell('── Nhật ký');
  for (const entry of entries.toReversed())
    history.tell(
      `   ${String(entry['seq']).padStart(3)} ${String(entry['at']).slice(0, 10)} ${name(entry['words'])}` +
        (entry['decision'] ? ` (QĐ ${entry['decision'].number})` : '') +
        ` – ${entry['by'] ? (entry['by'].organisation ? name(entry['by'].organisation) : entry['by'].displayName) : 'hệ thống'}`,
    );
}

const setName = async (by: Official, id: string) => name((await by.get(`/criteria-sets/${id}`))['name']);
