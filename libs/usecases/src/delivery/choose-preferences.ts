import { refusal, stale, notFound, type Refusal, type RefusalDetail } from '#domain';
import { PreferencesRepository, Records, type Preference, type PreferenceRow } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';

export interface ChoosePreferencesInput {
  wanted: Preference;
  revision: number;
  actor: Actor;
}

/**
 * A person says how to be told, within what the rule allows: the inbox always, reminders outside it as wished, and what is due, late or
 * escalated by at least one channel that leaves the house.
 */
@Injectable()
export class ChoosePreferences {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ wanted, revision, actor }: ChoosePreferencesInput): Promise<PreferenceRow | Refusal> {
    const faults = faultsOf(wanted);
    if (faults.length > 0) return refusal('invalid', { vi: 'Lựa chọn chưa được lưu.', en: 'The choice was not saved.' }, faults);
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const preferences = new PreferencesRepository(tx);
      const before = await preferences.lock(actor.personId);
      if (!before) return notFound();
      if (before.revision !== revision) return stale();
      await preferences.keep(actor.personId, revision, wanted, at);
      const { email: _, phone: __, ...told } = wanted;
      await tx.journal.append({
        stream: 'person',
        streamId: actor.personId,
        kind: 'preferencesChosen',
        at,
        by: signature(actor),
        // Addresses and numbers stay out of a journal that forgets nothing.
        body: { ...told, emailChanged: before.email !== wanted.email, phoneChanged: before.phone !== wanted.phone },
      });
      return (await preferences.of(actor.personId))!;
    });
  }
}

const mustReach = ['due', 'overdue', 'escalate'] as const;

function faultsOf(wanted: Preference): RefusalDetail[] {
  const faults: RefusalDetail[] = mustReach
    .filter((act) => wanted[act].length === 0)
    .map((act) => ({
      pointer: `/${act}`,
      words: {
        vi: 'Thông báo đến hạn, quá hạn và báo cáo cấp trên phải đến được người nhận: chọn ít nhất một kênh.',
        en: 'What is due, overdue or escalated must reach its reader: choose at least one channel.',
      },
    }));
  const acts = ['remind', ...mustReach] as const;
  const phoned = acts.find((act) => wanted[act].some((channel) => channel !== 'email'));
  if (phoned && wanted.phone === null)
    faults.push({
      pointer: '/phone',
      words: {
        vi: 'Chọn SMS hoặc Zalo thì cần số điện thoại, ví dụ +84901234567.',
        en: 'SMS and Zalo need a phone number, e.g. +84901234567.',
      },
    });
  return faults;
}
