import { isRefusal, notFound, tellings, type Refusal } from '#domain';
import { PreferencesRepository, Records, type PreferenceRow } from '#records';
import { ChoosePreferences, Clock, OfferedChannels, type Actor } from '#usecases';
import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../door/actor.decorator.js';
import { IfMatch } from '../door/if-match.js';
import { Operation } from '../door/operation.js';
import { PreferencesAnswer, PreferencesBody } from './preferences.dto.js';

@ApiTags('session')
@Controller('api/me/preferences')
export class PreferencesController {
  constructor(
    private readonly records: Records,
    private readonly choosePreferences: ChoosePreferences,
    private readonly clock: Clock,
    private readonly offered: OfferedChannels,
  ) {}

  @Get()
  @Operation({ id: 'getPreferences', summary: 'Tells how I am told of things', answer: PreferencesAnswer, revisioned: true })
  async read(@CurrentActor() { personId }: Actor): Promise<PreferencesAnswer | Refusal> {
    const preferences = await new PreferencesRepository(this.records.sql).of(personId);
    return preferences ? this.shown(preferences) : notFound();
  }

  @Put()
  @Operation({
    id: 'choosePreferences',
    summary: 'Chooses how I am told of things, within what the rule allows',
    answer: PreferencesAnswer,
    revisioned: true,
  })
  async choose(
    @Body() wanted: PreferencesBody,
    @IfMatch() revision: number,
    @CurrentActor() actor: Actor,
  ): Promise<PreferencesAnswer | Refusal> {
    const chosen = await this.choosePreferences.run({ wanted, revision, actor });
    return isRefusal(chosen) ? chosen : this.shown(chosen);
  }

  private async shown({ personId: _, ...preferences }: PreferenceRow): Promise<PreferencesAnswer> {
    const rule = await new PreferencesRepository(this.records.sql).rule(this.clock.today());
    const allowed = tellings.map((telling) => [
      telling,
      { ...rule[telling], channels: rule[telling].channels.filter((channel) => this.offered.list.includes(channel)) },
    ]);
    return { ...preferences, allowed: Object.fromEntries(allowed) as PreferencesAnswer['allowed'] };
  }
}
