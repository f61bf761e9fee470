import { Problem } from '#platform';
import { AccessReader, Records } from '#records';
import { Clock, SignIn } from '#usecases';
import { Body, Controller, Delete, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentVisitor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import type { DoorRequest, Visitor } from '../door/request.js';
import { SignInThrottle } from '../door/sign-in-throttle.js';
import { SessionAnswer, SignInBody } from './session.dto.js';

@ApiTags('session')
@Controller('api/session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly throttle: SignInThrottle,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({
    id: 'signIn',
    summary: 'Signs in with a local account and sets the session cookie',
    status: 201,
    answer: SessionAnswer,
    problems: ['signInFailed', 'tooMany'],
  })
  async begin(@Body() { username, password }: SignInBody, @Req() request: DoorRequest): Promise<SessionAnswer> {
    const attempt = this.throttle.begin(username, request.ip ?? '');
    const account = await this.signIn.run({ username, password });
    if (!account) throw new Problem('signInFailed');
    attempt.succeeded();
    // A new number for the session, so that one planted before the sign-in is worth nothing.
    await new Promise<void>((done, failed) =>
      request.session.regenerate((error: unknown) => (error ? failed(error as Error) : done())),
    );
    request.session.accountId = account.accountId;
    // The cookie is out with the head of the answer: what it opens must be there by then.
    await new Promise<void>((done, failed) =>
      request.session.save((error: unknown) => (error ? failed(error as Error) : done())),
    );
    const caller = (await new AccessReader(this.records.sql).byAccount(account.accountId, this.clock.today()))!;
    return shown(caller, request);
  }

  @Get()
  @Operation({ id: 'getSession', summary: 'Tells who is signed in', answer: SessionAnswer })
  current(@CurrentVisitor() visitor: Visitor, @Req() request: DoorRequest): SessionAnswer {
    return shown(visitor, request);
  }

  @Delete()
  @Operation({ id: 'signOut', summary: 'Ends the session', status: 204 })
  async end(@Req() request: DoorRequest, @Res({ passthrough: true }) response: Response): Promise<void> {
    const name = request.session?.cookie.secure ? '__Host-lantoa' : 'lantoa';
    await new Promise<void>((done, failed) => {
      if (!request.session) return done();
      request.session.destroy((error: unknown) => (error ? failed(error as Error) : done()));
    });
    response.clearCookie(name, { path: '/' });
  }
}

const shown = (
  { username, displayName, locale }: Pick<Visitor, 'username' | 'displayName' | 'locale'>,
  request: DoorRequest,
): SessionAnswer => ({
  username,
  displayName,
  locale,
  expiresAt: request.session?.accountId ? (request.session.cookie.expires ?? null) : null,
});
