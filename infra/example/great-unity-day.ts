import type { History } from './history.js';
import { printFile, printJournal, printLineage } from './print.js';
import { answerOf, placeNow, placesOf, takeUp } from './spread.js';

const NAME = 'Ngày thứ Bảy Đại đoàn kết vì cộng đồng';
const PILOT = '30058@2024'; // xã Mỹ Đông, huyện Tháp Mười
const PILOTS = [PILOT, '29929@2024', '30154@2024'];

/** domain.md §4: launched 5/2020, pilot in three communes (one: Mỹ Đông, 09/5/2020), replicated, preliminary review 16/11/2022 with bằng khen. */
export async function playGreatUnityDay(history: History, places: string[]): Promise<void> {
  history.heading(
    '“Ngày Đại đoàn kết vì cộng đồng”: điểm ở ba xã, nhân rộng, sơ kết, khen thưởng',
    'Nguồn: Cổng Tân Hồng; Báo Dân tộc miền núi. Hai xã điểm còn lại, số quyết định, điểm chấm và các địa phương nhân rộng là mẫu.',
  );
  history.on('2020-05-04', true);
  const pilots: string[] = [];
  for (const seedKey of PILOTS) {
    const officer = await history.who('fatherlandFront', seedKey, 'officer');
    pilots.push(
      await history.draft(officer, {
        kind: 'model',
        name: NAME,
        purpose: 'Mỗi tuần một buổi, người dân cùng làm đường, cầu, vệ sinh xóm ấp',
        field: 'cultureSociety',
        origin: 'need',
        selfManaged: true,
        territoryId: await history.province.territory(seedKey),
        locality: 'Các khóm, ấp (mẫu)',
      }),
    );
  }
  const [first] = pilots as [string, ...string[]];

  history.on('2020-05-09');
  for (const [at, seedKey] of PILOTS.entries()) {
    const [owner, above] = await ownerAndAbove(history, seedKey);
    await history.recognise(owner, above, pilots[at]!, '2020-05-09', at > 0);
  }
  history.tell('Ba xã điểm ra mắt mô hình.');

  history.on('2021-05-10', true);
  const [owner, above] = await ownerAndAbove(history, PILOT);
  await history.refused(owner, first, 'planReplication', {
    replicationTargets: [await history.province.territory(PILOT)],
    replicateBy: '2022-05-31',
  });
  await history.review(owner, above, first, {
    year: 2021,
    own: 0.9,
    appraised: 0.8,
    words: 'Một năm, 100 % khóm, ấp duy trì đều (mẫu)',
  });
  await history.step(above, first, 'continueOperation', { conclusion: 'Hiệu quả, đủ điều kiện nhân rộng' });
  const targets = await Promise.all(places.map((seedKey) => history.province.territory(seedKey)));
  await history.step(
    owner,
    first,
    'planReplication',
    { replicationTargets: targets, replicateBy: '2022-05-31' },
    history.paper(owner, 'Kết luận đánh giá năm đầu (mẫu)'),
  );
  await history.step(owner, first, 'startReplication');

  history.on('2021-06-15', true);
  const asked = await placesOf(owner, first);
  const at = (seedKey: string) => asked.find((place) => place['territory'].id === targets[places.indexOf(seedKey)])!;
  const [declining, adapting, ...accepting] = places as [string, string, ...string[]];
  const refusing = await history.who('fatherlandFront', declining);
  await answerOf(refusing, at(declining), 'answers', {
    answer: 'decline',
    reason: 'Xã đang tập trung khắc phục sạt lở, xin tiếp nhận sau (mẫu)',
  });
  history.tell(`${refusing.title}: từ chối tiếp nhận, nêu lý do`);
  const changing = await history.who('fatherlandFront', adapting);
  await answerOf(changing, at(adapting), 'answers', {
    answer: 'askToAdapt',
    changes: 'Tổ chức chiều thứ Sáu',
    reason: 'Thứ Bảy là ngày chợ phiên (mẫu)',
  });
  await answerOf(owner, await placeNow(owner, at(adapting)), 'adaptation-answers', { answer: 'agree' });
  history.tell(`${changing.title}: xin điều chỉnh ngày, được đồng ý`);

  history.on('2021-07-03', true);
  const copies: string[] = [];
  for (const seedKey of [adapting, ...accepting]) {
    const [receiver, itsAbove] = await ownerAndAbove(history, seedKey);
    copies.push(
      await takeUp(history, await placeNow(receiver, at(seedKey)), receiver, itsAbove, {
        adaptation: {
          kept: 'Mỗi tuần một buổi, người dân tự bàn, tự làm',
          changed: seedKey === adapting ? 'Chiều thứ Sáu thay cho thứ Bảy (mẫu)' : 'Không thay đổi',
          why: seedKey === adapting ? 'Thứ Bảy là ngày chợ phiên (mẫu)' : 'Điều kiện tương tự xã điểm (mẫu)',
        },
        locality: 'Các khóm, ấp (mẫu)',
        startedOn: '2021-07-03',
      }),
    );
  }
  history.tell(`${copies.length} xã ra mắt mô hình nhân rộng.`);

  history.on('2022-05-31', true);
  for (const [n, seedKey] of [adapting, ...accepting].entries()) {
    const receiver = await history.who('fatherlandFront', seedKey);
    await history.step(
      receiver,
      copies[n]!,
      'reportReplicationResult',
      { replicationOutcome: 'succeeded', replicationFindings: 'Các khóm, ấp duy trì hằng tuần (mẫu)' },
      undefined,
      n > 0,
    );
  }
  await history.step(owner, first, 'completeReplication', { replicationResult: 'Các xã nhận đã ra mắt và duy trì (mẫu)' });

  history.on('2022-11-16');
  history.tell('Sơ kết 2 năm: hơn 10.400 tổ (83,9 %), khoảng 517.000 lượt người, hơn 1.084 km đường, cầu (toàn tỉnh).');
  await history.review(owner, above, first, { year: 2022, own: 1, appraised: 1, words: 'Sơ kết 2 năm thực hiện mô hình' });
  await history.step(above, first, 'continueOperation', { conclusion: 'Tiêu biểu, đề nghị khen thưởng' });
  await history.step(owner, first, 'nominate', {
    achievement: 'Hai năm khởi xướng và giữ nền nếp Ngày thứ Bảy Đại đoàn kết vì cộng đồng',
    achievedFrom: '2020-05-09',
    achievedTo: '2022-10-31',
    commendationForm: 'provincialCertificate',
    nomineeKind: 'model',
  });
  const province = await history.who('fatherlandFront', '87@2024');
  await history.step(province, first, 'appraiseNomination', { opinion: 'Đủ tiêu chuẩn' });
  await history.step(province, first, 'commend', {}, history.paper(province, 'Hội nghị sơ kết ngày 16/11/2022'));
  await history.step(province, first, 'handOverCommendation', {
    handedOverOn: '2022-11-16',
    handedOverAt: 'Hội nghị sơ kết trực tuyến với các huyện, thành phố',
  });

  await printFile(history, above, first, '2020-12-31');
  await printFile(history, above, first, '2022-11-16');
  await printLineage(history, above, first, '2022-11-16');
  await printJournal(history, above, first);
}

async function ownerAndAbove(history: History, seedKey: string) {
  const owner = await history.who('fatherlandFront', seedKey);
  return [owner, await history.who('fatherlandFront', await history.province.above(seedKey))] as const;
}
