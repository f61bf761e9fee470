import { hashToken, Problem } from '#platform';
import { Clock, type Actor, type ActorPost, type Role } from '#usecases';
import { AccessReader, Records } from '#records';
import { Injectable, type CanActivate, type ExecutionContext, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';

import { demandIfMatch } from './if-match.js';
import { isOpen, policies, roleWords, type Policy } from './policy.js';
import { bearerOf, type DoorRequest, type Visitor } from './request.js';
import { routesOf, type Handler } from './routes.js';
import { isSameSite } from './same-site.js';
import { ApiSettings } from './settings.js';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses by default: only what the policy table names may pass, as it says. */
@Injectable()
export class PolicyGuard implements CanActivate, OnModuleInit {
  private readonly rows = new Map<Handler, Policy>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly settings: ApiSettings,
  ) {}

  onModuleInit(): void {
    const routes = routesOf(this.discovery, this.scanner);
    const without = routes.filter(({ key }) => !policies[key]).map(({ key, at }) => `${key} (${at})`);
    const served = new Set(routes.map(({ key }) => key));
    const unused = Object.keys(policies).filter((key) => !served.has(key));
    if (without.length > 0) throw new Error(`routes without a policy, add them to door/policy.ts: ${without.join(', ')}`);
    if (unused.length > 0) throw new Error(`policies without a route, remove them from door/policy.ts: ${unused.join(', ')}`);
    for (const { key, handler } of routes) this.rows.set(handler, policies[key]!);
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<DoorRequest>();
    const policy = this.rows.get(context.getHandler() as Handler);
    if (!policy) throw new Problem('notAllowed');
    const bearer = bearerOf(request);
    if (!bearer && !safe.has(request.method) && !isSameSite(request, this.settings.publicUrl)) throw new Problem('crossSite');
    if (isOpen(policy)) return true;

    const visitor = (request.visitor = await this.visitorOf(request, bearer));
    if (visitor.tokenScopes && !visitor.tokenScopes.includes(policy.token)) throw tokenLacks(policy.token);
    const chosen = request.header('x-acting-post');
    const post = chosen === undefined ? visitor.posts[0] : visitor.posts.find(({ postId }) => postId === chosen.toLowerCase());
    if (chosen !== undefined && !post) throw new Problem('postNotHeld');
    if (post) request.actor = { ...visitor, post } satisfies Actor;
    if ('visitor' in policy) return true;
    if (!post) throw new Problem('noPost');
    if (!policy.post.includes(post.role)) throw belongsTo(policy.post, post, visitor.posts);
    if (policy.ifMatch) demandIfMatch(request);
    return true;
  }

  private async visitorOf(request: DoorRequest, bearer: string | undefined): Promise<Visitor> {
    const reader = new AccessReader(this.records.sql);
    const now = this.clock.now();
    const on = this.clock.today();
    if (bearer) {
      const known = await reader.byToken(hashToken(bearer), on, now);
      if (!known) throw new Problem('tokenRefused', { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
      const { tokenId: _, scopes, ...caller } = known;
      return { ...caller, on, tokenScopes: scopes };
    }
    const accountId = request.session?.accountId;
    const known = accountId ? await reader.byAccount(accountId, on) : null;
    if (!known) throw new Problem('notSignedIn', { headers: { 'WWW-Authenticate': 'Bearer' } });
    return { ...known, on, tokenScopes: null };
  }
}

const tokenLacks = (scope: string) =>
  new Problem('tokenScope', {
    detail: {
      vi: `Mã truy cập thiếu quyền "${scope}". Tạo mã khác có quyền này ở POST /api/tokens.`,
      en: `The token lacks the scope "${scope}". Make one that has it with POST /api/tokens.`,
    },
  });

function belongsTo(roles: readonly Role[], used: ActorPost, held: ActorPost[]): Problem {
  const fitting = held.find((post) => roles.includes(post.role));
  const named = (language: 'vi' | 'en') => roles.map((role) => roleWords[role][language]).join(', ');
  return new Problem('notAllowed', {
    detail: {
      vi: `Việc này dành cho: ${named('vi')}. Đang dùng chức danh "${used.titleVi}" (${roleWords[used.role].vi}).${
        fitting ? ` Chọn chức danh "${fitting.titleVi}" bằng tiêu đề X-Acting-Post: ${fitting.postId}.` : ''
      }`,
      en: `This is for: ${named('en')}. The post in use is "${used.titleEn}" (${roleWords[used.role].en}).${
        fitting ? ` Choose the post "${fitting.titleEn}" with X-Acting-Post: ${fitting.postId}.` : ''
      }`,
    },
  });
}
