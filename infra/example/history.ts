import type { PlainDay } from '#domain';
import type { Body, Official } from './official.js';
import { said } from './official.js';
import type { Province, Role } from './province.js';

export interface Paper {
  /** As in the office register; those of the play are samples. */
  number: string;
  basis: string;
}

/** One history being played: the days, who acts, what is printed. */
export class History {
  private papers = 0;

  constructor(
    readonly province: Province,
    private readonly print: (line: string) => void,
  ) {}

  heading(title: string, sources: string): void {
    this.print(`\n━━ ${title}\n   ${sources}`);
  }

  /** The next day of the history; `sample`: the day is invented. */
  on(day: PlainDay, sample = false): void {
    this.province.clock.comes(day);
    this.print(`\n${spokenDay(day)}${sample ? ' [mẫu]' : ''}`);
  }

  tell(line: string): void {
    this.print(`   ${line}`);
  }

  /** Who sits in a body that day. */
  async who(kind: string, seedKey: string, role: Role = 'head'): Promise<Official> {
    return this.province.official(await this.province.body(kind, seedKey), role);
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
    this.tell(`${by.title}: soạn “${made['name']}” (${made['code']})`);
    return made['id'] as string;
  }

  /** A step of a model's machine, as allowed by the steps it offers; what came back. */
  async step(by: Official, modelId: string, step: string, fields: Body = {}, decision?: Body, quietly = false): Promise<Body> {
    const { seen } = await by.seen(`/models/${modelId}`);
    const answer = await by.post(`/models/${modelId}/steps`, { step, fields, ...(decision && { decision }) }, seen);
    if (!quietly)
      this.tell(`${by.title}: ${await this.wordsOf(step, by, modelId)}${decision ? ` – QĐ ${decision['number']}` : ''}`);
    return answer;
  }

  /** A step that must be refused: the reasons are what is shown. */
  async refused(by: Official, modelId: string, step: string, fields: Body = {}, decision?: Body): Promise<void> {
    const { seen } = await by.seen(`/models/${modelId}`);
    const answer = await by.ask('POST', `/models/${modelId}/steps`, { step, fields, ...(decision && { decision }) }, seen);
    if (answer.status < 400) throw new Error(`${step} should have been refused`);
    this.tell(`${by.title}: “${await this.wordsOf(step, by, modelId)}” bị từ chối:\n     ${said(answer)}`);
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
      const { seen } = await owner.seen(`/models/${modelId}`);
      const reason = 'Ngành nghề khác, thành viên khác (mẫu)';
      await owner.post(`/models/${modelId}/duplicate-answers`, { candidateId: candidate.id, answer: 'different', reason }, seen);
    }
  }

  /** A year's review from self-assessment to the appraiser's verdict. `share` of the full score leads to the verdict of the set. */
  async review(
    owner: Official,
    above: Official,
    modelId: string,
    { year, own, appraised, words }: { year: number; own: number; appraised: number; words: string },
    quietly = false,
  ): Promise<Body> {
    await this.step(owner, modelId, 'openReview', { reviewYear: year }, undefined, quietly);
    await this.step(
      owner,
      modelId,
      'submitSelfAssessment',
      { selfAssessment: words, ...(await this.scores(owner, modelId, 'submitSelfAssessment', own)) },
      undefined,
      quietly,
    );
    const given = await this.scores(
      above,
      modelId,
      'appraise',
      appraised,
      own === appraised ? undefined : 'Thẩm định thực tế (mẫu)',
    );
    return this.step(above, modelId, 'appraise', given, undefined, quietly);
  }

  /** The answers a step asks about scores: by the criteria of the set in force, else one free score. */
  private async scores(by: Official, modelId: string, step: string, share: number, reason?: string): Promise<Body> {
    const { steps } = await by.get(`/models/${modelId}/steps`);
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

  private readonly words = new Map<string, string>();
  private async wordsOf(step: string, by: Official, modelId: string): Promise<string> {
    if (!this.words.has(step)) {
      const { steps } = await by.get(`/models/${modelId}/steps`);
      for (const one of steps as Body[]) this.words.set(one['step'] as string, one['words'].vi as string);
    }
    return this.words.get(step) ?? step;
  }
}

export const spokenDay = (day: PlainDay): string => day.split('-').reverse().join('/');
