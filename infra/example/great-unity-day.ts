import { issueCriteria } from './criteria.js';
import type { History } from './history.js';
import type { Body } from './official.js';
import { printCoverage, printModel } from './print.js';
import { answerOf, placesOf, takeUp } from './spread.js';

const NAME = 'Ngày thứ Bảy Đại đoàn kết vì cộng đồng';
const PILOT = '30058@2024'; // xã Mỹ Đông, huyện Tháp Mười
const PILOTS = [PILOT, '29929@2024', '30154@2024'];
/** Where it was taken up is a sample: the first declines, the second adapts. */
const PLACES = ['30064@2024', '30169@2024', '29920@2024', '29923@2024', '29926@2024', '29932@2024'];
const FRONT = 'fatherlandFront';

export interface GreatUnityDay {
  /** In three communes; the first is Mỹ Đông. */
  pilots: string[];
  /** In the places that took it up, the one that adapted it first. */
  copies: string[];
  criteria: Record<string, Body>;
  /** What was answered when a plan named the model's own place. */
  refusedPlan: Body;
}

/**
 * domain.md §4: launched 5/2020, pilot in three communes (one: Mỹ Đông, 09/5/2020), replicated, preliminary review 16/11/2022 with bằng
 * khen. After the dispatch of 01/8/2024 every verdict makes a duty; those reviews are samples.
 */
export async function playGreatUnityDay(history: History): Promise<GreatUnityDay> {
  const { province } = history;
  history.heading(
    {
      vi: '“Ngày Đại đoàn kết vì cộng đồng”: điểm ở ba xã, nhân rộng, sơ kết, khen thưởng',
      en: '“Great Unity Day for the community”: pilot in three communes, replication, preliminary review, commendation',
    },
    {
      vi: 'Nguồn: Cổng Tân Hồng; Báo Dân tộc miền núi. Hai xã điểm còn lại, số quyết định, bộ tiêu chí, điểm chấm, các địa phương nhân rộng và mọi việc sau 2022 là mẫu.',
      en: 'Sources: portal of Tân Hồng; Báo Dân tộc miền núi. The other two communes, numbers of decisions, criteria, scores, places of replication and all after 2022 are samples.',
    },
  );
  history.on('2020-05-04', true);
  const criteria = await issueCriteria(history, '87@2024');
  const pilots: string[] = [];
  for (const seedKey of PILOTS)
    pilots.push(
      await history.draft(await history.who(FRONT, seedKey, 'officer'), {
        kind: 'model',
        name: NAME,
        purpose: 'Mỗi tuần một buổi, người dân cùng làm đường, cầu, vệ sinh xóm ấp',
        field: 'cultureSociety',
        origin: 'need',
        selfManaged: true,
        territoryId: await province.territory(seedKey),
        locality: 'Các khóm, ấp (mẫu)',
      }),
    );
  const [first, ...others] = pilots as [string, ...string[]];

  history.on('2020-05-09');
  for (const [at, seedKey] of PILOTS.entries()) {
    const [owner, above] = await history.ownerAndAbove(FRONT, seedKey);
    await history.recognise(owner, above, pilots[at]!, '2020-05-09');
  }
  history.tell({ vi: 'Ba xã điểm ra mắt mô hình.', en: 'The three communes launch the pilot.' });

  history.on('2021-05-10', true);
  const [owner, above] = await history.ownerAndAbove(FRONT, PILOT);
  const refused = await history.refused(owner, first, 'planReplication', {
    replicationTargets: [await province.territory(PILOT)],
    replicateBy: '2022-05-31',
  });
  await history.review(owner, above, first, {
    year: 2021,
    own: 0.9,
    appraised: 0.8,
    words: 'Một năm duy trì đều ở khóm, ấp (mẫu)',
  });
  await history.step(above, first, 'continueOperation', { conclusion: 'Hiệu quả, đủ điều kiện nhân rộng (mẫu)' });
  const targets = await Promise.all(PLACES.map((seedKey) => province.territory(seedKey)));
  await history.step(
    owner,
    first,
    'planReplication',
    { replicationTargets: targets, replicateBy: '2022-05-31' },
    history.paper(owner, 'Kết luận đánh giá năm đầu (mẫu)'),
  );
  await history.step(owner, first, 'startReplication');
  for (const [at, id] of others.entries())
    await reviewed(history, PILOTS[at + 1]!, id, 2021, 'Xã điểm thứ nhất đã lập kế hoạch nhân rộng chung (mẫu)');

  history.on('2021-06-15', true);
  const [declining, adapting, ...accepting] = PLACES as [string, string, ...string[]];
  const places = new Map((await placesOf(owner, first)).map((place) => [PLACES[targets.indexOf(place['territory'].id)]!, place]));
  const refusing = await history.who(FRONT, declining);
  await answerOf(refusing, places.get(declining)!, 'answers', {
    answer: 'decline',
    reason: 'Xã đang tập trung khắc phục sạt lở, xin tiếp nhận sau (mẫu)',
  });
  history.tell({ vi: `${refusing.title.vi}: từ chối tiếp nhận, nêu lý do`, en: `${refusing.title.en}: declines, with a reason` });
  const changing = await history.who(FRONT, adapting);
  const asked = await answerOf(changing, places.get(adapting)!, 'answers', {
    answer: 'askToAdapt',
    changes: 'Tổ chức chiều thứ Sáu (mẫu)',
    reason: 'Thứ Bảy là ngày chợ phiên (mẫu)',
  });
  places.set(adapting, await answerOf(owner, asked, 'adaptation-answers', { answer: 'agree' }));
  history.tell({
    vi: `${changing.title.vi}: xin điều chỉnh ngày, được đồng ý`,
    en: `${changing.title.en}: asks to change the day, and may`,
  });

  history.on('2021-07-03', true);
  const takingUp = [adapting, ...accepting];
  const copies: string[] = [];
  for (const seedKey of takingUp)
    copies.push(
      await takeUp(history, places.get(seedKey)!, ...(await history.ownerAndAbove(FRONT, seedKey)), {
        adaptation: {
          kept: 'Mỗi tuần một buổi, người dân tự bàn, tự làm',
          changed: seedKey === adapting ? 'Chiều thứ Sáu thay cho thứ Bảy (mẫu)' : 'Không thay đổi',
          why: seedKey === adapting ? 'Thứ Bảy là ngày chợ phiên (mẫu)' : 'Điều kiện tương tự xã điểm (mẫu)',
        },
        locality: 'Các khóm, ấp (mẫu)',
        startedOn: '2021-07-03',
      }),
    );
  history.tell({
    vi: `${copies.length} xã, phường ra mắt mô hình nhân rộng.`,
    en: `${copies.length} communes launch their copies.`,
  });

  history.on('2022-05-31', true);
  for (const [at, seedKey] of takingUp.entries())
    await history.step(await history.who(FRONT, seedKey), copies[at]!, 'reportReplicationResult', {
      replicationOutcome: 'succeeded',
      replicationFindings: 'Các khóm, ấp duy trì hằng tuần (mẫu)',
    });
  await history.step(owner, first, 'completeReplication', { replicationResult: 'Các xã nhận đã ra mắt và duy trì (mẫu)' });

  history.on('2022-11-16');
  await preliminaryReview(history, first);
  for (const [at, id] of others.entries()) await reviewed(history, PILOTS[at + 1]!, id, 2022);

  history.on('2024-11-18', true);
  history.tell({
    vi: 'Sau Công văn 1330-CV/TU (01/8/2024): rà soát hằng năm, xếp loại nào kéo theo nhiệm vụ ấy.',
    en: 'After the dispatch of 01/8/2024: reviewed every year, and each verdict makes its duty.',
  });
  await reviewed(history, PILOT, first, 2024, 'Đã nhân rộng; chờ sắp xếp đơn vị hành chính (mẫu)');
  for (const [at, id] of others.entries()) await reviewed(history, PILOTS[at + 1]!, id, 2024);
  return { pilots, copies, criteria, refusedPlan: refused.body };
}

/** The real day: two years summed up, the model honoured. */
async function preliminaryReview(history: History, model: string): Promise<void> {
  const [owner, above] = await history.ownerAndAbove(FRONT, PILOT);
  const province = await history.who(FRONT, '87@2024');
  history.tell({
    vi: 'Sơ kết 2 năm: hơn 10.400 tổ (83,9 %), khoảng 517.000 lượt người, hơn 1.084 km đường, cầu (toàn tỉnh).',
    en: 'Two years summed up: over 10,400 groups (83.9 %), about 517,000 turns, over 1,084 km of roads and bridges (whole province).',
  });
  await history.record(owner, model, 'documents', {
    kind: 'report',
    title: 'Sơ kết 2 năm thực hiện Ngày thứ Bảy Đại đoàn kết vì cộng đồng',
    datedOn: '2022-11-16',
    issuer: 'Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh Đồng Tháp',
    note: 'Toàn tỉnh: hơn 10.400 tổ (83,9 %), khoảng 517.000 lượt người, hơn 1.084 km đường, cầu. Nguồn: Cổng Tân Hồng; Báo Dân tộc miền núi',
  });
  await history.review(owner, above, model, { year: 2022, own: 1, appraised: 1, words: 'Sơ kết 2 năm thực hiện mô hình' });
  await history.step(above, model, 'continueOperation', { conclusion: 'Tiêu biểu, đề nghị khen thưởng (mẫu)' });
  await history.step(owner, model, 'nominate', {
    achievement: 'Hai năm khởi xướng và giữ nền nếp Ngày thứ Bảy Đại đoàn kết vì cộng đồng',
    achievedFrom: '2020-05-09',
    achievedTo: '2022-10-31',
    commendationForm: 'provincialCertificate',
    nomineeKind: 'model',
  });
  await history.step(province, model, 'appraiseNomination', { opinion: 'Đủ tiêu chuẩn (mẫu)' });
  await history.step(province, model, 'commend', {}, history.paper(province, 'Hội nghị sơ kết ngày 16/11/2022'));
  await history.step(province, model, 'handOverCommendation', {
    handedOverOn: '2022-11-16',
    handedOverAt: 'Hội nghị sơ kết (16/11/2022)',
  });
}

/** A yearly review that finds a model effective; `whyNot`: why it is not replicated now. */
async function reviewed(history: History, seedKey: string, id: string, year: number, whyNot?: string): Promise<void> {
  const [owner, above] = await history.ownerAndAbove(FRONT, seedKey);
  await history.review(owner, above, id, { year, own: 0.8, appraised: 0.8, words: 'Duy trì đều (mẫu)' }, true);
  await history.step(above, id, 'continueOperation', { conclusion: 'Hiệu quả, tiếp tục duy trì (mẫu)' });
  if (whyNot) await history.step(owner, id, 'explainNoReplication', { reason: whyNot });
}

/** What an official of the province finds of it: the three pilots, a copy, and where it spread to. */
export async function readGreatUnityDay(history: History, { pilots, copies }: GreatUnityDay): Promise<void> {
  const reader = await history.who(FRONT, '87@2024');
  const [first, ...others] = pilots as [string, ...string[]];
  await printModel(history, reader, first, ['2020-12-31', '2022-11-16', '2024-11-18']);
  for (const id of [...others, copies[0]!]) await printModel(history, reader, id, ['2024-11-18']);
  const unit = await history.province.territory('87@2024');
  await printCoverage(history, reader, `/replications/coverage?unit=${unit}`, '2022-11-16');
}
