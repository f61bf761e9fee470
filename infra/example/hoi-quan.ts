import type { PlainDay } from '#domain';
import type { History } from './history.js';
import { printFile, printJournal, printLineage } from './print.js';
import { placeNow, placesOf, takeUp } from './spread.js';

const FIRST = '30250@2024'; // xã An Nhơn, huyện Châu Thành
const TOURISM = '29917@2024'; // phường Tân Quy Đông, thành phố Sa Đéc
const COMMUNES_WITH_ONE = 122;
/** How many there were, by the press; which communes founded which, and the days between, are samples. */
const GROWTH: { tourismBegins?: PlainDay; grewOn: PlainDay; on: PlainDay; sample?: true; count: number; source: string }[] = [
  { grewOn: '2017-07-03', on: '2018-09-10', sample: true, count: 57, source: 'Công an nhân dân, 9/2018' },
  {
    grewOn: '2019-06-03',
    on: '2019-12-16',
    tourismBegins: '2019-03-04',
    sample: true,
    count: 84,
    source: 'Cục Thông tin KH&CN quốc gia, 2016–2019',
  },
  {
    grewOn: '2022-06-06',
    on: '2023-06-18',
    count: 135,
    source: 'Nông nghiệp, 18/6/2023: khoảng 7.000 thành viên, 122/143 xã, 35 hợp tác xã',
  },
  {
    grewOn: '2023-08-01',
    on: '2023-08-28',
    count: 138,
    source: 'Dân Việt, 28/8/2023: 7.296 thành viên, trong đó 4.378 hội viên nông dân',
  },
  { grewOn: '2024-03-04', on: '2024-06-03', sample: true, count: 145, source: 'Cổng Kon Tum dẫn báo chí: 7.500 thành viên' },
];
/** A plan names no more places than one body can see through. */
const AT_ONCE = 12;

interface Grown {
  id: string;
  seedKey: string;
  planned: boolean;
}

/** What grew from one founding: a commune takes up a model of one line once. */
interface Line {
  grown: Grown[];
  free: string[];
}

/**
 * domain.md §4: the first one, Canh Tân Hội quán, An Nhơn, 03/7/2016, longan growers; “Cùng nhau làm du lịch”, Tân Quy Đông, flower
 * growers, from 2019; 57 → 84 → 135 in 122 of 143 communes → 138 → 145. Both lines count together.
 */
export async function playHoiQuan(history: History, communes: string[]): Promise<void> {
  history.heading(
    'Hội quán: từ một đến 145, mô hình nhân từ mô hình',
    'Nguồn từng mốc ghi ở dưới. Địa phương của từng hội quán nhân rộng, ngày giữa các mốc, điểm chấm, số quyết định là mẫu.',
  );
  history.on('2016-07-03');
  const longan: Line = {
    grown: [
      await founded(history, FIRST, 'Canh Tân Hội quán', {
        purpose: 'Nông dân trồng nhãn tự nguyện sinh hoạt, cùng học, cùng làm, cùng bán',
        locality: 'Xã An Nhơn',
      }),
    ],
    free: communes.filter((seedKey) => ![FIRST, TOURISM].includes(seedKey)).slice(0, COMMUNES_WITH_ONE - 2),
  };
  const tourism: Line = { grown: [], free: longan.free.slice(0, 30) };
  const count = () => longan.grown.length + tourism.grown.length;

  for (const milestone of GROWTH) {
    if (milestone.tourismBegins) {
      history.on(milestone.tourismBegins, true);
      tourism.grown.push(
        await founded(history, TOURISM, 'Hội quán Cùng nhau làm du lịch', {
          purpose: 'Nông dân trồng hoa cùng nhau làm du lịch',
          locality: 'Phường Tân Quy Đông',
        }),
      );
    }
    history.province.clock.comes(milestone.grewOn);
    while (count() < milestone.count) {
      const line = longan.free.length > 0 ? longan : tourism;
      const parent = line.grown.find(({ planned }) => !planned)!;
      const places = line.free.splice(0, Math.min(AT_ONCE, milestone.count - count()));
      line.grown.push(...(await replicate(history, parent, places)));
    }
    history.on(milestone.on, milestone.sample);
    history.tell(`${count()} hội quán (${milestone.source})`);
  }
  const [first] = longan.grown as [Grown, ...Grown[]];
  const above = await history.who('farmersUnion', await history.province.above(FIRST));
  const last = history.province.clock.today();
  await printFile(history, above, first.id, '2017-01-01');
  await printFile(history, above, first.id, last);
  await printLineage(history, above, first.id, '2018-09-10');
  await printLineage(history, above, first.id, last);
  await printLineage(
    history,
    await history.who('farmersUnion', await history.province.above(TOURISM)),
    tourism.grown[0]!.id,
    last,
  );
  await printJournal(history, above, first.id);
}

async function founded(
  history: History,
  seedKey: string,
  name: string,
  words: { purpose: string; locality: string },
): Promise<Grown> {
  const founder = await history.who('farmersUnion', seedKey);
  const id = await history.draft(founder, {
    kind: 'model',
    name,
    ...words,
    field: 'economy',
    origin: 'need',
    selfManaged: true,
    territoryId: await history.province.territory(seedKey),
  });
  const above = await history.who('farmersUnion', await history.province.above(seedKey));
  await history.recognise(founder, above, id, history.province.clock.today());
  return { id, seedKey, planned: false };
}

/** A Hội quán is judged effective, and what it does is taken up in other communes. */
async function replicate(history: History, parent: Grown, places: string[]): Promise<Grown[]> {
  const { province } = history;
  const owner = await history.who('farmersUnion', parent.seedKey);
  const above = await history.who('farmersUnion', await history.province.above(parent.seedKey));
  const year = Number(province.clock.today().slice(0, 4));
  await history.review(
    owner,
    above,
    parent.id,
    { year, own: 0.8, appraised: 0.8, words: 'Sinh hoạt đều, thu nhập tăng (mẫu)' },
    true,
  );
  await history.step(above, parent.id, 'continueOperation', { conclusion: 'Hiệu quả, nhân rộng' }, undefined, true);
  const targets = await Promise.all(places.map(async (seedKey) => ({ territoryId: await province.territory(seedKey) })));
  const decision = history.paper(owner, 'Kết luận đánh giá hằng năm (mẫu)');
  await history.step(
    owner,
    parent.id,
    'planReplication',
    { replicationTargets: targets.map(({ territoryId }) => territoryId), replicateBy: `${year + 1}-12-31` },
    decision,
    true,
  );
  await history.step(owner, parent.id, 'startReplication', {}, undefined, true);
  parent.planned = true;
  const asked = await placesOf(owner, parent.id);
  const taken: Grown[] = [];
  for (const [at, seedKey] of places.entries()) {
    const receiver = await history.who('farmersUnion', seedKey);
    const itsAbove = await history.who('farmersUnion', await history.province.above(seedKey));
    const place = asked.find(({ territory }) => territory.id === targets[at]!.territoryId)!;
    const id = await takeUp(history, await placeNow(receiver, place), receiver, itsAbove, {
      adaptation: {
        kept: 'Tự nguyện, sinh hoạt định kỳ, cùng học, cùng làm, cùng bán',
        changed: 'Theo cây trồng, vật nuôi của địa phương (mẫu)',
        why: 'Mỗi nơi một nghề (mẫu)',
      },
      name: `Hội quán ${placeName(place)} (mẫu)`,
      locality: 'Mẫu',
      startedOn: province.clock.today(),
    });
    taken.push({ id, seedKey, planned: false });
  }
  return taken;
}

const placeName = (place: { territory?: { name: string } }) => place.territory!.name;
