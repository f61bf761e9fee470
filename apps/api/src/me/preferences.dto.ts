import { Moment, OneOf, OneOfList, Text, Whole } from '../door/fields.js';

export const OUTSIDE_CHANNELS = ['email', 'sms', 'zalo'] as const;
type Channel = (typeof OUTSIDE_CHANNELS)[number];

export class PreferencesBody {
  @OneOf(['vi', 'en'], { describe: 'The language of letters, and of problems when a request names none.' })
  locale: 'vi' | 'en';

  @Text({
    max: 254,
    example: 'can.bo@tinh.example',
    pattern: /^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/,
    describe: 'One address, without a name or a line break.',
  })
  email: string;

  @Text({ max: 16, nullable: true, example: '+84901234567', pattern: /^\+[1-9]\d{7,14}$/, describe: 'Needed for SMS and Zalo.' })
  phone: string | null;

  @Text({
    max: 5,
    nullable: true,
    example: '14:30',
    pattern: /^(0[6-9]|1\d|20):[0-5]\d$/,
    describe: 'Reminders wait for this time of day, 06:00–20:59 in Việt Nam, and come as one; null: they come when they fire.',
  })
  digestAt: string | null;

  @OneOfList(OUTSIDE_CHANNELS, { describe: 'Channels for reminders before the due day, besides the inbox; may be empty.' })
  remind: Channel[];

  @OneOfList(OUTSIDE_CHANNELS, { describe: 'Channels for what is due today, at least one.' })
  due: Channel[];

  @OneOfList(OUTSIDE_CHANNELS, { describe: 'Channels for what is late, at least one.' })
  overdue: Channel[];

  @OneOfList(OUTSIDE_CHANNELS, { describe: 'Channels for what goes up the line, at least one.' })
  escalate: Channel[];
}

export class PreferencesAnswer extends PreferencesBody {
  @Moment({ nullable: true, describe: 'Since when letters to the address come back; null: they arrive, as far as is known.' })
  emailBouncedAt: Date | null;

  @Whole({ min: 1, example: 1 })
  revision: number;
}
