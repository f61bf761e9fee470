import { randomUUID } from 'node:crypto';
import { addDays, addYears, instantOf, refusal, type PlainDay, type Refusal } from '#domain';
import { Records, TokensRepository } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { Secrets } from './secrets.port.js';

export const TOKEN_SCOPES = ['read', 'write', 'admin'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

export interface MintTokenInput {
  name: string;
  scopes: TokenScope[];
  /** The last day it can be used. */
  expiresOn: PlainDay;
  actor: Actor;
}

export interface MintedToken {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: Date;
  expiresAt: Date;
  /** Never readable again. */
  token: string;
}

/** Gives a program a key of its own: scoped, expiring, revocable; only its hash is kept. */
@Injectable()
export class MintToken {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
  ) {}

  async run({ name, scopes, expiresOn, actor }: MintTokenInput): Promise<MintedToken | Refusal> {
    const createdAt = this.clock.now();
    const today = this.clock.today();
    if (expiresOn < today || expiresOn > addYears(today, 1)) return outOfBounds(today, addYears(today, 1));
    if (actor.tokenScopes && !scopes.every((scope) => actor.tokenScopes!.includes(scope))) return beyondItsOwn(actor.tokenScopes);

    const { token, hash } = this.secrets.newToken();
    const id = randomUUID();
    const minted = { id, name, scopes: [...new Set(scopes)], createdAt, expiresAt: instantOf(addDays(expiresOn, 1)) };
    await this.records.inTransaction(async (tx) => {
      const tokens = new TokensRepository(tx);
      await tokens.lockAccount(actor.accountId);
      await tokens.add({ ...minted, accountId: actor.accountId, hash });
      await tx.journal.append({
        stream: 'account',
        streamId: actor.accountId,
        kind: 'tokenMinted',
        at: createdAt,
        by: signature(actor),
        body: { tokenId: id, name, scopes: minted.scopes, expiresOn },
      });
    });
    return { ...minted, token };
  }
}

const outOfBounds = (from: string, to: string) =>
  refusal('invalid', { vi: 'Ngày hết hạn nằm ngoài giới hạn.', en: 'The expiry day lies outside the limit.' }, [
    {
      pointer: '/expiresOn',
      words: {
        vi: `Chọn ngày từ ${from} đến ${to} (tối đa một năm).`,
        en: `Choose a day from ${from} to ${to} (one year at most).`,
      },
    },
  ]);
const beyondItsOwn = (scopes: string[]) =>
  refusal('notAllowed', {
    vi: `Mã truy cập không tạo được mã có quyền rộng hơn chính nó (${scopes.join(', ')}).`,
    en: `A token cannot make one with wider scopes than its own (${scopes.join(', ')}).`,
  });
