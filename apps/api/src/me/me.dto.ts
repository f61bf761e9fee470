import { Day, Id, OneOf, OneOfList, Part, PartList, Text } from '../door/fields.js';

const ROLES = ['officer', 'head', 'supervisor', 'administrator'] as const;
const SCOPES = ['own', 'line', 'territory', 'all'] as const;

export class HeldPostAnswer {
  @Id()
  postId: string;

  @Id()
  organisationId: string;

  @Text({ max: 300, example: 'Ủy ban MTTQ Việt Nam xã Tân Thành' })
  organisationNameVi: string;

  @Text({ max: 300, example: 'Fatherland Front Committee of Tân Thành Commune' })
  organisationNameEn: string;

  @Text({ max: 200, example: 'Cán bộ phụ trách' })
  titleVi: string;

  @Text({ max: 200, example: 'Officer in charge' })
  titleEn: string;

  @OneOf(ROLES, { name: 'Role' })
  role: (typeof ROLES)[number];

  @OneOf(SCOPES, {
    name: 'Scope',
    describe: 'What the post sees: its own organisation, the line below, the territory below, all.',
  })
  scope: (typeof SCOPES)[number];
}

export class MeAnswer {
  @Id()
  personId: string;

  @Text({ max: 100, example: 'canbo.xa' })
  username: string;

  @Text({ max: 200, example: 'Cán bộ xã' })
  displayName: string;

  @OneOf(['vi', 'en'])
  locale: 'vi' | 'en';

  @Day({ describe: 'The day the posts were read for.' })
  on: string;

  @PartList(() => HeldPostAnswer, { describe: 'The posts held today; choose one with the header X-Acting-Post.' })
  posts: HeldPostAnswer[];

  @Part(() => HeldPostAnswer, { nullable: true, describe: 'The post in use; null when none is held today.' })
  actingPost: HeldPostAnswer | null;

  @OneOfList(['read', 'write', 'admin'], { nullable: true, describe: 'What the access token allows; null in a session.' })
  tokenScopes: string[] | null;
}
