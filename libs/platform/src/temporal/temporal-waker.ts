import type { Client } from '@temporalio/client';
import { Waker } from '#usecases';
import { REFRESH, TASK_QUEUE, WAITING_FOR } from '#workflows/contracts';

// Shorter than the lease of a wish divided by the calls made within it.
const ANSWER_WITHIN = 5000;
const GRPC_NOT_FOUND = 5;

const isNotFound = (error: unknown) => {
  const { name, code } = error as { name?: string; code?: number };
  return name === 'WorkflowNotFoundError' || code === GRPC_NOT_FOUND;
};

/** Wakes workflows in Temporal. */
export class TemporalWaker extends Waker {
  constructor(private readonly client: Client) {
    super();
  }

  async refresh({
    workflow,
    workflowId,
    argument,
  }: {
    workflow: string;
    workflowId: string;
    argument: string | null;
  }): Promise<void> {
    await this.soon(() =>
      this.client.workflow.signalWithStart(workflow, {
        taskQueue: TASK_QUEUE,
        workflowId,
        args: argument === null ? [] : [argument],
        signal: REFRESH,
        signalArgs: [],
        // A closed run and a late wish: the new run asks PostgreSQL, sees that nothing is left, and ends.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    );
  }

  async waitingFor(workflowId: string): Promise<string | null | 'absent'> {
    try {
      const handle = this.client.workflow.getHandle(workflowId);
      const { status } = await this.soon(() => handle.describe());
      if (status.name !== 'RUNNING') return 'absent';
      return await this.soon(() => handle.query<string | null>(WAITING_FOR));
    } catch (error) {
      if (isNotFound(error)) return 'absent';
      throw error;
    }
  }

  private soon<T>(call: () => Promise<T>): Promise<T> {
    return this.client.connection.withDeadline(Date.now() + ANSWER_WITHIN, call);
  }
}
