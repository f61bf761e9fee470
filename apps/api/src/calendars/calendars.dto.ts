import { Id, Moment, OneOf, PartList, Text, Whole } from '../door/fields.js';

const WHOSE = ['me', 'organisation'] as const;

export class OpenFeedBody {
  @OneOf(WHOSE, {
    name: 'FeedOf',
    describe: 'What I owe through all my posts, or what the organisation of the acting post owes.',
  })
  of: (typeof WHOSE)[number];
}

export class FeedAnswer {
  @Id()
  id: string;

  @OneOf(WHOSE, { name: 'FeedOf' })
  of: string;

  @Id({ nullable: true })
  organisationId: string | null;

  @Moment()
  createdAt: Date;

  @Whole({ min: 1, example: 1 })
  revision: number;
}

export class FeedsAnswer {
  @PartList(() => FeedAnswer, { describe: 'Mine, and that of the organisation of the acting post.' })
  items: FeedAnswer[];
}

export class FeedAddressAnswer {
  @Id()
  id: string;

  @Text({
    max: 500,
    example: 'https://lantoa.example/api/calendars/lantoa_….ics',
    describe: 'For a calendar program to subscribe to; shown this once. Whoever has it can read.',
  })
  address: string;

  @Whole({ min: 1, example: 1 })
  revision: number;
}
