import { Moment, OneOf, Text } from '../door/fields.js';

export class SignInBody {
  @Text({ max: 100, example: 'canbo.xa' })
  username: string;

  @Text({ max: 200, example: 'ba-con-vit-o-dong-thap' })
  password: string;
}

export class SessionAnswer {
  @Text({ max: 100, example: 'canbo.xa' })
  username: string;

  @Text({ max: 200, example: 'Cán bộ xã' })
  displayName: string;

  @OneOf(['vi', 'en'])
  locale: 'vi' | 'en';

  @Moment({ nullable: true, describe: 'When the session ends; null for a request with an access token.' })
  expiresAt: Date | null;
}
