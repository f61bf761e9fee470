import type { Client, ConnectionOptions } from '@temporalio/client';

export interface TemporalSettings {
  temporalAddress: string;
  temporalNamespace: string;
}

/**
 * A client that connects when first used: the house stands without Temporal. The caller closes its connection.
 * Loaded when asked for: a program that never speaks to Temporal does not carry it in memory.
 */
export async function createTemporalClient(
  { temporalAddress, temporalNamespace }: TemporalSettings,
  options: ConnectionOptions = {},
): Promise<Client> {
  const { Client, Connection } = await import('@temporalio/client');
  return new Client({ connection: Connection.lazy({ address: temporalAddress, ...options }), namespace: temporalNamespace });
}
