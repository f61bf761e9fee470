import { randomUUID } from 'node:crypto';
import { notFound, refusal, stale, type Refusal } from '#domain';
import { CalendarFeedsRepository, Records } from '#records';
import { Injectable } from '@nestjs/common';
import { Secrets } from '../access/secrets.port.js';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';

const keeperOf = ({ personId, post }: Actor) => ({ personId, organisationId: post.organisationId });

/** Gives a calendar its secret address: one a person, one an organisation. Shown this once. */
@Injectable()
export class OpenCalendarFeed {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
  ) {}

  async run({
    of,
    actor,
  }: {
    of: 'me' | 'organisation';
    actor: Actor;
  }): Promise<{ id: string; secret: string; revision: number } | Refusal> {
    // What a whole body owes is published by who speaks for it.
    if (of === 'organisation' && actor.post.role === 'officer') return notForOfficers();
    const { token: secret, hash } = this.secrets.newToken();
    const id = randomUUID();
    const at = this.clock.now();
    const whose =
      of === 'me'
        ? { personId: actor.personId, organisationId: null }
        : { personId: null, organisationId: actor.post.organisationId };
    return this.records.inTransaction(async (tx) => {
      if (!(await new CalendarFeedsRepository(tx).add({ id, ...whose, hash, createdBy: actor.personId }, at)))
        return thereIsOne();
      await tx.journal.append({
        stream: 'calendarFeed',
        streamId: id,
        kind: 'calendarFeedOpened',
        at,
        by: signature(actor),
        body: whose,
      });
      return { id, secret, revision: 1 };
    });
  }
}

/** A new secret; the old address leads nowhere from now on. */
@Injectable()
export class RotateCalendarFeed {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly secrets: Secrets,
  ) {}

  async run({
    feedId,
    revision,
    actor,
  }: {
    feedId: string;
    revision: number;
    actor: Actor;
  }): Promise<{ id: string; secret: string; revision: number } | Refusal> {
    const { token: secret, hash } = this.secrets.newToken();
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const feeds = new CalendarFeedsRepository(tx);
      const feed = await feeds.lock(feedId, keeperOf(actor));
      if (!feed) return notFound();
      if (feed.of === 'organisation' && actor.post.role === 'officer') return notForOfficers();
      if (feed.revision !== revision) return stale();
      await feeds.rotate(feedId, hash);
      await tx.journal.append({
        stream: 'calendarFeed',
        streamId: feedId,
        kind: 'calendarFeedRotated',
        at,
        by: signature(actor),
        body: {},
      });
      return { id: feedId, secret, revision: revision + 1 };
    });
  }
}

/** The address leads nowhere from now on. */
@Injectable()
export class RevokeCalendarFeed {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ feedId, actor }: { feedId: string; actor: Actor }): Promise<null | Refusal> {
    const at = this.clock.now();
    return this.records.inTransaction(async (tx) => {
      const feeds = new CalendarFeedsRepository(tx);
      const feed = await feeds.lock(feedId, keeperOf(actor));
      if (!feed) return notFound();
      if (feed.of === 'organisation' && actor.post.role === 'officer') return notForOfficers();
      await feeds.revoke(feedId, at);
      await tx.journal.append({
        stream: 'calendarFeed',
        streamId: feedId,
        kind: 'calendarFeedRevoked',
        at,
        by: signature(actor),
        body: {},
      });
      return null;
    });
  }
}

const notForOfficers = () =>
  refusal('notAllowed', {
    vi: 'Lịch của cả tổ chức do lãnh đạo tổ chức mở, đổi hoặc thu hồi.',
    en: 'The calendar of a whole organisation is opened, changed and revoked by its head.',
  });
const thereIsOne = () =>
  refusal('conflict', {
    vi: 'Đã có một địa chỉ lịch. Đổi địa chỉ (rotate) nếu không còn giữ địa chỉ cũ.',
    en: 'There is an address already. Rotate it if the old one is no longer at hand.',
  });
