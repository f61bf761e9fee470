import { isRefusal, notFound, type Refusal } from '#domain';
import { AccessReader, Records } from '#records';
import { MintToken, RevokeToken, type Actor } from '#usecases';
import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { MintedTokenAnswer, MintTokenBody, TokenAnswer, TokenPage } from './tokens.dto.js';

@ApiTags('tokens')
@Controller('api/tokens')
export class TokensController {
  private readonly reader: AccessReader;

  constructor(
    records: Records,
    private readonly mintToken: MintToken,
    private readonly revokeToken: RevokeToken,
  ) {
    this.reader = new AccessReader(records.sql);
  }

  @Get()
  @Operation({ id: 'listTokens', summary: 'Lists my access tokens, newest first', answer: TokenPage, page: true })
  async list(@Query() _: PageQuery, @Paging() page: Page, @CurrentActor() { accountId }: Actor): Promise<TokenPage> {
    const rows = await this.reader.tokensOf(accountId, page.after(), page.fetch);
    return page.of(rows, ({ createdAt, id }) => ({ createdAt, id }));
  }

  @Get(':id')
  @Operation({ id: 'getToken', summary: 'Shows one of my access tokens, never the secret', answer: TokenAnswer })
  async one(@PathId() id: string, @CurrentActor() { accountId }: Actor): Promise<TokenAnswer | Refusal> {
    return (await this.reader.token(accountId, id)) ?? notFound();
  }

  @Post()
  @Operation({
    id: 'mintToken',
    summary: 'Makes an access token for a program and shows it once',
    status: 201,
    location: '/api/tokens/{id}',
    answer: MintedTokenAnswer,
  })
  async mint(
    @Body() { name, scopes, expiresOn }: MintTokenBody,
    @CurrentActor() actor: Actor,
  ): Promise<MintedTokenAnswer | Refusal> {
    const minted = await this.mintToken.run({ name, scopes, expiresOn, actor });
    return isRefusal(minted) ? minted : { ...minted, revokedAt: null };
  }

  @Delete(':id')
  @Operation({ id: 'revokeToken', summary: 'Ends one of my access tokens at once', status: 204 })
  async revoke(@PathId() tokenId: string, @CurrentActor() actor: Actor): Promise<Refusal | undefined> {
    return (await this.revokeToken.run({ tokenId, actor })) ?? undefined;
  }
}
