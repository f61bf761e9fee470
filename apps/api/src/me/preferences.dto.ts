import { outsideChannels, type OutsideChannel } from '#domain';
import { Flag, Moment, OneOf, OneOfList, Part, Text, Whole } from '../door/fields.js';

class Preferences {
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

  @OneOfList(outsideChannels, {
    describe:
      'Channels for reminders before the due day, besides the inbox. What may be chosen here and below: `allowed` of the answer.',
  })
  remind: OutsideChannel[];

  @OneOfList(outsideChannels, { describe: 'Channels for what is due today.' })
  due: OutsideChannel[];

  @OneOfList(outsideChannels, { describe: 'Channels for what is late.' })
  overdue: OutsideChannel[];

  @OneOfList(outsideChannels, { describe: 'Channels for what goes up the line.' })
  escalate: OutsideChannel[];
}

export class PreferencesBody extends Preferences {
  @OneOfList(outsideChannels, { optional: true, describe: 'Channels for a due day that moved; left out: as before.' })
  moved?: OutsideChannel[];

  @OneOfList(outsideChannels, {
    optional: true,
    describe:
      'Channels for what is told at once: more time asked for, granted or refused, a clock stopped, a duty waived, reopened, closed early. Left out: as before.',
  })
  acts?: OutsideChannel[];
}

export class AllowedChannelsAnswer {
  @Flag({ example: true, describe: 'By the rule it reaches its reader outside the house: at least one channel.' })
  mustReach: boolean;

  @OneOfList(outsideChannels, { describe: 'Allowed by the rule, and carried by this installation.' })
  channels: OutsideChannel[];
}

export class AllowedByActAnswer {
  @Part(() => AllowedChannelsAnswer)
  remind: AllowedChannelsAnswer;

  @Part(() => AllowedChannelsAnswer)
  due: AllowedChannelsAnswer;

  @Part(() => AllowedChannelsAnswer)
  overdue: AllowedChannelsAnswer;

  @Part(() => AllowedChannelsAnswer)
  escalate: AllowedChannelsAnswer;

  @Part(() => AllowedChannelsAnswer)
  moved: AllowedChannelsAnswer;

  @Part(() => AllowedChannelsAnswer)
  acts: AllowedChannelsAnswer;
}

export class PreferencesAnswer extends Preferences {
  @OneOfList(outsideChannels)
  moved: OutsideChannel[];

  @OneOfList(outsideChannels)
  acts: OutsideChannel[];

  @Part(() => AllowedByActAnswer, { describe: 'What may be chosen today. A choice the rule has overtaken goes by e-mail.' })
  allowed: AllowedByActAnswer;

  @Moment({ nullable: true, describe: 'Since when letters to the address come back; null: they arrive, as far as is known.' })
  emailBouncedAt: Date | null;

  @Whole({ min: 1, example: 1 })
  revision: number;
}
