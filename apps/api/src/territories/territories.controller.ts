import { notFound, type Refusal } from '#domain';
import { Records, TerritoriesReader } from '#records';
import { Clock } from '#usecases';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { AsOfQuery, TerritoriesQuery, TerritoryPage, TerritoryViewAnswer } from './territories.dto.js';

@ApiTags('territories')
@Controller('api/territories')
export class TerritoriesController {
  private readonly reader: TerritoriesReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.reader = new TerritoriesReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listTerritories',
    summary: 'Lists administrative units as they were on a day',
    answer: TerritoryPage,
    page: true,
  })
  async list(
    @Query() { asOf = this.clock.today(), level, parentId, search }: TerritoriesQuery,
    @Paging() page: Page,
  ): Promise<TerritoryPage> {
    const { items, next } = await this.reader.list({ asOf, level, parentId, search, after: page.after(), limit: page.limit });
    return page.told(items, next);
  }

  @Get(':id')
  @Operation({
    id: 'getTerritory',
    summary: 'Shows a unit on a day, what it came from and what it became',
    answer: TerritoryViewAnswer,
  })
  async one(@PathId() id: string, @Query() { asOf = this.clock.today() }: AsOfQuery): Promise<TerritoryViewAnswer | Refusal> {
    return (await this.reader.territoryOn(id, asOf)) ?? notFound();
  }
}
