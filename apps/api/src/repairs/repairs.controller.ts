import { Records, RepairsReader } from '#records';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { RepairPage, RepairsQuery } from './repairs.dto.js';

@ApiTags('repairs')
@Controller('api/repairs')
export class RepairsController {
  private readonly reader: RepairsReader;

  constructor(records: Records) {
    this.reader = new RepairsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listRepairs',
    summary:
      'Lists what the reconciler mended, between PostgreSQL and Temporal and after reorganisations, newest first; none in quiet times',
    answer: RepairPage,
    page: true,
  })
  async list(@Query() { difference }: RepairsQuery, @Paging() page: Page): Promise<RepairPage> {
    const rows = await this.reader.list(difference ?? null, page.after(), page.fetch);
    return page.of(rows, ({ id }) => ({ id }));
  }
}
