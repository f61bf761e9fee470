import 'reflect-metadata';
import type { PlainDay } from '#domain';
import { checkHistory } from '#records';
import { checkFolds } from '#usecases';
import { setStage } from '../simulate/stage.js';
import { playGreatUnityDay, readGreatUnityDay } from './great-unity-day.js';
import { History } from './history.js';
import { playHoiQuan, readHoiQuan } from './hoi-quan.js';
import { PlayedDay } from './played-day.js';
import { openProvince } from './province.js';
import { playSelfManagedGroup, readSelfManagedGroup } from './self-managed-group.js';

const databaseUrl = process.env['DATABASE_URL'];
if (!databaseUrl) throw new Error('DATABASE_URL: a PostgreSQL the play may make a database in');
const chosen = process.argv.slice(2);
const language = chosen.includes('--en') ? 'en' : 'vi';

/** Each history has its own database: they overlap in time, and the clock only goes forward. How many invariants it broke. */
async function play<Played>(
  from: PlainDay,
  deed: (history: History) => Promise<Played>,
  read: (history: History, played: Played) => Promise<void>,
): Promise<number> {
  const clock = new PlayedDay(from);
  const province = await openProvince(await setStage(clock, from, databaseUrl!), clock, language);
  try {
    const history = new History(province, console.log, language);
    await read(history, await deed(history));
    const { sql } = province.records;
    const checked = [...(await checkHistory(sql, clock.now())), await checkFolds(sql)];
    const broken = checked.filter(({ violations }) => violations > 0);
    for (const { name, violations } of broken) console.log(`✗ ${name}: ${violations}`);
    if (broken.length === 0)
      console.log(
        `\n   ✓ ${history.in({ vi: 'Mọi bất biến của lịch sử đều đúng', en: 'Every invariant of the history holds' })}`,
      );
    return broken.length;
  } finally {
    await province.close();
  }
}

const histories: Record<string, () => Promise<number>> = {
  'great-unity-day': () => play('2020-05-04', playGreatUnityDay, readGreatUnityDay),
  'hoi-quan': () => play('2016-07-01', playHoiQuan, readHoiQuan),
  'self-managed-group': () => play('2016-03-01', playSelfManagedGroup, readSelfManagedGroup),
};
let broken = 0;
const named = chosen.filter((name) => name !== '--en');
for (const name of named.length > 0 ? named : Object.keys(histories)) {
  const one = histories[name];
  if (!one) throw new Error(`${name}: no such history; there is: ${Object.keys(histories).join(', ')}`);
  broken += await one();
}
process.exit(broken === 0 ? 0 : 1);
