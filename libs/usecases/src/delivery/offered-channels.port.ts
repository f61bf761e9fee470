import type { OutsideChannel } from '#domain';

/** Which channels this installation can carry: phones only where a gateway is set up. */
export abstract class OfferedChannels {
  abstract readonly list: readonly OutsideChannel[];
}
