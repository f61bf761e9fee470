import { isRefusal } from '#domain';
import { PlantSampleCriteria } from '#usecases';
import type { History } from './history.js';
import type { Body } from './official.js';
import { printFile, printJournal } from './print.js';

const PLACE = '30037@2024'; // thị trấn Mỹ An, huyện Tháp Mười
const DISTRICT = '872@2024';
/** The seven models, by the press; which body ran which, members and money are samples. */
const SEVEN = [
  {
    name: 'Khu dân cư tự quản bảo vệ môi trường',
    kind: 'fatherlandFront',
    field: 'cultureSociety',
    members: 64,
    money: 12_000_000,
  },
  { name: 'Quản lý địa bàn', kind: 'veteransAssociation', field: 'defenceSecurity', members: 30, money: 0 },
  { name: 'Gia đình an toàn – hạnh phúc – đạo hạnh', kind: 'womensUnion', field: 'cultureSociety', members: 48, money: 0 },
  { name: 'Xóm đạo bình yên', kind: 'fatherlandFront', field: 'defenceSecurity', members: 55, money: 0 },
  { name: 'Cổng rào an ninh trật tự', kind: 'farmersUnion', field: 'defenceSecurity', members: 41, money: 25_000_000 },
  { name: 'Camera an ninh', kind: 'youthUnion', field: 'defenceSecurity', members: 22, money: 86_000_000 },
  { name: 'Khu dân cư an toàn phòng cháy, chữa cháy', kind: 'fatherlandFront', field: 'defenceSecurity', members: 37, money: 0 },
] as const;

/** domain.md §4: Tổ Nhân dân tự quản is “mô hình duy nhất” consolidated from seven; later the commune merges and a joint set of criteria is in force. */
export async function playSelfManagedGroup(history: History): Promise<void> {
  history.heading(
    'Bảy mô hình hợp nhất thành “Tổ Nhân dân tự quản”',
    'Nguồn: Báo Đại Đoàn Kết. Địa bàn, cơ quan chủ trì, ngày, số quyết định, thành viên, kinh phí là mẫu.',
  );
  const { province } = history;
  history.on('2016-03-01', true);
  const ids: string[] = [];
  for (const { name, kind, field, members, money } of SEVEN) {
    const owner = await history.who(kind, PLACE);
    const id = await history.draft(owner, {
      kind: 'model',
      name,
      purpose: 'Người dân tự quản ở khóm, ấp (mẫu)',
      field,
      origin: 'annualTarget',
      selfManaged: true,
      territoryId: await province.territory(PLACE),
      locality: 'Khóm 1 (mẫu)',
    });
    await history.recognise(owner, await history.who(kind, DISTRICT), id, '2016-03-01', true);
    await record(owner, id, 'members', { onDay: '2016-03-01', kind: 'participants', count: members });
    if (money > 0) await record(owner, id, 'money', { onDay: '2016-03-01', source: 'communityContribution', amount: money });
    ids.push(id);
  }
  history.tell('Bảy mô hình cùng chạy trên một địa bàn; từng ấy ban chủ nhiệm, từng ấy sổ sách.');

  history.on('2019-09-02', true);
  const front = await history.who('fatherlandFront', PLACE);
  const heir = await history.draft(front, {
    kind: 'model',
    name: 'Tổ Nhân dân tự quản',
    purpose: 'Một tổ, mọi việc tự quản của xóm: môi trường, an ninh, gia đình, phòng cháy',
    field: 'politicalSystem',
    origin: 'need',
    selfManaged: true,
    territoryId: await province.territory(PLACE),
    locality: 'Khóm 1 (mẫu)',
  });
  await history.recognise(front, await history.who('fatherlandFront', DISTRICT), heir, '2019-09-02');

  history.on('2019-12-02', true);
  const board = await history
    .who('massMobilisationBoard', DISTRICT, 'supervisor')
    .catch(() => history.who('massMobilisationBoard', DISTRICT));
  const paper = history.paper(board, 'Chủ trương một địa bàn, một mô hình tự quản (mẫu)');
  const done = await board.post('/consolidations', {
    heirModelId: heir,
    modelIds: ids,
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
  history.tell(`${board.title}: hợp nhất ${(done['models'] as Body[]).length} mô hình vào một – QĐ ${paper['number']}`);
  history.tell(`Chuyển sang: ${done['members']} thành viên, ${Number(done['money']).toLocaleString('vi-VN')} đồng`);
  for (const { name, warnings } of (done['models'] as Body[]).map((one, at) => ({
    name: SEVEN[at]!.name,
    warnings: one['warnings'] as Body[],
  })))
    for (const warning of warnings) history.tell(`   lưu ý “${name}”: ${warning['words'].vi}`);
  const found = await front.get(`/models?search=${encodeURIComponent('Camera an ninh')}`);
  history.tell(
    `Tìm “Camera an ninh” → ${(found['items'] as Body[]).map((one) => `“${one['name']}”${one['foundBy'] ? ` (tên cũ: ${one['foundBy'].name ?? one['foundBy']})` : ''}`).join(', ')}`,
  );

  history.on('2026-01-05', true);
  const issued = await new PlantSampleCriteria(province.records, province.clock).run({ directory: 'infra/seeds/data' });
  if (isRefusal(issued)) throw new Error(issued.words.en);
  history.tell(`Ban hành ${issued} bộ tiêu chí chung (mẫu): thế nào là mô hình, thế nào là mô hình hiệu quả`);

  history.on('2026-11-16', true);
  const ward = await province.official(await ownerOf(history, heir), 'head');
  const above = await history.who('fatherlandFront', '82@2025');
  history.tell(`Sau sắp xếp 01/7/2025, chủ trì là: ${ward.title}`);
  await history.review(ward, above, heir, {
    year: 2026,
    own: 1,
    appraised: 0.8,
    words: 'Duy trì đều, mọi việc tự quản về một mối (mẫu)',
  });
  await history.step(above, heir, 'continueOperation', { conclusion: 'Hiệu quả, tiếp tục duy trì và nhân rộng' });
  const owed = await ward.get(`/obligations?modelId=${heir}&limit=20`).catch(() => ({ items: [] }) as Body);
  for (const duty of owed['items'] as Body[])
    history.tell(`   nhiệm vụ: ${duty['words']?.vi ?? duty['duty']}, hạn ${duty['dueOn']}, trạng thái ${duty['status']}`);

  // The Front sees what is of the Front; the board of the province sees the whole territory.
  const whole = await history.who('propagandaMassMobilisationBoard', '82@2025', 'supervisor');
  await printFile(history, whole, heir, '2019-09-30');
  await printFile(history, whole, heir, '2019-12-31');
  await printFile(history, whole, heir, '2026-11-16');
  await printFile(history, whole, ids[5]!, '2019-12-31');
  await printJournal(history, whole, ids[5]!);
  await printJournal(history, whole, heir);
}

async function record(
  by: { seen(path: string): Promise<{ seen: string }>; post(path: string, body: object, seen: string): Promise<Body> },
  id: string,
  what: string,
  body: Body,
) {
  const { seen } = await by.seen(`/models/${id}`);
  await by.post(`/models/${id}/${what}`, body, seen);
}

/** Whoever answers for a model today: its owner, or who came after it. */
async function ownerOf({ province }: History, modelId: string): Promise<string> {
  const row = await province.records.sql.row<{ id: string }>(
    `SELECT h.heir_id AS id FROM models m CROSS JOIN LATERAL organisation_heir_on(m.owner_organisation_id, $2::date) h WHERE m.id = $1`,
    [modelId, province.clock.today()],
  );
  return row!.id;
}
