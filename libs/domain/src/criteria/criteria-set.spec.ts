import { readdirSync, readFileSync } from 'node:fs';
import {
  compareCriteriaSets,
  criteriaSetFaults,
  isAskedOf,
  isRefusal,
  scoreOf,
  verdictsUpwards,
  type CriteriaSetContent,
  type ScoredModel,
  type Scored,
} from '#domain';
import fc from 'fast-check';

const folder = 'infra/seeds/data/criteria';
const samples = readdirSync(folder).map((file) => {
  const { areas, ...rest } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as CriteriaSetContent & { areas: string[] };
  return { ...rest, areaIds: areas };
});
const effective = () => structuredClone(samples.find(({ kind }) => kind === 'whatIsAnEffectiveModel')!);
const pointers = (set: CriteriaSetContent) => criteriaSetFaults(set).map(({ pointer }) => pointer);

const economic: ScoredModel = { field: 'economy', kind: 'model', selfManaged: true };
const scoresOf = (set: CriteriaSetContent, model: ScoredModel, score: (code: string) => number) =>
  set.criteria.filter((criterion) => isAskedOf(criterion, model)).map(({ code }) => ({ criterion: code, score: score(code) }));
const scored = (answer: ReturnType<typeof scoreOf>): Scored => {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer;
};

describe('libs/domain/criteria - what a set may say', () => {
  it.each(samples)('the sample $name.en is without fault, and says that it is one', (sample) => {
    expect(criteriaSetFaults(sample)).toEqual([]);
    expect([sample.isSample, sample.source.startsWith('Mẫu')]).toEqual([true, true]);
  });

  it('tells a gap from an overlap, and what the band must do', () => {
    const words = (spoil: (set: CriteriaSetContent) => void) => {
      const set = effective();
      spoil(set);
      return criteriaSetFaults(set).map(({ pointer, words: said, source }) => [pointer, said.vi, said.en, source]);
    };
    expect(words((set) => (set.bands[1]!.to = 65))).toEqual([
      ['/bands/2/from', expect.stringMatching(/^Hở .* 65\./), expect.stringMatching(/^A gap .* 65\./), 'D3.5'],
    ]);
    expect(words((set) => (set.bands[1]!.to = 75))).toEqual([
      ['/bands/2/from', expect.stringMatching(/^Chồng .* 75\./), expect.stringMatching(/^An overlap .* 75\./), 'D3.5'],
    ]);
    expect(words((set) => (set.bands = [{ ...set.bands[0]!, from: 0, to: 0 }]))).toHaveLength(2);
  });

  it('a scale that begins above zero is led by its steps from its bottom', () => {
    const set = effective();
    set.criteria[0]!.scale = { min: 1, max: 10, step: 3 };
    expect(criteriaSetFaults(set)).toEqual([]);
    set.criteria[0]!.scale = { min: 1, max: 10, step: -3 };
    expect(pointers(set)).toEqual(['/criteria/0/scale/step']);
    set.criteria[0]!.scale = { min: 1, max: 9, step: 5 };
    expect(pointers(set)).toEqual(['/criteria/0/scale/step']);
  });

  it.each<[string, (set: CriteriaSetContent) => void, string]>([
    ['no criterion', (set) => (set.criteria = []), '/criteria'],
    ['no province', (set) => (set.areaIds = []), '/areaIds'],
    ['two criteria of one code', (set) => (set.criteria[1]!.code = set.criteria[0]!.code), '/criteria/1/code'],
    ['a criterion that counts for nothing', (set) => (set.criteria[0]!.weight = 0), '/criteria/0/weight'],
    ['a weight of a third', (set) => (set.criteria[0]!.weight = 1 / 3), '/criteria/0/weight'],
    ['a scale upside down', (set) => (set.criteria[0]!.scale.max = 0), '/criteria/0/scale/max'],
    ['a scale finer than is kept', (set) => (set.criteria[0]!.scale.step = 0.125), '/criteria/0/scale'],
    ['no step', (set) => (set.criteria[0]!.scale.step = 0), '/criteria/0/scale/step'],
    ['steps that miss the top', (set) => (set.criteria[0]!.scale.step = 3), '/criteria/0/scale/step'],
    ['a criterion of no field', (set) => (set.criteria[0]!.fields = []), '/criteria/0/fields'],
    ['a criterion of no kind', (set) => (set.criteria[0]!.modelKinds = []), '/criteria/0/modelKinds'],
    ['no band', (set) => (set.bands = []), '/bands'],
    ['bands that begin late', (set) => (set.bands[0]!.from = 1), '/bands/0/from'],
    ['a gap', (set) => (set.bands[1]!.to = 65), '/bands/2/from'],
    ['an overlap', (set) => (set.bands[1]!.to = 75), '/bands/2/from'],
    ['bands that end early', (set) => (set.bands.at(-1)!.to = 99), '/bands/4/to'],
    ['an empty band', (set) => (set.bands[4]!.to = 90), '/bands/4/to'],
    ['a band of a third', (set) => (set.bands[0]!.to = 100 / 3), '/bands/0'],
    ['more points, worse verdict', (set) => (set.bands[3]!.verdict = 'ineffective'), '/bands/3/verdict'],
  ])('refuses %s', (_, spoil, pointer) => {
    const set = effective();
    spoil(set);
    expect(pointers(set)).toContain(pointer);
  });
});

describe('libs/domain/criteria - a score leads to a verdict', () => {
  it.each<[string, ScoredModel, (code: string) => number, Partial<Scored>]>([
    ['everything shown', economic, () => 10, { total: 100, of: 100, percentage: 100, verdict: 'exemplary', knockedOut: [] }],
    ['nine in all is just exemplary', economic, () => 9, { percentage: 90, verdict: 'exemplary' }],
    ['seven in all is just effective', economic, () => 7, { percentage: 70, verdict: 'effective' }],
    ['half is weak', economic, () => 5, { percentage: 50, verdict: 'weak' }],
    ['below half is ineffective', economic, () => 4, { percentage: 40, verdict: 'ineffective' }],
    [
      'a zero where it must not be holds the verdict down',
      economic,
      (code) => (code === 'peopleTakePart' ? 0 : 10),
      { percentage: 80, verdict: 'weak', knockedOut: ['peopleTakePart'] },
    ],
    [
      'a zero elsewhere only costs its points',
      economic,
      (code) => (code === 'linkage' ? 0 : 10),
      { percentage: 90, verdict: 'exemplary', knockedOut: [] },
    ],
    [
      'a knock-out lifts nobody',
      economic,
      (code) => (code === 'linkage' ? 10 : 0),
      { percentage: 10, verdict: 'ineffective', knockedOut: ['solvesTheTask', 'peopleTakePart'] },
    ],
    [
      'a good practice of culture is asked less, and judged by what it is asked',
      { field: 'cultureSociety', kind: 'goodPractice', selfManaged: false },
      () => 8,
      { total: 52, of: 65, percentage: 80, verdict: 'effective' },
    ],
  ])('%s', (_, model, score, expected) => {
    const set = effective();
    expect(scoreOf(set, scoresOf(set, model, score), model)).toMatchObject(expected);
  });

  it('the bottom of a scale earns nothing, also when it is a one', () => {
    const set = effective();
    set.criteria = [{ ...set.criteria[2]!, weight: 10, scale: { min: 1, max: 5, step: 0.5 } }];
    const percentage = (score: number) => scored(scoreOf(set, [{ criterion: 'jointForces', score }], economic)).percentage;
    expect([1, 1.5, 3, 5].map(percentage)).toEqual([0, 12.5, 50, 100]);
  });

  it.each<[string, (scores: { criterion: string; score: number }[]) => void, string, string]>([
    ['a score above its scale', (scores) => (scores[0]!.score = 11), '/scores/0/score', 'from 0 to 10'],
    ['a score below its scale', (scores) => (scores[0]!.score = -1), '/scores/0/score', 'from 0 to 10'],
    ['a score between two steps', (scores) => (scores[0]!.score = 9.5), '/scores/0/score', 'in steps of 1'],
    ['a score that is no number', (scores) => (scores[0]!.score = Number.NaN), '/scores/0/score', 'from 0 to 10'],
    [
      'a criterion of another set',
      (scores) => (scores[0]!.criterion = 'setTask'),
      '/scores/0/criterion',
      'no criterion “setTask”',
    ],
    ['a criterion of another field', (scores) => (scores[0]!.criterion = 'peaceful'), '/scores/0/criterion', 'not asked'],
    ['a criterion twice', (scores) => scores.push(scores[0]!), '/scores/7/criterion', 'twice'],
    ['a missing criterion', (scores) => scores.pop(), '/scores', 'has no score'],
  ])('refuses %s', (_, spoil, pointer, words) => {
    const set = effective();
    const scores = scoresOf(set, economic, () => 10);
    spoil(scores);
    const refused = scoreOf(set, scores, economic);
    expect(isRefusal(refused) && refused.errors.find((error) => error.pointer === pointer)?.words.en).toContain(words);
  });

  it('refuses to judge by a set that asks nothing of the model, and says so', () => {
    const set = effective();
    set.criteria = set.criteria.filter(({ code }) => code === 'peaceful');
    expect(scoreOf(set, [], economic)).toMatchObject({ kind: 'refused', words: { en: expect.stringContaining('asks nothing') } });
    expect(scoreOf(effective(), [], economic)).toMatchObject({ words: { en: expect.stringContaining('not right') } });
  });

  it('a scale that begins at one is counted in steps from one', () => {
    const set = effective();
    set.criteria = [{ ...set.criteria[2]!, scale: { min: 1, max: 9, step: 4 } }];
    const refused = (score: number) => isRefusal(scoreOf(set, [{ criterion: 'jointForces', score }], economic));
    expect([1, 5, 9, 3, 7].map(refused)).toEqual([false, false, false, true, true]);
  });

  it('asks some criteria of the self-managed, or of the others, alone', () => {
    const [first] = effective().criteria;
    const asked = (selfManaged: boolean | null) =>
      [true, false].map((managed) => isAskedOf({ ...first!, selfManaged }, { ...economic, selfManaged: managed }));
    expect([asked(null), asked(true), asked(false)]).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ]);
  });

  const model = fc.record<ScoredModel>({
    field: fc.constantFrom('economy', 'cultureSociety', 'defenceSecurity', 'politicalSystem'),
    kind: fc.constantFrom('model', 'goodPractice'),
    selfManaged: fc.boolean(),
  });
  const cuts = fc
    .uniqueArray(fc.integer({ min: 1, max: 9999 }), { maxLength: 8 })
    .map((list) => [0, ...list.sort((a, b) => a - b), 10_000]);

  it('bands cut anywhere cover every percentage, each exactly once', () => {
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 10_000 }), (ends, at) => {
        const bands = ends.slice(1).map((end, index) => ({
          from: ends[index]! / 100,
          to: end / 100,
          verdict: 'weak' as const,
          words: { vi: 'x', en: 'x' },
        }));
        expect(criteriaSetFaults({ ...effective(), bands })).toEqual([]);
        const percentage = at / 100;
        expect(bands.filter(({ from, to }) => from <= percentage && (percentage < to || to === 100))).toHaveLength(1);
      }),
    );
  });

  it('a higher score never earns less', () => {
    const set = effective();
    fc.assert(
      fc.property(
        model,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), { minLength: 8, maxLength: 8 }),
        (given, pairs) => {
          const asked = scoresOf(set, given, () => 0);
          const low = scored(
            scoreOf(
              set,
              asked.map((one, index) => ({ ...one, score: Math.min(...pairs[index]!) })),
              given,
            ),
          );
          const high = scored(
            scoreOf(
              set,
              asked.map((one, index) => ({ ...one, score: Math.max(...pairs[index]!) })),
              given,
            ),
          );
          expect(high.percentage).toBeGreaterThanOrEqual(low.percentage);
          expect(verdictsUpwards.indexOf(high.verdict)).toBeGreaterThanOrEqual(verdictsUpwards.indexOf(low.verdict));
          expect([low.percentage >= 0, high.percentage <= 100]).toEqual([true, true]);
        },
      ),
    );
  });
});

describe('libs/domain/criteria - two sets side by side', () => {
  it('tells what was added, removed and changed, and from what to what', () => {
    const [from, to] = [effective(), effective()];
    to.criteria = to.criteria.filter(({ code }) => code !== 'spreading');
    to.criteria[0]!.weight = 30;
    to.criteria[0]!.knockOut = false;
    to.criteria[1]!.fields.reverse();
    to.criteria.push({ ...from.criteria[0]!, code: 'digital' });
    const told = compareCriteriaSets(from, to);
    expect(told.added.map(({ code }) => code)).toEqual(['digital']);
    expect(told.removed.map(({ code }) => code)).toEqual(['spreading']);
    expect(told.changed.map(({ code, parts, from: { weight }, to: { weight: after } }) => [code, parts, weight, after])).toEqual([
      ['solvesTheTask', ['weight', 'knockOut'], 25, 30],
    ]);
    expect(told.unchanged.map(({ code }) => code)).toEqual(to.criteria.slice(1, -1).map(({ code }) => code));
    expect([told.bandsChanged, told.knockOutVerdictChanged]).toEqual([false, false]);
  });

  it('tells evidence that lost a language, a kind that came in, and a choice that was left open', () => {
    const parts = (change: (criterion: CriteriaSetContent['criteria'][number]) => void) => {
      const to = effective();
      change(to.criteria[0]!);
      return compareCriteriaSets(effective(), to).changed.map((one) => one.parts);
    };
    expect(parts((criterion) => delete (criterion.evidence as { en?: string }).en)).toEqual([['evidence']]);
    expect(parts((criterion) => ((criterion.evidence as { more?: string }).more = 'x'))).toEqual([['evidence']]);
    expect(parts((criterion) => (criterion.modelKinds = ['model']))).toEqual([['modelKinds']]);
    expect(parts((criterion) => criterion.modelKinds.reverse())).toEqual([]);
    expect(parts((criterion) => (criterion.selfManaged = true))).toEqual([['selfManaged']]);
    expect(parts((criterion) => ((criterion.scale as unknown) = null))).toEqual([['scale']]);
    expect(parts((criterion) => ((criterion.selfManaged as unknown) = {}))).toEqual([['selfManaged']]);
  });

  it('a set is like itself; other bands or another knock-out verdict are told', () => {
    expect(compareCriteriaSets(effective(), effective())).toMatchObject({
      added: [],
      removed: [],
      changed: [],
      bandsChanged: false,
    });
    const other = { ...effective(), knockOutVerdict: 'ineffective' as const };
    other.bands[2]!.words.en = 'Not bad';
    expect(compareCriteriaSets(effective(), other)).toMatchObject({ bandsChanged: true, knockOutVerdictChanged: true });
  });
});
