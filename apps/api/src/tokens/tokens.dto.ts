import { TOKEN_SCOPES, type TokenScope } from '#usecases';
import { Day, Id, Moment, OneOfList, Text } from '../door/fields.js';
import { pageOf } from '../door/pages.js';

export class MintTokenBody {
  @Text({ max: 100, example: 'Báo cáo tự động' })
  name: string;

  @OneOfList(TOKEN_SCOPES, { min: 1, example: ['read'] })
  scopes: TokenScope[];

  @Day({ describe: 'The last day it can be used: today at the earliest, one year from today at the latest.' })
  expiresOn: string;
}

export class TokenAnswer {
  @Id()
  id: string;

  @Text({ max: 100, example: 'Báo cáo tự động' })
  name: string;

  @OneOfList(TOKEN_SCOPES, { example: ['read'] })
  scopes: string[];

  @Moment()
  createdAt: Date;

  @Moment()
  expiresAt: Date;

  @Moment({ nullable: true })
  revokedAt: Date | null;
}

export class MintedTokenAnswer extends TokenAnswer {
  @Text({ max: 100, example: 'lantoa_…', describe: 'Shown this once; only its hash is kept.' })
  token: string;
}

export class TokenPage extends pageOf(TokenAnswer) {}
