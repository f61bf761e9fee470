import { openTimeSkippingEnv } from './time-skipping.js';

it('infra/test - a year passes in a moment', async () => {
  const env = await openTimeSkippingEnv();
  try {
    const before = await env.currentTimeMs();
    await env.sleep('365 days');
    expect((await env.currentTimeMs()) - before).toBeGreaterThanOrEqual(365 * 86_400_000);
  } finally {
    await env.teardown();
  }
}, 60_000);
