import type { PlainDay } from '#domain';
import { issueCriteria } from './criteria.js';
import type { History } from './history.js';
import type { Body } from './official.js';
import { printCoverage, printJournal, printLineage, printFile, printModel } from './print.js';
import { placesOf, takeUp } from './spread.js';

const FARMERS = 'farmersUnion';
const FIRST = '30250@2024'; // xã An Nhơn, huyện Châu Thành
const TOURISM = '29917@2024'; // phường Tân Quy Đông, thành phố Sa Đéc
const COMMUNES_WITH_ONE = 122;
/** A plan names no more places than one body can see through. */
const AT_ONCE = 12;

/** A day on which Hội quán were founded by copying: which days, how many that day and in which communes are samples; the sums are not. */
type Wave = { on: PlainDay; longan?: number; tourism?: number };
/** How many there were, by the press. */
interface Milestone {
  on: PlainDay;
  sampleDay?: true;
  count: number;
  communes?: number;
  members?: number;
  /** Of the members, those of the Farmers' Union. */
  associationMembers?: number;
  source: string;
}
const GROWTH: (Wave | Milestone)[] = [
  { on: '2017-07-03', longan: 12 },
  { on: '2018-03-05', longan: 44 },
  { on: '2018-09-10', sampleDay: true, count: 57, source: 'Công an nhân dân, 9/2018' },
  { on: '2019-06-03', longan: 26 },
  { on: '2019-12-16', sampleDay: true, count: 84, source: 'Cục Thông tin KH&CN quốc gia, nghiên cứu 2016–2019' },
  { on: '2021-03-01', tourism: 6 },
  { on: '2022-06-06', longan: 38, tourism: 7 },
  {
    on: '2023-06-18',
    count: 135,
    communes: COMMUNES_WITH_ONE,
    members: 7000,
    source: 'Nông nghiệp, 18/6/2023: khoảng 7.000 thành viên, 122/143 xã, 35 hợp tác xã',
  },
  { on: '2023-08-01', tourism: 3 },
  {
    on: '2023-08-28',
    count: 138,
    members: 7296,
    associationMembers: 4378,
    source: 'Dân Việt, 28/8/2023: 7.296 thành viên, trong đó 4.378 hội viên nông dân',
  },
  { on: '2024-03-04', tourism: 7 },
  { on: '2024-06-03', sampleDay: true, count: 145, members: 7500, source: 'Cổng Kon Tum dẫn báo chí: 7.500 thành viên' },
];

interface Grown {
  id: string;
  seedKey: string;
  foundedOn: PlainDay;
  /** Its plan of places; each plans once. */
  plan: 'none' | 'running' | 'closed';
  /** The result of a copy is still to be told; a first one has no parent to tell. */
  owesResult: boolean;
}

/** What grew from one founding: a commune takes up a model of one line once. */
interface Line {
  grown: Grown[];
  free: string[];
}

export interface HoiQuan {
  /** Canh Tân Hội quán and what grew from it, then “Cùng nhau làm du lịch” and what grew from it; the first of each is the founding. */
  longan: string[];
  tourism: string[];
  /** What the register and the coverage said on each milestone. */
  counted: { on: PlainDay; models: number; members: number; operating: number; communes: number }[];
}

/**
 * domain.md §4: the first one, Canh Tân Hội quán, An Nhơn, 03/7/2016, longan growers; “Cùng nhau làm du lịch”, Tân Quy Đông, flower
 * growers, from 2019; 57 → 84 → 135 in 122 of 143 communes → 138 → 145. Both lines count together.
 */
export async function playHoiQuan(history: History): Promise<HoiQuan> {
  const { province } = history;
  history.heading(
    { vi: 'Hội quán: từ một đến 145, mô hình nhân từ mô hình', en: 'Hội quán: from one to 145, each copied from another' },
    {
      vi: 'Nguồn từng mốc ghi ở dưới. Địa phương của từng hội quán nhân rộng, số thành viên từng nơi (tổng thì theo nguồn), ngày giữa các mốc, bộ tiêu chí, điểm chấm, số quyết định là mẫu.',
      en: 'The source of each milestone stands below. Where each copy was founded, its share of the members (their sum is from the source), days between, criteria, scores and numbers of decisions are samples.',
    },
  );
  history.on('2016-07-01', true);
  await issueCriteria(history, '87@2024');
  history.on('2016-07-03');
  const first = await founded(
    history,
    FIRST,
    'Canh Tân Hội quán',
    'Nông dân trồng nhãn tự nguyện sinh hoạt, cùng học, cùng làm, cùng bán',
    'Xã An Nhơn',
  );
  const free = (await province.communesIn('87@2024')).filter((seedKey) => ![FIRST, TOURISM].includes(seedKey));
  const longan: Line = { grown: [first], free: free.slice(0, COMMUNES_WITH_ONE - 2) };
  const tourism: Line = { grown: [], free: longan.free.slice(0, 30) };
  const counted: HoiQuan['counted'] = [];

  for (const one of GROWTH) {
    if (one.on === '2019-06-03') tourism.grown.push(await tourismBegins(history));
    history.on(one.on, !('count' in one) || one.sampleDay);
    if ('count' in one) {
      if (one.count === 57) await recordCooperative(history, first);
      counted.push(await count(history, one, [...longan.grown, ...tourism.grown]));
      continue;
    }
    await tellResults(history, [...longan.grown, ...tourism.grown]);
    await grow(history, longan, one.longan ?? 0);
    await grow(history, tourism, one.tourism ?? 0);
    const all = longan.grown.length + tourism.grown.length;
    history.tell({ vi: `… nay có ${all} hội quán`, en: `… now there are ${all}` });
  }

  history.on('2024-11-18', true);
  await tellResults(history, [...longan.grown, ...tourism.grown]);
  const [owner, above] = await history.ownerAndAbove(FARMERS, FIRST);
  await judged(history, first, 2024);
  await history.step(owner, first.id, 'explainNoReplication', { reason: 'Đã nhân rộng khắp tỉnh; chờ sắp xếp xã (mẫu)' });
  history.tell({
    vi: `${above.title.vi}: hội quán đầu tiên vẫn hiệu quả sau tám năm (mẫu)`,
    en: `${above.title.en}: the first one is still effective after eight years (sample)`,
  });

  // After the communes were merged the same models stand in fewer communes.
  history.on('2025-07-01');
  return { longan: longan.grown.map(({ id }) => id), tourism: tourism.grown.map(({ id }) => id), counted };
}

async function founded(history: History, seedKey: string, name: string, purpose: string, locality: string): Promise<Grown> {
  const { province } = history;
  const foundedOn = province.clock.today();
  const [founder, above] = await history.ownerAndAbove(FARMERS, seedKey);
  const id = await history.draft(founder, {
    kind: 'model',
    name,
    purpose,
    locality,
    field: 'economy',
    origin: 'need',
    selfManaged: true,
    territoryId: await province.territory(seedKey),
  });
  await history.recognise(founder, above, id, foundedOn);
  return { id, seedKey, foundedOn, plan: 'none', owesResult: false };
}

async function tourismBegins(history: History): Promise<Grown> {
  history.on('2019-03-04', true);
  return founded(
    history,
    TOURISM,
    'Hội quán Cùng nhau làm du lịch',
    'Nông dân trồng hoa cùng nhau làm du lịch',
    'Phường Tân Quy Đông',
  );
}

/** What grew out of the first one goes into its file. */
async function recordCooperative(history: History, { id, seedKey }: Grown): Promise<void> {
  await history.record(await history.who(FARMERS, seedKey), id, 'documents', {
    kind: 'other',
    title: 'Từ hội quán thành lập Hợp tác xã nông sản an toàn An Hòa (12/2017)',
    note: 'Nguồn: báo chí',
  });
}

/** So many more, each from the youngest that has copied nothing yet and was there before today. */
async function grow(history: History, line: Line, more: number): Promise<void> {
  const today = history.province.clock.today();
  for (let left = more; left > 0;) {
    const parent = line.grown.findLast(({ plan, foundedOn }) => plan === 'none' && foundedOn < today)!;
    const places = line.free.splice(0, Math.min(AT_ONCE, left));
    line.grown.push(...(await replicate(history, parent, places)));
    left -= places.length;
  }
}

/** A yearly review that finds a Hội quán effective. */
async function judged(history: History, { id, seedKey }: Grown, year: number): Promise<void> {
  const [owner, above] = await history.ownerAndAbove(FARMERS, seedKey);
  const words = 'Sinh hoạt đều, thu nhập tăng (mẫu)';
  await history.review(owner, above, id, { year, own: 0.8, appraised: 0.8, words }, true);
  await history.step(above, id, 'continueOperation', { conclusion: 'Hiệu quả (mẫu)' }, undefined, true);
}

/** A Hội quán is judged effective, and what it does is taken up in other communes. */
async function replicate(history: History, parent: Grown, places: string[]): Promise<Grown[]> {
  const { province } = history;
  const today = province.clock.today();
  const year = Number(today.slice(0, 4));
  const owner = await history.who(FARMERS, parent.seedKey);
  await judged(history, parent, year);
  const targets = await Promise.all(places.map((seedKey) => province.territory(seedKey)));
  await history.step(
    owner,
    parent.id,
    'planReplication',
    { replicationTargets: targets, replicateBy: `${year + 1}-12-31` },
    history.paper(owner, 'Kết luận đánh giá hằng năm (mẫu)'),
    true,
  );
  await history.step(owner, parent.id, 'startReplication', {}, undefined, true);
  parent.plan = 'running';
  const asked = new Map((await placesOf(owner, parent.id)).map((place) => [place['territory'].id as string, place]));
  const taken: Grown[] = [];
  for (const [at, seedKey] of places.entries()) {
    const place = asked.get(targets[at]!)!;
    const id = await takeUp(history, place, ...(await history.ownerAndAbove(FARMERS, seedKey)), {
      adaptation: {
        kept: 'Tự nguyện, sinh hoạt định kỳ, cùng học, cùng làm, cùng bán',
        changed: 'Theo cây trồng, vật nuôi của địa phương (mẫu)',
        why: 'Mỗi nơi một nghề (mẫu)',
      },
      name: `Hội quán ${place['territory'].name} (mẫu)`,
      locality: 'Mẫu',
      startedOn: today,
    });
    taken.push({ id, seedKey, foundedOn: today, plan: 'none', owesResult: true });
  }
  return taken;
}

/** What copies of earlier days came to, told by each; then their parents close their plans. */
async function tellResults(history: History, all: Grown[]): Promise<void> {
  const telling = all.filter(({ owesResult }) => owesResult);
  await sideBySide(telling, async (one) => {
    await history.step(
      await history.who(FARMERS, one.seedKey),
      one.id,
      'reportReplicationResult',
      { replicationOutcome: 'succeeded', replicationFindings: 'Sinh hoạt đều hằng tháng (mẫu)' },
      undefined,
      true,
    );
    one.owesResult = false;
  });
  for (const one of all.filter(({ plan }) => plan === 'running')) {
    const result = { replicationResult: 'Các nơi nhận đã ra mắt, sinh hoạt đều (mẫu)' };
    await history.step(await history.who(FARMERS, one.seedKey), one.id, 'completeReplication', result, undefined, true);
    one.plan = 'closed';
  }
  if (telling.length > 0)
    history.tell({
      vi: `${telling.length} nơi báo cáo kết quả: thành công`,
      en: `${telling.length} places report: it succeeded`,
    });
}

/** What the press counted is recorded where it was counted, and read back from the register and the coverage. */
async function count(history: History, milestone: Milestone, all: Grown[]): Promise<HoiQuan['counted'][number]> {
  const { on, source, members, associationMembers } = milestone;
  for (const [kind, sum] of Object.entries({ participants: members, associationMembers }))
    if (sum)
      await sideBySide(all, async (one, at) => {
        const row = {
          onDay: on,
          kind,
          count: share(sum, all.length, at),
          note: `Phần của tổng ${sum} (${source}); chia đều là mẫu`,
        };
        await history.record(await history.who(FARMERS, one.seedKey), one.id, 'members', row);
      });
  const reader = await history.who(FARMERS, '87@2024');
  const models = await reader.all('/models?life=operating&limit=100');
  const { rows } = await reader.get(`/replications/coverage?asOf=${on}&unit=${await history.province.territory('87@2024')}`);
  const [whole] = rows as [Body, ...Body[]];
  const counted = {
    on,
    models: models.length,
    members: models.reduce((sum, one) => sum + ((one['members'] as number | null) ?? 0), 0),
    operating: whole['operating'] as number,
    communes: whole['communes'] as number,
  };
  history.tell({
    vi: `${counted.models} hội quán ở ${counted.operating}/${counted.communes} xã, phường, thị trấn${members ? `, ${history.count(counted.members)} thành viên` : ''} (${source})`,
    en: `${counted.models} Hội quán in ${counted.operating} of ${counted.communes} communes${members ? `, ${history.count(counted.members)} members` : ''} (${source})`,
  });
  return counted;
}

/** What bodies do that do not wait for one another, four at a time. */
async function sideBySide<One>(all: One[], deed: (one: One, at: number) => Promise<void>): Promise<void> {
  const waiting = all.entries();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (const [at, one] of waiting) await deed(one, at);
    }),
  );
}

/** What one of so many gets of a sum of whole people. */
const share = (sum: number, among: number, at: number): number => Math.floor(sum / among) + (at < sum % among ? 1 : 0);

/** What an official of the province finds of it: the two foundings, one copy, and where it spread to before and after the merger. */
export async function readHoiQuan(history: History, { longan, tourism }: HoiQuan): Promise<void> {
  const reader = await history.who(FARMERS, '82@2025');
  const [first, copy] = longan as [string, string];
  await printFile(history, reader, first, '2016-12-31');
  await printModel(history, reader, first, ['2024-06-03', '2025-07-01']);
  for (const day of ['2017-07-03', '2018-09-10', '2019-12-16', '2023-06-18']) await printLineage(history, reader, first, day);
  await printModel(history, reader, tourism[0]!, ['2024-06-03']);
  await printFile(history, reader, copy, '2024-06-03');
  await printJournal(history, reader, copy);
  const old = await history.province.territory('87@2024');
  for (const day of ['2023-06-18', '2024-06-03']) await printCoverage(history, reader, `/replications/coverage?unit=${old}`, day);
  await printCoverage(history, reader, '/replications/coverage', '2025-07-01');
}
