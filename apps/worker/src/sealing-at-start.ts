import { Log } from '#platform';
import { SealSecrets } from '#usecases';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';

/** Before the first call: whatever is kept readable, or under an older key, is sealed by the key in use. */
@Injectable()
export class SealingAtStart implements OnApplicationBootstrap {
  constructor(
    private readonly sealSecrets: SealSecrets,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    try {
      const { sealed, unreadable } = await this.sealSecrets.run();
      if (sealed > 0) this.log.info('secrets of webhooks sealed by the key in use', { sealed });
      if (unreadable.length > 0)
        this.log.error('secrets of webhooks cannot be read: add their key to SEALING_KEYS, or make each a new secret', {
          unreadable,
        });
    } catch (error) {
      // Reminders do not wait for it: everything is sealed at the next start.
      this.log.error('the secrets of webhooks were not looked at', { error });
    }
  }
}
