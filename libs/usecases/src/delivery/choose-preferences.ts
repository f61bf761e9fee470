import {
  notFound,
  refusal,
  stale,
  tellings,
  type NoticeChannelsRule,
  type OutsideChannel,
  type Refusal,
  type RefusalDetail,
} from '#domain';
import { PreferencesRepository, Records, type Preference, type PreferenceRow } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { OfferedChannels } from './offered-channels.port.js';

export interface ChoosePreferencesInput {
  /** `moved` and `acts` left out: they stay as they are. */
  wanted: Omit<Preference, 'moved' | 'acts'> & Partial<Pick<Preference, 'moved' | 'acts'>>;
  revision: number;
  actor: Actor;
}

/**
 * A person says how to be told, within what the rule in force allows (`noticeChannels`) and what this installation can carry: the inbox
 * always, and what must reach its reader by at least one channel that leaves the house.
 */
@Injectable()
export class ChoosePreferences {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly offered: OfferedChannels,
  ) {}

  async run({ wanted: given, revision, actor }: ChoosePreferencesInput): Promise<PreferenceRow | Refusal> {
    const [at, today] = [this.clock.now(), this.clock.today()];
    return this.records.inTransaction(async (tx) => {
      const preferences = new PreferencesRepository(tx);
      const before = await preferences.lock(actor.personId);
      if (!before) return notFound();
      if (before.revision !== revision) return stale();
      const wanted: Preference = { ...given, moved: given.moved ?? before.moved, acts: given.acts ?? before.acts };
      const faults = faultsOf(wanted, await preferences.rule(today), this.offered.list);
      if (faults.length > 0)
        return refusal('invalid', { vi: 'Lựa chọn chưa được lưu.', en: 'The choice was not saved.' }, faults);
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

function faultsOf(wanted: Preference, rule: NoticeChannelsRule['acts'], offered: readonly OutsideChannel[]): RefusalDetail[] {
  const faults = tellings.flatMap((telling): RefusalDetail[] => {
    const { mustReach, channels } = rule[telling];
    const pointer = `/${telling}`;
    const allowed = channels.filter((channel) => offered.includes(channel));
    const among = allowed.join(', ') || '–';
    const forbidden = wanted[telling].filter((channel) => !channels.includes(channel)).join(', ');
    if (forbidden)
      return [
        {
          pointer,
          words: {
            vi: `Quy định hiện hành không cho chọn ${forbidden} cho loại thông báo này. Chọn trong: ${among}.`,
            en: `The rule in force does not allow ${forbidden} for this kind of notice. Choose among: ${among}.`,
          },
        },
      ];
    const uncarried = wanted[telling].filter((channel) => !offered.includes(channel)).join(', ');
    if (uncarried)
      return [
        {
          pointer,
          words: {
            vi: `Hệ thống chưa nối với cổng nhắn tin nên chưa gửi được qua ${uncarried}. Chọn trong: ${among}; hoặc đề nghị quản trị viên cài đặt cổng (TEXT_GATEWAY_URL).`,
            en: `No gateway to phones is set up, so nothing can go by ${uncarried}. Choose among: ${among}; or ask an administrator to set one up (TEXT_GATEWAY_URL).`,
          },
        },
      ];
    if (mustReach && wanted[telling].length === 0)
      return [
        {
          pointer,
          words: {
            vi: `Theo quy định, loại thông báo này phải đến được người nhận: chọn ít nhất một kênh trong: ${among}.`,
            en: `By the rule this kind of notice must reach its reader: choose at least one channel, of: ${among}.`,
          },
        },
      ];
    return [];
  });
  const phoned = tellings.some((telling) => wanted[telling].some((channel) => channel !== 'email'));
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
