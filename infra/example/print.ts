import type { PlainDay } from '#domain';
import { spokenDay, type History } from './history.js';
import type { Body, Official } from './official.js';

/** The file, the lineage and the journal of a model: what the API says of it on a day, in words. */
export async function printModel(history: History, by: Official, id: string, days: PlainDay[]): Promise<void> {
  for (const day of days) await printFile(history, by, id, day);
  await printLineage(history, by, id, days.at(-1)!);
  await printJournal(history, by, id);
}

/** The file of a model as it stood on a day. */
export async function printFile(history: History, by: Official, id: string, day: PlainDay): Promise<void> {
  const file = await by.get(`/models/${id}?asOf=${day}`);
  const { life, spread, honour } = file['stage'] as Body;
  const tell = (vi: string, en: string) => history.tell({ vi, en });
  tell(
    `── Hồ sơ ngày ${spokenDay(day)}: “${file['name']}” (${file['code']})`,
    `── File on ${spokenDay(day)}: “${file['name']}” (${file['code']})`,
  );
  history.tell(
    [
      history.word('kind', file['kind']),
      file['selfManaged'] && history.in({ vi: 'tự quản', en: 'self-managed' }),
      file['field'] && history.word('field', file['field']),
      history.word('origin', file['origin']),
      [file['territory'].name, file['locality']].filter(Boolean).join(', '),
    ]
      .filter(Boolean)
      .join('; '),
  );
  tell(
    `Trạng thái: ${history.word('life', life)} · ${history.word('spread', spread)} · ${history.word('honour', honour)}`,
    `Stage: ${history.word('life', life)} · ${history.word('spread', spread)} · ${history.word('honour', honour)}`,
  );
  tell(
    `Chủ trì: ${named(history, file['owner'])}; thành lập: ${named(history, file['founder'])}${file['startedOn'] ? `, hoạt động từ ${spokenDay(file['startedOn'])}` : ''}`,
    `In charge: ${named(history, file['owner'])}; founded by: ${named(history, file['founder'])}${file['startedOn'] ? `, operating from ${spokenDay(file['startedOn'])}` : ''}`,
  );
  if (file['adaptation']) {
    const { kept, changed, why } = file['adaptation'] as Body;
    tell(
      `Nhân từ mô hình khác – giữ: ${kept}; đổi: ${changed}; vì: ${why}`,
      `A copy – kept: ${kept}; changed: ${changed}; why: ${why}`,
    );
  }
  await printReviews(history, by, file);
  for (const decision of (file['decisions'] as Body[]).toReversed()) {
    const what = history.word('step', decision['step']);
    const rest = `${spokenDay(decision['decidedOn'])}: ${what} – ${named(history, decision['issuer'])}`;
    tell(`Quyết định ${decision['number']} ngày ${rest}`, `Decision ${decision['number']} of ${rest}`);
  }
  await printNominations(history, by, file, day);
  printCounts(history, file['file'] as Body);
  for (const { duty, status, originalDueOn, organisation } of (file['file'].duties as Body[]).toReversed()) {
    const words = history.word('duty', duty);
    const standing = history.word('dutyStatus', status);
    tell(
      `Nhiệm vụ: ${words} – ${named(history, organisation)}, hạn ${spokenDay(originalDueOn)}, ${standing}`,
      `Duty: ${words} – ${named(history, organisation)}, due ${spokenDay(originalDueOn)}, ${standing}`,
    );
  }
  printSpread(history, file);
  if (file['endedOn']) {
    const ground = history.word('ground', file['endGround']);
    tell(`Kết thúc ngày ${spokenDay(file['endedOn'])}: ${ground}`, `Ended on ${spokenDay(file['endedOn'])}: ${ground}`);
  }
  for (const { what, description, receiver, receiverBody, handedOverOn } of file['handover'] as Body[]) {
    const line = `${history.word('handover', what)} (${description}) → ${receiverBody ?? named(history, receiver)}, ${spokenDay(handedOverOn)}`;
    tell(`Bàn giao: ${line}`, `Handed over: ${line}`);
  }
  const { heir } = file;
  if (heir) tell(`Đã hợp nhất vào “${heir.name}” (${heir.code})`, `Consolidated into “${heir.name}” (${heir.code})`);
  for (const { name, code } of file['tookOver'] as Body[]) tell(`Tiếp nhận “${name}” (${code})`, `Took over “${name}” (${code})`);
}

async function printReviews(history: History, by: Official, file: Body): Promise<void> {
  const bound = new Map(
    (file['file'].criteria as Body[]).map(({ reviewId, criteriaSetId }) => [reviewId, criteriaSetId as string | null]),
  );
  for (const review of (file['reviews'] as Body[]).toReversed()) {
    const set = bound.get(review['id']);
    const by_ = set ? named(history, await by.get(`/criteria-sets/${set}`).then(({ name }) => name as Body)) : null;
    const verdict = review['verdict'] && history.word('verdict', review['verdict']);
    const scores = [review['selfScore'], review['appraisedScore']].map((score) => score ?? '–');
    history.tell({
      vi: `Rà soát năm ${review['year']}: tự chấm ${scores[0]}, thẩm định ${scores[1]} → ${verdict ?? 'chưa xếp loại'}${by_ ? `, theo “${by_}”` : ', chưa có bộ tiêu chí chung'}`,
      en: `Review of ${review['year']}: own score ${scores[0]}, appraised ${scores[1]} → ${verdict ?? 'no verdict yet'}${by_ ? `, by “${by_}”` : ', no set of criteria was in force'}`,
    });
    if (review['conclusion'])
      history.tell({ vi: `   kết luận: ${review['conclusion']}`, en: `   conclusion: ${review['conclusion']}` });
  }
}

async function printNominations(history: History, by: Official, file: Body, day: PlainDay): Promise<void> {
  const nominations = (file['nominations'] as Body[]).toReversed();
  if (nominations.length === 0) return;
  const { items } = await by.get(`/commendation-forms?on=${day}`);
  for (const { form, outcome, achievement, handedOverOn, nominee } of nominations) {
    const words = (items as Body[]).find(({ code }) => code === form)?.['words'] as Body | undefined;
    if (!words) throw new Error(`no such form of commendation: ${form}`);
    const standing = outcome ? history.word('nomination', outcome) : history.in({ vi: 'đang xét', en: 'being considered' });
    const what = `${named(history, words)} (${history.word('nominee', nominee.kind)}) – ${achievement}: ${standing}`;
    history.tell({
      vi: `Khen thưởng: ${what}${handedOverOn ? `, trao ngày ${spokenDay(handedOverOn)}` : ''}`,
      en: `Commendation: ${what}${handedOverOn ? `, handed over on ${spokenDay(handedOverOn)}` : ''}`,
    });
  }
}

function printCounts(history: History, { members, money }: Body): void {
  const counted = (members as Body[]).map(({ kind, count }) => `${history.count(count)} ${history.word('members', kind)}`);
  if (counted.length > 0) history.tell({ vi: `Thành viên: ${counted.join('; ')}`, en: `Members: ${counted.join('; ')}` });
  const received = (money as Body[]).map(
    ({ source, amount }) => `${history.count(Number(amount))} đồng (${history.word('money', source)})`,
  );
  if (received.length > 0) history.tell({ vi: `Kinh phí: ${received.join('; ')}`, en: `Money: ${received.join('; ')}` });
}

function printSpread(history: History, { replicationCounts, noReplication }: Body): void {
  const { planned, pending, accepted, adopted, declined, succeeded, failed } = replicationCounts as Record<string, number>;
  if (planned)
    history.tell({
      vi: `Nhân rộng: kế hoạch ${planned} nơi; đã tiếp nhận ${adopted} (thành công ${succeeded}, không thành công ${failed}); từ chối ${declined}; đang lập ${accepted}; chờ trả lời ${pending}`,
      en: `Replication: ${planned} places planned; adopted ${adopted} (succeeded ${succeeded}, failed ${failed}); declined ${declined}; being founded ${accepted}; to answer ${pending}`,
    });
  if (noReplication)
    history.tell({
      vi: `Lý do chưa nhân rộng (${spokenDay(noReplication.writtenOn)}): ${noReplication.reason}`,
      en: `Why not replicated (${spokenDay(noReplication.writtenOn)}): ${noReplication.reason}`,
    });
}

/** Where a model comes from and the tree of its copies as it stood on a day: how many at each depth, the first of each. */
export async function printLineage(history: History, by: Official, id: string, day: PlainDay): Promise<void> {
  const { nodes, truncated } = await by.get(`/models/${id}/lineage?asOf=${day}&limit=1000`);
  const at = (depth: number) => (nodes as Body[]).filter((one) => one['depth'] === depth);
  const depths = [...new Set((nodes as Body[]).map(({ depth }) => depth as number))].sort((a, b) => a - b);
  const below = depths.filter((depth) => depth > 0).reduce((sum, depth) => sum + at(depth).length, 0);
  const cut = truncated ? history.in({ vi: ' (rút gọn)', en: ' (cut short)' }) : '';
  history.tell({
    vi: `── Dòng nhân rộng ngày ${spokenDay(day)}: ${below ? `${below} mô hình nhân từ đây` : 'chưa nhân ra nơi nào'}${cut}`,
    en: `── Lineage on ${spokenDay(day)}: ${below ? `${below} models copied from here` : 'nothing copied from here'}${cut}`,
  });
  for (const depth of depths.filter((one) => one !== 0)) {
    const [first] = at(depth) as [Body, ...Body[]];
    const stage = history.word('life', first['stage'].life);
    const example = `“${first['name']}”, ${first['territory'].name} (${stage})`;
    if (depth < 0) history.tell({ vi: `   ↑ nhân từ ${example}`, en: `   ↑ copied from ${example}` });
    else
      history.tell({
        vi: `   ${'  '.repeat(depth - 1)}└ bậc ${depth}: ${at(depth).length} mô hình, ví dụ ${example}`,
        en: `   ${'  '.repeat(depth - 1)}└ depth ${depth}: ${at(depth).length} models, e.g. ${example}`,
      });
  }
  for (const { name, heir } of nodes as Body[])
    if (heir) history.tell({ vi: `   “${name}” → “${heir.name}”`, en: `   “${name}” → “${heir.name}”` });
}

/** In how many communes something runs, unit by unit, as it stood on a day. `path`: the coverage of one model, or of all. */
export async function printCoverage(history: History, by: Official, path: string, day: PlainDay): Promise<void> {
  const { rows } = await by.get(`${path}${path.includes('?') ? '&' : '?'}asOf=${day}`);
  history.tell({ vi: `── Độ phủ ngày ${spokenDay(day)}`, en: `── Coverage on ${spokenDay(day)}` });
  for (const { name, communes, operating, models, declined } of rows as Body[])
    history.tell({
      vi: `   ${name}: ${operating}/${communes} xã, phường có mô hình; ${models} mô hình${declined ? `; ${declined} nơi từ chối` : ''}`,
      en: `   ${name}: in ${operating} of ${communes} communes; ${models} models${declined ? `; declined in ${declined}` : ''}`,
    });
}

/** What happened, oldest first. */
export async function printJournal(history: History, by: Official, id: string): Promise<void> {
  const entries = await by.all(`/models/${id}/journal?limit=100`);
  history.tell({ vi: '── Nhật ký', en: '── Journal' });
  for (const entry of entries.toReversed()) {
    const decision = entry['decision'] && `${history.in({ vi: 'QĐ', en: 'decision' })} ${entry['decision'].number}`;
    history.tell(
      `   ${String(entry['seq']).padStart(3)} ${spokenDay(String(entry['at']).slice(0, 10))} ${named(history, entry['words'])}` +
        (decision ? ` (${decision})` : '') +
        ` – ${entry['by'] ? actor(history, entry['by']) : history.in({ vi: 'hệ thống', en: 'the system' })}`,
    );
    for (const { change, words, dueOn } of entry['duties'] as Body[])
      history.tell(`         ${dutyChange(history, change)} ${named(history, words)}${dueOn ? `, ${spokenDay(dueOn)}` : ''}`);
  }
}

const dutyChange = (history: History, change: string): string =>
  history.in(
    change === 'opened'
      ? { vi: '+ phải làm:', en: '+ owed:' }
      : change === 'discharged'
        ? { vi: '✓ đã làm:', en: '✓ done:' }
        : { vi: '– thôi phải làm:', en: '– no longer owed:' },
  );

const actor = (history: History, by: Body): string =>
  history.in({
    vi: [by['titleVi'], by['organisationNameVi']].join(', '),
    en: [by['titleEn'], by['organisationNameEn']].join(', '),
  });

/** Words ({vi, en}) or a body ({nameVi, nameEn}) in the language of the reader. */
function named(history: History, words: Body): string {
  const said = history.language === 'vi' ? (words['vi'] ?? words['nameVi']) : (words['en'] ?? words['nameEn']);
  if (typeof said !== 'string') throw new Error(`no name in ${JSON.stringify(words)}`);
  return said;
}
