import { type Refusal } from '#domain';
import { BouncesRepository, Records } from '#records';
import { TrustAddress, type Actor } from '#usecases';
import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { PageQuery, Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { BouncingAddressPage } from './deliveries.dto.js';

@ApiTags('deliveries')
@Controller('api/bouncing-addresses')
export class BouncingAddressesController {
  constructor(
    private readonly records: Records,
    private readonly trustAddress: TrustAddress,
  ) {}

  @Get()
  @Operation({
    id: 'listBouncingAddresses',
    summary: 'Lists people whose letters come back, and why, newest first; nothing is sent there',
    answer: BouncingAddressPage,
    page: true,
  })
  async list(@Query() _: PageQuery, @Paging() page: Page): Promise<BouncingAddressPage> {
    const rows = await new BouncesRepository(this.records.sql).list(page.after(), page.fetch);
    return page.of(rows, ({ since, id }) => ({ since, id }));
  }

  @Delete(':id')
  @Operation({
    id: 'trustAddress',
    summary: 'Says that the mailbox of a person works again: letters go there once more',
    status: 204,
  })
  trust(@PathId() id: string, @CurrentActor() actor: Actor): Promise<null | Refusal> {
    return this.trustAddress.run({ personId: id, actor });
  }
}
