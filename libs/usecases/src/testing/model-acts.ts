import { isRefusal, type DecisionRecord, type ModelStep, type PlainDay } from '#domain';
import type { DraftFields, Records } from '#records';
import type { Actor, Role } from '../actor.js';
import { AdvanceModel, type ModelAdvanced } from '../models/advance-model.js';
import { DraftModel } from '../models/draft-model.js';
import { ShowModelFile, type ModelFile } from '../models/show-model-file.js';
import type { Clock } from '../ports.js';
import { actorOf } from './acting.js';

/** The members of a model as `ModelActs` drafts it, handed over at its end. */
export const membersHandedOver = (handedOverOn: PlainDay) => [
  {
    what: 'members',
    description: 'Mẫu',
    amount: 32,
    unit: 'người',
    receiverBody: 'Ban Công tác Mặt trận ấp',
    handedOverOn,
  },
];

/** For tests: what officials do to models, by the real deeds; a refusal is thrown with its reasons. */
export class ModelActs {
  private papers = 0;
  private drafts = 0;
  private readonly advance: AdvanceModel;

  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {
    this.advance = new AdvanceModel(records, clock);
  }

  /** Somebody of the organisation the seed knows by this key, e.g. `fatherlandFront/30076@2025`. */
  async actor(key: string, role: Role = 'head'): Promise<Actor> {
    const body = await this.records.sql.row<{ id: string }>(`SELECT id FROM organisations WHERE seed_key = $1`, [key]);
    return actorOf(this.records, body!.id, this.clock.today(), role);
  }

  async territory(key: string): Promise<string> {
    return (await this.records.sql.row<{ id: string }>(`SELECT id FROM territories WHERE seed_key = $1`, [key]))!.id;
  }

  paper(by: Actor, over: Partial<DecisionRecord> = {}): DecisionRecord {
    return {
      number: `${++this.papers}-QĐ/MTTQ`,
      decidedOn: this.clock.today(),
      effectiveOn: this.clock.today(),
      signerPostId: by.post.postId,
      basis: 'Tờ trình của cơ quan chủ trì',
      ...over,
    };
  }

  try(
    model: { id: string; revision: number },
    step: ModelStep,
    actor: Actor,
    fields: Record<string, unknown> = {},
    decision?: DecisionRecord,
  ) {
    return this.advance.run({ modelId: model.id, revision: model.revision, step, fields, decision, actor });
  }

  async step(...given: Parameters<ModelActs['try']>): Promise<ModelAdvanced> {
    const result = await this.try(...given);
    if (isRefusal(result))
      throw new Error(`${given[1]}: ${result.words.en} ${result.errors.map(({ words }) => words.en).join('; ')}`);
    return result;
  }

  async drafted(by: Actor, territoryId: string, { name = 'Tuyến đường hoa tự quản', ...over }: Partial<DraftFields> = {}) {
    const draft: DraftFields = {
      kind: 'model',
      // Numbered, so that none is a likely duplicate of another.
      name: `Mẫu: ${name} số ${++this.drafts}`,
      purpose: 'Giữ đường làng sạch, đẹp',
      field: 'cultureSociety',
      origin: 'need',
      selfManaged: true,
      territoryId,
      locality: 'Ấp 1',
      members: 32,
      ...over,
    };
    const made = await new DraftModel(this.records, this.clock).run({ draft, actor: by });
    if (isRefusal(made)) throw new Error(made.words.en);
    return made;
  }

  /** The file of a model as somebody sees it, today or as it was known on a day. */
  async file(modelId: string, by: Actor, asOf?: PlainDay): Promise<ModelFile> {
    const shown = await new ShowModelFile(this.records, this.clock).run({ modelId, postId: by.post.postId, asOf });
    if (isRefusal(shown)) throw new Error(shown.words.en);
    return shown;
  }

  /** Proposed by the owner, recognised by the body above with a decision. */
  async operating(owner: Actor, above: Actor, territoryId: string, over: Partial<DraftFields> & { startedOn?: string } = {}) {
    const { startedOn = '2026-01-01', ...draft } = over;
    const proposed = await this.step(await this.drafted(owner, territoryId, draft), 'propose', owner);
    return this.step(proposed, 'recognise', above, { startedOn }, this.paper(above));
  }
}
