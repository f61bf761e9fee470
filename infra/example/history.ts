import type { PlainDay, Words } from '#domain';
import type { Answer, Body, Official } from './official.js';
import { said } from './official.js';
import type { Province, Role } from './province.js';
import { wordsOf, type Language } from './words.js';

/** One history being played: the days, who acts, what is printed. */
export class History {
  private papers = 0;
  /** The ETag under which each model was last seen. */
  private readonly seen = new Map<string, string>();

  constructor(
    readonly province: Province,
    private readonly print: (line: string) => void,
    readonly language: Language = 'vi',
  ) {}

  heading(title: Words, sources: Words): void {
    this.print(`\n━━ ${this.in(title)}`);
    this.tell(sources);
  }

  /** The next day of the history; `sample`: the day is invented. */
  on(day: PlainDay, sample = false): void {
    this.province.clock.comes(day);
    this.print(`\n${spokenDay(day)}${sample ? this.in({ vi: ' [ngày mẫu]', en: ' [sample day]' }) : ''}`);
  }

  tell(line: string | Words): void {
    this.print(`   ${this.in(line)}`);
  }

  in(line: string | Words): string {
    return typeof line === 'string' ? line : line[this.language];
  }

  /** A code in words. */
  word(what: Parameters<typeof wordsOf>[0], code: string): string {
    return this.in(wordsOf(what, code));
  }

  count(number: number): string {
    return number.toLocaleString(this.language === 'vi' ? 'vi-VN' : 'en-GB');
  }

  /** Who sits in a body that day. */
  async who(kind: string, seedKey: string, role: Role = 'head'): Promise<Official> {
    return this.province.official(await this.province.body(kind, seedKey), role);
  }

  /** Who answers for a model of a commune there, and the same line in the unit above. */
  async ownerAndAbove(kind: string, seedKey: string): Promise<[owner: Official, above: Official]> {
    return [await this.who(kind, seedKey), await this.who(kind, await this.province.above(seedKey))];
  }

  /** A decision of the play: its number is a sample, as its words say. */
  paper(by: Official, basis: string): Body {
    const today = this.province.clock.today();
    this.papers += 1;
    return {
      number: `${String(this.papers).padStart(2, '0')}-QĐ/MẪU`,
      decidedOn: today,
      effectiveOn: today,
      signerPostId: by.postId,
      basis,
    };
  }

  /** Somebody writes down a model; its id. */
  async draft(by: Official, fields: Body): Promise<string> {
    const made = await by.post('/models', fields);
    this.saw(made['id'] as string, made['revision'] as number);
    this.tell({
      vi: `${by.title.vi}: soạn “${made['name']}” (${made['code']})`,
      en: `${by.title.en}: drafts “${made['name']}” (${made['code']})`,
    });
    return made['id'] as string;
  }

  /** A step of a model's machine; what came back. */
  async step(by: Official, modelId: string, step: string, fields: Body = {}, decision?: Body, quietly = false): Promise<Body> {
    const { body } = await this.write(by, modelId, 'steps', { step, fields, ...(decision && { decision }) });
    const { vi, en } = wordsOf('step', step);
    if (!quietly)
      this.tell({
        vi: `${by.title.vi}: ${vi}${decision ? ` – QĐ ${decision['number']}` : ''}`,
        en: `${by.title.en}: ${en}${decision ? ` – decision ${decision['number']}` : ''}`,
      });
    return body;
  }

  /** A step that must be refused: the reasons are what is shown. */
  async refused(by: Official, modelId: string, step: string, fields: Body = {}, decision?: Body): Promise<Answer> {
    const { seen } = await by.seen(`/models/${modelId}/steps`);
    const answer = await by.ask('POST', `/models/${modelId}/steps`, { step, fields, ...(decision && { decision }) }, seen);
    if (answer.status < 400) throw new Error(`${step} should have been refused`);
    const { vi, en } = wordsOf('step', step);
    this.tell({
      vi: `${by.title.vi}: “${vi}” bị từ chối:\n     ${said(answer)}`,
      en: `${by.title.en}: “${en}” is refused:\n     ${said(answer)}`,
    });
    return answer;
  }

  /** What goes into the file of a model: members, money, documents. */
  async record(by: Official, modelId: string, what: 'members' | 'money' | 'documents', row: Body): Promise<void> {
    await this.write(by, modelId, what, row);
  }

  /** A model was made, or looked at, in this revision. */
  saw(modelId: string, revision: number): void {
    this.seen.set(modelId, `"r${revision}"`);
  }

  /** Writes to a model as it was last seen; whoever saw it too early looks again. */
  private async write(by: Official, modelId: string, route: string, body: Body): Promise<Answer> {
    const path = `/models/${modelId}/${route}`;
    const send = async () => by.ask('POST', path, body, this.seen.get(modelId) ?? (await this.look(by, modelId)).seen);
    let answer = await send();
    for (let again = 0; answer.status === 412 && again < 5; again += 1) {
      this.seen.delete(modelId);
      answer = await send();
    }
    if (answer.status >= 400)
      throw new Error(`${by.title.vi}: POST ${path} → ${JSON.stringify([answer.status, answer.body, body])}`);
    if (answer.seen) this.seen.set(modelId, answer.seen);
    return answer;
  }

  /** The steps a model offers whoever asks. */
  private async look(by: Official, modelId: string): Promise<{ body: Body; seen: string }> {
    const looked = await by.seen(`/models/${modelId}/steps`);
    this.seen.set(modelId, looked.seen);
    return looked;
  }

  /** From proposal to recognition, by the owner and the body above. */
  async recognise(owner: Official, above: Official, modelId: string, startedOn: PlainDay, quietly = false): Promise<void> {
    await this.answerDuplicates(owner, modelId);
    await this.step(owner, modelId, 'propose', {}, undefined, quietly);
    const scores = await this.scores(above, modelId, 'recognise', 1);
    const decision = this.paper(above, 'Tờ trình của cơ quan chủ trì (mẫu)');
    await this.step(above, modelId, 'recognise', { startedOn, ...scores }, decision, quietly);
  }

  /** A proposal is sent only after every likely duplicate was looked at. */
  private async answerDuplicates(owner: Official, modelId: string): Promise<void> {
    const { items } = await owner.get(`/models/${modelId}/likely-duplicates`);
    for (const { candidate, answer } of items as Body[]) {
      if (answer) continue;
      const reason = 'Nội dung khác, thành viên khác (mẫu)';
      await this.write(owner, modelId, 'duplicate-answers', { candidateId: candidate.id, answer: 'different', reason });
    }
  }

  /** A year's review from self-assessment to the appraiser's verdict. `share` of the full score leads to the verdict of the set. */
  async review(
    owner: Official,
    above: Official,
    modelId: string,
    { year, own, appraised, words }: { year: number; own: number; appraised: number; words: string },
    quietly = false,
  ): Promise<void> {
    const step = (by: Official, name: string, fields: Body) => this.step(by, modelId, name, fields, undefined, quietly);
    await step(owner, 'openReview', { reviewYear: year, reason: 'Chưa mở kỳ rà soát chung của năm (mẫu)' });
    const selfScores = await this.scores(owner, modelId, 'submitSelfAssessment', own);
    await step(owner, 'submitSelfAssessment', { selfAssessment: words, ...selfScores });
    const why = own === appraised ? undefined : 'Thẩm định thực tế (mẫu)';
    await step(above, 'appraise', await this.scores(above, modelId, 'appraise', appraised, why));
  }

  /** The answers a step asks about scores: by the criteria of the set in force, else one free score. */
  private async scores(by: Official, modelId: string, step: string, share: number, reason?: string): Promise<Body> {
    const { steps } = (await this.look(by, modelId)).body;
    const offered = (steps as Body[]).find((one) => one['step'] === step);
    const asks = (offered?.['asks'] ?? []) as Body[];
    const asked = (field: string) => asks.find((one) => one['field'] === field);
    const byCriteria = asked('scores');
    if (byCriteria && (byCriteria['criteria'] as unknown[] | undefined)?.length)
      return {
        scores: (byCriteria['criteria'] as Body[]).map(({ code, scale: { min, max, step: by_ } }) => ({
          criterion: code,
          score: min + Math.round(((max - min) * share) / by_) * by_,
          ...(step === 'appraise' ? reason && { reason } : { evidence: 'Sổ sách, biên bản (mẫu)' }),
        })),
      };
    if (asked('selfScore')) return { selfScore: Math.round(100 * share) };
    if (asked('appraisedScore'))
      return {
        appraisedScore: Math.round(100 * share),
        verdict: share >= 0.9 ? 'exemplary' : share >= 0.7 ? 'effective' : share >= 0.5 ? 'weak' : 'ineffective',
        ...(reason && { differenceReason: reason }),
      };
    return {};
  }
}

export const spokenDay = (day: PlainDay): string => day.split('-').reverse().join('/');
