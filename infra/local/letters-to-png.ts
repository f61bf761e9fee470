// `node dist/infra/local/letters-to-png.js FOLDER`: each kind of letter as a mail client shows it, 390 and 800 pixels wide, by the Chromium of
// CHROMIUM_PATH (default /usr/bin/chromium). For eyes, not for CI. Needs the build (`npm run build`).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DigestWriter } from '#notices';
import type { Digest, DigestLine } from '#usecases';
import { chromium } from 'playwright-core';
import { digest, line } from '../../libs/notices/src/testing/sample-letter.js';

const [folder = '.local/letters'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const duty: DigestLine = {
  ...line,
  kind: 'modelDuty',
  duty: 'selfAssess',
  round: null,
  model: 'Đường hoa sáng, xanh, sạch, đẹp gắn với tuyến phố văn minh đô thị',
  dueOn: '2026-11-30',
  originalDueOn: '2026-11-22',
  daysLeft: 15,
};
const late: DigestLine = { ...line, act: 'overdue', dueOn: '2026-11-12', originalDueOn: '2026-11-12', daysLeft: -3 };
const raised: DigestLine = {
  ...late,
  act: 'escalate',
  standsIn: true,
  owner: { vi: 'Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Thành', en: 'Front of Tân Thành' },
};
const answer: DigestLine = {
  ...line,
  act: 'due',
  daysLeft: 0,
  answer: { duty: 'answerExtension', to: { vi: 'Hội Nông dân xã Mỹ Xương', en: 'Farmers’ Union of Mỹ Xương commune' } },
  owner: { vi: 'Hội Nông dân tỉnh Đồng Tháp', en: 'Farmers’ Union of Đồng Tháp' },
};
const letters: Record<string, Digest> = {
  answer: { ...digest, lines: [answer] },
  remind: { ...digest },
  due: { ...digest, lines: [{ ...line, act: 'due', daysLeft: 0, dueOn: '2026-11-15', originalDueOn: '2026-11-15' }] },
  overdue: { ...digest, lines: [late] },
  escalate: { ...digest, lines: Array.from({ length: 6 }, () => raised), total: 312 },
  moved: { ...digest, lines: [{ ...duty, act: 'moved' }] },
  mixed: { ...digest, lines: [raised, late, { ...line, status: 'submitted', firstSubmittedOn: '2026-11-14' }, duty], total: 4 },
  webhook: {
    ...digest,
    lines: [],
    total: 0,
    disabledWebhooks: [
      {
        id: digest.deliveryId,
        name: 'Cổng thông tin tỉnh',
        url: 'https://cong-thong-tin.tinh.example/he-thong/lantoa/su-kien',
        reason: '503 Service Unavailable',
      },
    ],
  },
  english: { ...digest, locale: 'en', lines: [late, duty], total: 2 },
};

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
const writer = new DigestWriter({ publicUrl: new URL('https://lantoa.example/') });
for (const width of [390, 800]) {
  const page = await browser.newPage({ viewport: { width, height: 600 }, javaScriptEnabled: false });
  for (const [name, one] of Object.entries(letters)) {
    await page.setContent(writer.write(one).html);
    await page.screenshot({ path: join(folder, `${name}.${width}.png`), fullPage: true });
  }
  await page.close();
}
await browser.close();
console.log(`${Object.keys(letters).length * 2} pictures in ${folder}`);
