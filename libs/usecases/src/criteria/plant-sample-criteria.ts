import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRefusal, type CriteriaSetContent, type Refusal } from '#domain';
import { CriteriaSetsReader, Records, type ProvincialHead } from '#records';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../actor.js';
import { ownId } from '../organisations/own-id.js';
import { Clock } from '../ports.js';
import { DraftCriteriaSet } from './draft-criteria-set.js';
import { IssueCriteriaSet } from './issue-criteria-set.js';

type SampleFile = CriteriaSetContent & { areas: string[] };

/**
 * The sample sets of a local stack, drafted and issued by the deeds themselves: the organisations of the province that D3.5 asks to issue
 * criteria together, each by its head. A kind that has any set already is left alone. Returns how many were issued.
 */
@Injectable()
export class PlantSampleCriteria {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run({ directory }: { directory: string }): Promise<number | Refusal> {
    const day = this.clock.today();
    let issued = 0;
    for (const name of (await readdir(join(directory, 'criteria'))).filter((file) => file.endsWith('.sample.json')).sort()) {
      const { areas, ...content } = JSON.parse(await readFile(join(directory, 'criteria', name), 'utf8')) as SampleFile;
      const reader = new CriteriaSetsReader(this.records.sql);
      if ((await reader.list({ kind: content.kind, day, before: null, limit: 1 })).length > 0) continue;
      const areaIds = areas.map((key) => ownId('territory', key));
      const heads = await reader.headsIn(areaIds, day);
      // Before the organisations of that province exist, nobody can issue for it.
      if (heads.length === 0) continue;
      const planted = await this.issue({ ...content, areaIds }, heads, `MẪU-0${issued + 1}/HDLT`);
      if (isRefusal(planted)) return planted;
      issued += 1;
    }
    return issued;
  }

  private async issue(content: CriteriaSetContent, heads: ProvincialHead[], number: string): Promise<{ id: string } | Refusal> {
    const day = this.clock.today();
    const actor = actorOf(heads[0]!, day);
    const drafted = await new DraftCriteriaSet(this.records, this.clock).run({ content, actor });
    if (isRefusal(drafted)) return drafted;
    return new IssueCriteriaSet(this.records, this.clock).run({
      setId: drafted.id,
      revision: 1,
      number,
      issuedOn: day,
      inForceFrom: day,
      issuers: heads.map(({ organisationId, postId }) => ({ organisationId, signerPostId: postId })),
      actor,
    });
  }
}

function actorOf({ personId, ...head }: ProvincialHead, on: string): Actor {
  const post = { ...head, organisationNameVi: '', organisationNameEn: '', titleVi: '', titleEn: '' };
  return { accountId: '', personId, displayName: '', locale: 'vi', on, post, posts: [post], tokenScopes: null };
}
