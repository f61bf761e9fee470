import 'reflect-metadata';
import { checkHistory } from '#records';
import { playGreatUnityDay } from './great-unity-day.js';
import { History } from './history.js';
import { playHoiQuan } from './hoi-quan.js';
import { openProvince } from './province.js';
import { playSelfManagedGroup } from './self-managed-group.js';

const databaseUrl = process.env['DATABASE_URL'];
if (!databaseUrl) throw new Error('DATABASE_URL: a PostgreSQL the play may make a database in');

/** Each history has its own database: they overlap in time, and the clock only goes forward. */
async function play(from: string, deed: (history: History, communes: string[]) => Promise<void>): Promise<number> {
  const province = await openProvince(from, databaseUrl!);
  try {
    await deed(new History(province, console.log), await communesOf(province.records));
    const broken = (await checkHistory(province.records.sql, province.clock.now())).filter(({ violations }) => violations > 0);
    for (const { name, violations } of broken) console.log(`✗ ${name}: ${violations}`);
    if (broken.length === 0) console.log('\n   ✓ Mọi bất biến của lịch sử đều đúng / every invariant of the history holds');
    return broken.length;
  } finally {
    await province.close();
  }
}

/** The communes of the old province, in the order of their codes. */
async function communesOf({ sql }: Awaited<ReturnType<typeof openProvince>>['records']): Promise<string[]> {
  const rows = await sql.rows<{ key: string }>(
    `SELECT t.seed_key AS key FROM territories t JOIN territory_versions v ON v.territory_id = t.id AND v.valid @> '2024-08-01'::date
     JOIN territory_versions d ON d.territory_id = v.parent_id AND d.valid @> '2024-08-01'::date
     JOIN territories p ON p.id = d.parent_id WHERE t.level = 'commune' AND p.seed_key = '87@2024' ORDER BY t.seed_key`,
  );
  return rows.map(({ key }) => key);
}

let broken = 0;
const chosen = process.argv.slice(2);
const histories: Record<string, () => Promise<number>> = {
  'great-unity-day': () =>
    play('2020-05-04', (history, communes) =>
      playGreatUnityDay(history, ['30064@2024', '30169@2024', ...communes.slice(20, 24)]),
    ),
  'hoi-quan': () => play('2016-07-03', playHoiQuan),
  'self-managed-group': () => play('2016-03-01', playSelfManagedGroup),
};
for (const name of chosen.length > 0 ? chosen : Object.keys(histories)) {
  const one = histories[name];
  if (!one) throw new Error(`${name}: no such history; there is: ${Object.keys(histories).join(', ')}`);
  broken += await one();
}
process.exit(broken === 0 ? 0 : 1);
