import { benchAdvanceOneModel } from './advance-one-model.js';
import { benchAdvanceOverHttp } from './advance-over-http.js';
import { benchCalc } from './calc-lines.js';
import { database } from './database.js';
import { tellMemoryAtRest } from './memory-at-rest.js';
import { benchRungOfAHerd, countWakeUps } from './rung-of-a-herd.js';
import { benchApiDuringHerd } from './api-during-herd.js';
import { benchHerdAgainstQueues } from './herd-against-queues.js';
import { gatherHerd, HERD, shippedLadder } from './herd.js';
import { benchLineage } from './lineage.js';
import { benchMoveOfAHerd } from './move-of-a-herd.js';
import { benchPublishCalendar } from './publish-calendar.js';
import { benchRelay } from './relay-of-wishes.js';
import { benchReviewOpening } from './review-opening.js';
import { benchImport } from './import-register.js';
import { openProgram } from './program.js';

// What `npm run bench` plays: each part in a database of its own on durable PostgreSQL.
const parts = {
  advance: async () => {
    const { url, records, close } = await database({ seeded: true });
    const api = await openProgram('apps/api', { DATABASE_URL: url });
    const worker = await openProgram('apps/worker', { DATABASE_URL: url });
    try {
      await benchAdvanceOverHttp(records, url, api.url);
      await tellMemoryAtRest({ api, worker });
    } finally {
      await api.close();
      await worker.close();
      await close();
    }
  },
  'advance-one': async () => {
    const { url, records, close } = await database({ seeded: true });
    try {
      await benchAdvanceOneModel(records, url);
    } finally {
      await close();
    }
  },
  herd: async () => {
    const { records, close } = await database({ seeded: false });
    try {
      await benchRungOfAHerd(records);
    } finally {
      await close();
    }
  },
  queues: async () => {
    const { records, close } = await database({ seeded: false });
    try {
      await benchHerdAgainstQueues(records);
    } finally {
      await close();
    }
  },
  move: async () => {
    const { records, close } = await database({ seeded: false });
    try {
      await benchMoveOfAHerd(records);
    } finally {
      await close();
    }
  },
  publish: async () => {
    const { records, close } = await database({ seeded: false });
    try {
      await benchPublishCalendar(records);
    } finally {
      await close();
    }
  },
  during: async () => {
    const { url, records, close } = await database({ seeded: true });
    const api = await openProgram('apps/api', { DATABASE_URL: url });
    try {
      await benchApiDuringHerd(records, api.url);
    } finally {
      await api.close();
      await close();
    }
  },
  relay: async () => {
    const { url, records, close } = await database({ seeded: false });
    try {
      await benchRelay(records, url);
    } finally {
      await close();
    }
  },
  wakeUps: async () => {
    const { records, close } = await database({ seeded: false });
    try {
      await gatherHerd(records, shippedLadder());
      console.log(
        `wake-ups for ${HERD} obligations of one due day, opening to closing: ${await countWakeUps(records)} (aim ≤ 10)`,
      );
    } finally {
      await close();
    }
  },
  lineage: async () => {
    const { records, close } = await database({ seeded: true });
    try {
      await benchLineage(records);
    } finally {
      await close();
    }
  },
  'review-opening': async () => {
    const { records, close } = await database({ seeded: false });
    try {
      await benchReviewOpening(records);
    } finally {
      await close();
    }
  },
  calc: benchCalc,
  import: async () => {
    const { records, close } = await database({ seeded: true });
    try {
      await benchImport(records);
    } finally {
      await close();
    }
  },
};

const wanted = process.argv.slice(2).filter((name): name is keyof typeof parts => name in parts);
for (const name of wanted.length ? wanted : (Object.keys(parts) as (keyof typeof parts)[])) await parts[name]();
