import { Problem } from '#platform';
import { createParamDecorator, Injectable, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Response } from 'express';
import { QueryWhole, Text } from './fields.js';
import type { DoorRequest } from './request.js';
import { Sealing } from './sealing.js';

export const MOST_A_PAGE = 100;

/** Every list takes these two; its own filters come by `extends`. */
export class PageQuery {
  @QueryWhole({ min: 1, max: MOST_A_PAGE, optional: true, example: 50, describe: 'How many items at most; 50 when left out.' })
  limit?: number;

  @Text({ max: 1000, optional: true, describe: 'Where to go on: `next` of the page before, with the same filters.' })
  cursor?: string;
}

/** One page being read: hand `after()` and `fetch` to the reader, its rows to `of`. */
export class Page {
  constructor(
    private readonly mark: object | null,
    readonly limit: number,
    private readonly seal: (mark: object) => string,
    private readonly announce: (cursor: string) => void,
  ) {}

  /** Where the page before ended, as this route's own reader said it; null on the first page. */
  after<Mark extends object>(): Mark | null {
    return this.mark as Mark | null;
  }

  /** How many rows to read: one more than shown tells whether there is a next page. */
  get fetch(): number {
    return this.limit + 1;
  }

  of<Row, Item = Row>(
    rows: Row[],
    markOf: (row: Row) => object,
    show: (row: Row) => Item = (row) => row as unknown as Item,
  ): { items: Item[]; next: string | null } {
    const shown = rows.slice(0, this.limit);
    const last = shown.at(-1);
    return this.told(shown.map(show), last !== undefined && rows.length > this.limit ? markOf(last) : null);
  }

  /** For readers that say themselves where the page ended. */
  told<Item>(items: Item[], mark: object | null): { items: Item[]; next: string | null } {
    const next = mark && this.seal(mark);
    if (next) this.announce(next);
    return { items, next };
  }
}

@Injectable()
class OpenPage implements PipeTransform<DoorRequest, Page> {
  constructor(private readonly sealing: Sealing) {}

  transform(request: DoorRequest): Page {
    const { cursor, limit, ...filter } = request.query as Record<string, unknown>;
    // What a cursor is good for: this address, these filters, this post. Elsewhere it would leak or skip.
    const bound = JSON.stringify([
      request.path,
      Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1)),
      request.actor?.post.postId ?? null,
    ]);
    const after = typeof cursor === 'string' ? this.sealing.verified(cursor, bound) : null;
    if (cursor !== undefined && after === null) throw new Problem('cursorRefused');
    const response = request.res as Response;
    return new Page(
      after === null ? null : (JSON.parse(after) as object),
      // A wrong limit is told by the query's own class.
      Math.min(Math.max(Number(limit ?? 50) || 50, 1), MOST_A_PAGE),
      (mark) => this.sealing.sign(JSON.stringify(mark), bound),
      (next) => {
        const query = new URLSearchParams(request.query as Record<string, string>);
        query.set('cursor', next);
        response.setHeader('Link', `<${request.path}?${query.toString()}>; rel="next"`);
      },
    );
  }
}

const requestOf = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getRequest<DoorRequest>(),
);

/** The `Page` of a list route. */
export const Paging = (): ParameterDecorator => requestOf(OpenPage);

/** `class TokenPage extends pageOf(TokenAnswer) {}` */
export function pageOf<Item extends object>(item: new () => Item) {
  class ItemPage {
    @ApiProperty({ type: item, isArray: true })
    items: Item[];

    @ApiProperty({ type: String, nullable: true, description: 'The cursor of the next page; null on the last.', example: null })
    next: string | null;
  }
  return ItemPage;
}
