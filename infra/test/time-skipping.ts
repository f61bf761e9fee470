import { TestWorkflowEnvironment } from '@temporalio/testing';
import { existsSync } from 'node:fs';
import { startBeside } from './beside.js';

const doesNothing = existsSync('/bin/true') ? '/bin/true' : '/usr/bin/true';

/**
 * A Temporal whose clock jumps to the next timer. `teardown()` ends its server too.
 * Only the server's clock jumps: rules take their day from the workflow, never from the machine.
 */
export async function openTimeSkippingEnv(): Promise<TestWorkflowEnvironment> {
  const server = await startBeside<{ port: number }>('time-skipping-server.mjs');
  try {
    // The SDK allows its server five seconds to start, which Java on a busy machine may miss. Ours runs already;
    // what the SDK starts in its place does nothing, and it then finds a server on the port.
    const env = await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: doesNothing }, port: server.port },
    });
    const teardown = env.teardown.bind(env);
    env.teardown = async () => {
      await teardown();
      await server.stop();
    };
    return env;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
