import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from './history.js';
import type { Body } from './official.js';

const FILES = ['what-is-a-model.sample.json', 'what-is-an-effective-model.sample.json'];
const ISSUERS = ['fatherlandFront', 'tradeUnion', 'farmersUnion', 'womensUnion', 'youthUnion', 'veteransAssociation'];

/**
 * D3.5: the organisations of a province issue both sets of criteria together, today, through the API. The sets are samples, as their
 * names and sources say. The sets in force from today, by kind.
 */
export async function issueCriteria(history: History, province: string): Promise<Record<string, Body>> {
  const day = history.province.clock.today();
  const heads = await Promise.all(ISSUERS.map((kind) => history.who(kind, province)));
  const [leader] = heads as [(typeof heads)[0], ...typeof heads];
  const areaIds = [await history.province.territory(province)];
  const issued: Record<string, Body> = {};
  for (const [at, file] of FILES.entries()) {
    const { areas: _, ...content } = JSON.parse(readFileSync(join('infra/seeds/data/criteria', file), 'utf8')) as Body;
    const drafted = await leader.ask('POST', '/criteria-sets', { ...content, areaIds });
    if (drafted.status !== 201) throw new Error(`a set of criteria was refused: ${JSON.stringify(drafted.body)}`);
    const paper = {
      number: `0${at + 1}-HDLT/MẪU-${day.slice(0, 4)}`,
      issuedOn: day,
      inForceFrom: day,
      issuers: heads.map(({ organisationId, postId }) => ({ organisationId, signerPostId: postId })),
    };
    const set = await leader.post(`/criteria-sets/${drafted.body['id']}/issue`, paper, drafted.seen);
    issued[set['kind'] as string] = set;
    const about = { vi: history.word('criteriaSet', set['kind']), en: history.word('criteriaSet', set['kind']) };
    history.tell({
      vi: `${leader.title.vi} cùng ${heads.length - 1} tổ chức ban hành bộ tiêu chí (mẫu) “${about.vi}” – ${paper.number}`,
      en: `${leader.title.en} and ${heads.length - 1} organisations issue the (sample) criteria “${about.en}” – ${paper.number}`,
    });
  }
  return issued;
}
