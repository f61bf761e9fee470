import { outsideChannels, tellings, type NoticeChannelsRule, type Telling } from '../notices/notice-channels.js';
import { fault, isRecord, strangers, type Faults } from './faults.js';

/** Every fault of an edition that says which channels may be chosen for what. */
export function noticeChannelsFaults(body: Partial<NoticeChannelsRule>): Faults {
  const acts: Record<string, unknown> = isRecord(body.acts) ? body.acts : {};
  return [
    ...strangers(body, ['acts'], ''),
    ...strangers(acts, tellings, '/acts'),
    ...tellings.flatMap((telling) => tellingFaults(telling, acts[telling])),
  ];
}

function tellingFaults(telling: Telling, given: unknown): Faults {
  const at = `/acts/${telling}`;
  if (!isRecord(given))
    return [
      fault(at, 'Nhập mustReach và channels cho loại thông báo này.', 'Give mustReach and channels for this kind of notice.'),
    ];
  const { mustReach, channels } = given;
  const faults = strangers(given, ['mustReach', 'channels'], at);
  if (typeof mustReach !== 'boolean') faults.push(fault(`${at}/mustReach`, 'Nhập true hoặc false.', 'Give true or false.'));
  const isList =
    Array.isArray(channels) && channels.every((channel) => (outsideChannels as readonly unknown[]).includes(channel));
  if (!isList || new Set(channels).size !== channels.length)
    faults.push(
      fault(
        `${at}/channels`,
        `Nhập các kênh, mỗi kênh một lần, trong: ${outsideChannels.join(', ')}.`,
        `Give channels, each once, of: ${outsideChannels.join(', ')}.`,
      ),
    );
  // Everybody has an address; a telephone number, or a gateway, not everywhere.
  else if (mustReach === true && !channels.includes('email'))
    faults.push(
      fault(
        `${at}/channels`,
        'Thông báo phải đến được người nhận thì luôn có kênh email: ai cũng có địa chỉ thư.',
        'What must reach its reader is always offered by "email": everybody has an address.',
      ),
    );
  return faults;
}
