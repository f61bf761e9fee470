import { issueCriteria } from './criteria.js';
import { spokenDay, type History } from './history.js';
import type { Body } from './official.js';
import { printCoverage, printModel } from './print.js';
import { placesOf, takeUp } from './spread.js';

const FRONT = 'fatherlandFront';
const PLACE = '30037@2024'; // thị trấn Mỹ An, huyện Tháp Mười
const DISTRICT = '872@2024';
/** The seven models, by the press; which body ran which, members and money are samples. */
const SEVEN = [
  { name: 'Khu dân cư tự quản bảo vệ môi trường', kind: FRONT, field: 'cultureSociety', members: 64, money: 12_000_000 },
  { name: 'Quản lý địa bàn', kind: 'veteransAssociation', field: 'defenceSecurity', members: 30, money: 0 },
  { name: 'Gia đình an toàn – hạnh phúc – đạo hạnh', kind: 'womensUnion', field: 'cultureSociety', members: 48, money: 0 },
  { name: 'Xóm đạo bình yên', kind: FRONT, field: 'defenceSecurity', members: 55, money: 0 },
  { name: 'Cổng rào an ninh trật tự', kind: 'farmersUnion', field: 'defenceSecurity', members: 41, money: 25_000_000 },
  { name: 'Camera an ninh', kind: 'youthUnion', field: 'defenceSecurity', members: 22, money: 86_000_000 },
  { name: 'Khu dân cư an toàn phòng cháy, chữa cháy', kind: FRONT, field: 'defenceSecurity', members: 37, money: 0 },
] as const;
/** Tháp Mười in 5/2020: 1.030 groups in its 13 communes. */
const MEMBERS_OF_THE_DISTRICT = 123_000;

export interface SelfManagedGroup {
  /** In the order of the press. */
  seven: string[];
  heir: string;
  /** In the other twelve communes of Tháp Mười. */
  copies: string[];
  consolidation: Body;
  /** What was found by each old name. */
  found: { name: string; items: Body[] }[];
  joint: Record<string, Body>;
  /** By which set a model of old Đồng Tháp and one of old Tiền Giang were judged, before and under the joint one. */
  bound: { on: string; dongThap: string | null; tienGiang: string | null }[];
}

export const sevenModels = SEVEN.map(({ name, members, money }) => ({ name, members, money }));

/**
 * domain.md §4: Tổ Nhân dân tự quản is “mô hình duy nhất” consolidated from seven; in 5/2020 Tháp Mười had 1.030 of them with about
 * 123.000 members in 13 communes. Later the commune merges and a joint set of criteria is in force.
 */
export async function playSelfManagedGroup(history: History): Promise<SelfManagedGroup> {
  history.heading(
    { vi: 'Bảy mô hình hợp nhất thành “Tổ Nhân dân tự quản”', en: 'Seven models consolidated into “Tổ Nhân dân tự quản”' },
    {
      vi: 'Nguồn: Báo Đại Đoàn Kết. Địa bàn, cơ quan chủ trì, ngày, số quyết định, thành viên, kinh phí của bảy mô hình, bộ tiêu chí, điểm chấm là mẫu.',
      en: 'Source: Báo Đại Đoàn Kết. Place, bodies in charge, days, numbers of decisions, members and money of the seven, criteria and scores are samples.',
    },
  );
  history.on('2016-03-01', true);
  await issueCriteria(history, '87@2024');
  const seven: string[] = [];
  for (const one of SEVEN) seven.push(await foundOne(history, one));
  history.tell({
    vi: 'Bảy mô hình cùng chạy trên một địa bàn; từng ấy ban chủ nhiệm, từng ấy sổ sách.',
    en: 'Seven models run in one place, each with its own board and books.',
  });

  history.on('2019-09-02', true);
  const [front, district] = await history.ownerAndAbove(FRONT, PLACE);
  const heir = await history.draft(front, {
    kind: 'model',
    name: 'Tổ Nhân dân tự quản',
    purpose: 'Một tổ, mọi việc tự quản của xóm: môi trường, an ninh, gia đình, phòng cháy',
    field: 'politicalSystem',
    origin: 'need',
    selfManaged: true,
    territoryId: await history.province.territory(PLACE),
    locality: 'Khóm 1 (mẫu)',
  });
  await history.recognise(front, district, heir, '2019-09-02');

  history.on('2019-12-02', true);
  const consolidation = await consolidate(history, heir, seven);
  const found: SelfManagedGroup['found'] = [];
  for (const { name } of SEVEN) {
    const { items } = await front.get(`/models?search=${encodeURIComponent(name)}`);
    found.push({ name, items });
    const answers = (items as Body[]).map((one) => `“${one['name']}” (${one['code']})`).join(', ');
    history.tell({ vi: `Tìm tên cũ “${name}” → ${answers}`, en: `Searched by the old name “${name}” → ${answers}` });
  }

  const copies = await spreadOverTheDistrict(history, heir);
  return { seven, heir, copies, consolidation, found, ...(await judgeByJointCriteria(history, heir)) };
}

async function foundOne(history: History, { name, kind, field, members, money }: (typeof SEVEN)[number]): Promise<string> {
  const [owner, above] = await history.ownerAndAbove(kind, PLACE);
  const id = await history.draft(owner, {
    kind: 'model',
    name,
    purpose: 'Người dân tự quản ở khóm, ấp (mẫu)',
    field,
    origin: 'annualTarget',
    selfManaged: true,
    territoryId: await history.province.territory(PLACE),
    locality: 'Khóm 1 (mẫu)',
  });
  await history.recognise(owner, above, id, '2016-03-01', true);
  await history.record(owner, id, 'members', { onDay: '2016-03-01', kind: 'participants', count: members, note: 'Mẫu' });
  if (money > 0)
    await history.record(owner, id, 'money', {
      onDay: '2016-03-01',
      source: 'communityContribution',
      amount: money,
      note: 'Mẫu',
    });
  return id;
}

/** One paper of the body above ends the seven in the heir. */
async function consolidate(history: History, heir: string, seven: string[]): Promise<Body> {
  const board = await history.who('massMobilisationBoard', DISTRICT);
  const paper = history.paper(board, 'Chủ trương một địa bàn, một mô hình tự quản (mẫu)');
  const done = await board.post('/consolidations', {
    heirModelId: heir,
    modelIds: seven,
    decision: paper,
    fields: {
      reason: 'Cùng địa bàn, cùng thành viên, cùng nội dung tự quản',
      handover: [
        {
          what: 'documents',
          description: 'Sổ sách, danh sách tổ viên',
          receiverBody: 'Tổ Nhân dân tự quản Khóm 1',
          handedOverOn: '2019-12-02',
        },
      ],
    },
  });
  const models = done['models'] as Body[];
  history.tell({
    vi: `${board.title.vi}: hợp nhất ${models.length} mô hình vào một – QĐ ${paper['number']}`,
    en: `${board.title.en}: consolidates ${models.length} models into one – decision ${paper['number']}`,
  });
  history.tell({
    vi: `Chuyển sang: ${done['members']} thành viên, ${history.count(Number(done['money']))} đồng`,
    en: `Came over: ${done['members']} members, ${history.count(Number(done['money']))} đồng`,
  });
  for (const [at, { warnings }] of models.entries())
    for (const { words } of warnings as Body[])
      history.tell({ vi: `   lưu ý “${SEVEN[at]!.name}”: ${words.vi}`, en: `   note on “${SEVEN[at]!.name}”: ${words.en}` });
  return done;
}

/** Every commune of Tháp Mười takes it up; the members of the whole district are recorded in equal shares. */
async function spreadOverTheDistrict(history: History, heir: string): Promise<string[]> {
  const { province } = history;
  history.on('2020-01-06', true);
  const [front, district] = await history.ownerAndAbove(FRONT, PLACE);
  const words = 'Bảy việc tự quản về một mối (mẫu)';
  await history.review(front, district, heir, { year: 2020, own: 0.8, appraised: 0.8, words });
  await history.step(district, heir, 'continueOperation', { conclusion: 'Hiệu quả, nhân rộng toàn huyện (mẫu)' });
  const others = (await province.communesIn(DISTRICT)).filter((seedKey) => seedKey !== PLACE);
  const targets = await Promise.all(others.map((seedKey) => province.territory(seedKey)));
  await history.step(
    front,
    heir,
    'planReplication',
    { replicationTargets: targets, replicateBy: '2020-12-31' },
    history.paper(front, 'Kết luận nhân rộng toàn huyện (mẫu)'),
  );
  await history.step(front, heir, 'startReplication');
  const places = new Map((await placesOf(front, heir)).map((place) => [place['territory'].id as string, place]));
  const copies: string[] = [];
  for (const [at, seedKey] of others.entries())
    copies.push(
      await takeUp(history, places.get(targets[at]!)!, ...(await history.ownerAndAbove(FRONT, seedKey)), {
        adaptation: { kept: 'Một tổ, mọi việc tự quản của xóm', changed: 'Không thay đổi', why: 'Cùng điều kiện (mẫu)' },
        locality: 'Các khóm, ấp',
        startedOn: '2020-01-06',
      }),
    );

  history.on('2020-05-18', true);
  for (const [at, id] of [heir, ...copies].entries())
    await history.record(await history.who(FRONT, [PLACE, ...others][at]!), id, 'members', {
      onDay: '2020-05-18',
      kind: 'participants',
      count: Math.floor(MEMBERS_OF_THE_DISTRICT / 13) + (at < MEMBERS_OF_THE_DISTRICT % 13 ? 1 : 0),
      note: 'Phần của khoảng 123.000 tổ viên, 1.030 tổ, 13 xã, thị trấn của huyện (5/2020, Báo Đại Đoàn Kết); chia đều là mẫu',
    });
  history.tell({
    vi: 'Tháng 5/2020, toàn huyện Tháp Mười: 1.030 tổ, khoảng 123.000 tổ viên ở 13 xã, thị trấn.',
    en: 'In 5/2020 the whole of Tháp Mười: 1,030 groups, about 123,000 members in 13 communes.',
  });

  history.on('2020-12-28', true);
  for (const [at, id] of copies.entries()) {
    const result = { replicationOutcome: 'succeeded', replicationFindings: 'Các tổ hoạt động đều (mẫu)' };
    await history.step(await history.who(FRONT, others[at]!), id, 'reportReplicationResult', result, undefined, true);
  }
  await history.step(front, heir, 'completeReplication', { replicationResult: 'Mười hai xã đã tiếp nhận (mẫu)' });
  return copies;
}

/** After the merger of provinces the old set binds by origin until a joint one is issued; a verdict by it makes its duty. */
async function judgeByJointCriteria(history: History, heir: string): Promise<Pick<SelfManagedGroup, 'joint' | 'bound'>> {
  const { province } = history;
  const bound: SelfManagedGroup['bound'] = [];
  const look = async (on: string) => {
    const reader = await history.who(FRONT, '82@2025');
    const by = async (seedKey: string) => {
      const { items } = await reader.get(
        `/criteria-sets/in-force?kind=whatIsAnEffectiveModel&territoryId=${await province.territory(seedKey)}&asOf=${on}`,
      );
      return ((items as Body[])[0]?.['number'] as string | undefined) ?? null;
    };
    bound.push({ on, dongThap: await by(PLACE), tienGiang: await by('82@2024') });
    const { dongThap, tienGiang } = bound.at(-1)!;
    history.tell({
      vi: `Xếp loại theo – gốc Đồng Tháp: ${dongThap ?? 'chưa có bộ nào'}; gốc Tiền Giang: ${tienGiang ?? 'chưa có bộ nào'}`,
      en: `Judged by – of old Đồng Tháp: ${dongThap ?? 'no set'}; of old Tiền Giang: ${tienGiang ?? 'no set'}`,
    });
  };
  history.on('2025-12-01', true);
  await look('2025-12-01');
  history.on('2026-01-05', true);
  const joint = await issueCriteria(history, '82@2025');
  await look('2026-01-05');

  history.on('2026-11-16', true);
  const [owner] = await history.ownerAndAbove(FRONT, '30037@2025');
  const above = await history.who(FRONT, '82@2025');
  history.tell({
    vi: `Sau sắp xếp 01/7/2025, chủ trì là: ${owner.title.vi}`,
    en: `After 01/7/2025 in charge: ${owner.title.en}`,
  });
  const words = 'Duy trì đều, mọi việc tự quản về một mối (mẫu)';
  await history.review(owner, above, heir, { year: 2026, own: 1, appraised: 0.8, words });
  await history.step(above, heir, 'continueOperation', { conclusion: 'Hiệu quả, tiếp tục duy trì và nhân rộng (mẫu)' });
  for (const duty of await owner.all(`/obligations?modelId=${heir}&limit=20`)) {
    const what = `${history.word('duty', duty['duty'])}, ${history.word('dutyStatus', duty['status'])}`;
    history.tell({
      vi: `Nhiệm vụ: ${what}, hạn ${spokenDay(duty['dueOn'])}`,
      en: `Duty: ${what}, due ${spokenDay(duty['dueOn'])}`,
    });
  }
  return { joint, bound };
}

/** What an official of the province finds of it: each of the seven, their heir, a copy of it, and the communes of Tháp Mười. */
export async function readSelfManagedGroup(history: History, { seven, heir, copies }: SelfManagedGroup): Promise<void> {
  // The Front sees what is of the Front; the board of the province sees the whole territory.
  const reader = await history.who('propagandaMassMobilisationBoard', '82@2025');
  for (const id of seven) await printModel(history, reader, id, ['2019-11-30', '2019-12-31']);
  await printModel(history, reader, heir, ['2019-09-30', '2019-12-31', '2026-11-16']);
  await printModel(history, reader, copies[0]!, ['2026-11-16']);
  const district = await history.province.territory(DISTRICT);
  await printCoverage(history, reader, `/replications/coverage?unit=${district}`, '2020-05-18');
}
