import { notFound, type Refusal } from '#domain';
import { OrganisationsReader, Records } from '#records';
import { Clock, type Actor } from '#usecases';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import { Paging, type Page } from '../door/pages.js';
import { PathId } from '../door/path-id.pipe.js';
import { AsOfQuery } from '../territories/territories.dto.js';
import { OrganisationPage, OrganisationsQuery, OrganisationViewAnswer } from './organisations.dto.js';

@ApiTags('organisations')
@Controller('api/organisations')
export class OrganisationsController {
  private readonly reader: OrganisationsReader;

  constructor(
    records: Records,
    private readonly clock: Clock,
  ) {
    this.reader = new OrganisationsReader(records.sql);
  }

  @Get()
  @Operation({
    id: 'listOrganisations',
    summary: 'Lists the organisations I may see, as they were on a day',
    answer: OrganisationPage,
    page: true,
  })
  async list(
    @Query() { asOf = this.clock.today(), function: code, kind, territoryId, lineParentId, search }: OrganisationsQuery,
    @Paging() page: Page,
    @CurrentActor() { post }: Actor,
  ): Promise<OrganisationPage> {
    if (code) {
      const holder = await this.reader.resolveFunction(code, territoryId ?? null, asOf);
      const found = holder && (await this.reader.organisationOn(holder, asOf, post.postId));
      return page.told(found ? [listed(found)] : [], null);
    }
    const { items, next } = await this.reader.list({
      asOf,
      kind,
      territoryId,
      lineParentId,
      search,
      scopePostId: post.postId,
      after: page.after(),
      limit: page.limit,
    });
    return page.told(items, next);
  }

  @Get(':id')
  @Operation({
    id: 'getOrganisation',
    summary: 'Shows an organisation on a day: its line, functions, predecessors, successors',
    answer: OrganisationViewAnswer,
  })
  async one(
    @PathId() id: string,
    @Query() { asOf = this.clock.today() }: AsOfQuery,
    @CurrentActor() { post }: Actor,
  ): Promise<OrganisationViewAnswer | Refusal> {
    return (await this.reader.organisationOn(id, asOf, post.postId)) ?? notFound();
  }
}

const listed = ({
  id,
  kind,
  nameVi,
  nameEn,
  territoryId,
  territoryName,
  lineParentId,
  validFrom,
  validTo,
}: OrganisationViewAnswer) => ({
  id,
  kind,
  nameVi,
  nameEn,
  territoryId,
  territoryName,
  lineParentId,
  validFrom,
  validTo,
});
