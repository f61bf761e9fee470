import { notFound, refusal, type Refusal } from '#domain';
import { PreferencesRepository, Records } from '#records';
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports.js';

/** One click in a mail client (RFC 8058): no more reminders by e-mail. What is due or late still comes. Twice is once. */
@Injectable()
export class StopReminders {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ token }: { token: string }): Promise<null | Refusal> {
    const [at, today] = [this.clock.now(), this.clock.today()];
    return this.records.inTransaction(async (tx) => {
      const preferences = new PreferencesRepository(tx);
      const before = await preferences.lockByToken(token);
      if (!before) return notFound();
      const { personId, revision } = before;
      // Of a letter that is older than the rule; those of today name no address.
      if ((await preferences.rule(today)).remind.mustReach) return mustReach();
      if (!before.remind.includes('email')) return null;
      const remind = before.remind.filter((channel) => channel !== 'email');
      await preferences.keep(personId, revision, { ...before, remind }, at);
      await tx.journal.append({ stream: 'person', streamId: personId, kind: 'remindersStopped', at, by: null, body: { remind } });
      return null;
    });
  }
}

const mustReach = () =>
  refusal('conflict', {
    vi: 'Theo quy định hiện hành, thư nhắc trước hạn phải đến được người nhận nên không ngừng được. Có thể chọn kênh khác trong phần cài đặt cá nhân.',
    en: 'By the rule in force reminders must reach their reader, so they cannot be stopped. Another channel may be chosen in the personal settings.',
  });
