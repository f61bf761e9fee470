/** Channels that leave the house. The inbox is not among them: it always has everything. */
export const outsideChannels = ['email', 'sms', 'zalo'] as const;
export type OutsideChannel = (typeof outsideChannels)[number];

/** What a person is told of, as far as the channel may differ: `moved`, a day that moved; `acts`, what somebody did, told at once. */
export const tellings = ['remind', 'due', 'overdue', 'escalate', 'moved', 'acts'] as const;
export type Telling = (typeof tellings)[number];

export interface TellingRule {
  /** It reaches its reader by a channel that leaves the house, whatever they choose. */
  mustReach: boolean;
  /** Those a person may choose among. */
  channels: OutsideChannel[];
}

/** "Preferences within what the rule allows": which of them is data. */
export interface NoticeChannelsRule {
  acts: Record<Telling, TellingRule>;
}

const every = [...outsideChannels];
/** Before the first edition, as in installations planted by a version that had none. */
export const usualChannels: NoticeChannelsRule = {
  acts: {
    remind: { mustReach: false, channels: every },
    due: { mustReach: true, channels: every },
    overdue: { mustReach: true, channels: every },
    escalate: { mustReach: true, channels: every },
    moved: { mustReach: true, channels: every },
    acts: { mustReach: true, channels: every },
  },
};

/** The act of a notice, as the rule of channels knows it. */
export const tellingOf = (act: string): Telling => tellings.find((telling) => telling === act) ?? 'acts';
