import {
  moveTarget,
  targetDeeds,
  targetStatusWords,
  unfitPlaces,
  type TargetDeed,
  type TargetFacts,
  type TargetStatus,
} from '#domain';
import fc from 'fast-check';

const asked: TargetFacts = { status: 'pending', actorReceives: true, actorPlans: false, hasCopy: false };
const planner: TargetFacts = { ...asked, status: 'adaptationAsked', actorReceives: false, actorPlans: true };
const said = (deed: TargetDeed, facts: TargetFacts) => {
  const move = moveTarget(deed, facts);
  return move.kind === 'moved' ? move.to : move.reasons.map(({ pointer, words }) => pointer ?? words.en);
};

describe('libs/domain/replications - one place of a plan', () => {
  it.each<[string, TargetDeed, TargetFacts, TargetStatus]>([
    ['accepts', 'accept', asked, 'accepted'],
    ['declines with its reason', 'decline', { ...asked, reason: 'Không có vùng trồng nhãn' }, 'declined'],
    ['asks to adapt it', 'askToAdapt', { ...asked, changes: 'Sinh hoạt theo xóm', reason: 'Ấp rộng' }, 'adaptationAsked'],
    ['may adapt it, as the planning body agrees', 'agreeToAdapt', planner, 'accepted'],
    ['is asked again, as the planning body refuses', 'refuseToAdapt', { ...planner, reason: 'Mất nét riêng' }, 'pending'],
    ['declines late, before it founds a copy', 'decline', { ...asked, status: 'accepted', reason: 'Thiếu người' }, 'declined'],
    ['is taken out of the plan', 'withdraw', { ...planner, reason: 'Sắp xếp lại đơn vị' }, 'withdrawn'],
    ['has its copy recognised', 'adopt', { ...asked, status: 'accepted', hasCopy: true }, 'adopted'],
    ['has the recognition annulled', 'reopen', { ...asked, status: 'adopted', hasCopy: true }, 'accepted'],
  ])('%s', (_, deed, facts, to) => expect(said(deed, facts)).toBe(to));

  it.each<[string, TargetDeed, TargetFacts, string[]]>([
    ['declines without a reason', 'decline', { ...asked, reason: '  ' }, ['/reason']],
    ['asks to adapt nothing, for no reason', 'askToAdapt', asked, ['/reason', '/changes']],
    [
      'answers for another',
      'accept',
      { ...asked, actorReceives: false },
      ['The actor belongs to the organisation that is to take the model up there'],
    ],
    [
      'agrees to its own adaptation',
      'agreeToAdapt',
      { ...asked, status: 'adaptationAsked' },
      [expect.stringContaining('body that made the plan') as unknown as string],
    ],
    [
      'answers twice',
      'accept',
      { ...asked, status: 'declined' },
      ['“Accept the model” is possible only while the locality stands as: “Awaiting the answer of the locality”'],
    ],
    [
      'declines while it founds its copy',
      'decline',
      { ...asked, status: 'accepted', hasCopy: true, reason: 'Thiếu người' },
      [expect.stringContaining('not founding a copy') as unknown as string],
    ],
    [
      'founds a second copy',
      'draftCopy',
      { ...asked, status: 'accepted', hasCopy: true },
      [expect.stringContaining('not founding a copy') as unknown as string],
    ],
  ])('is refused when it %s', (_, deed, facts, reasons) => expect(said(deed, facts)).toEqual(reasons));

  it('every refusal names its source and speaks both languages', () => {
    for (const deed of Object.keys(targetDeeds) as TargetDeed[])
      for (const status of Object.keys(targetStatusWords) as TargetStatus[]) {
        const move = moveTarget(deed, { status, actorReceives: false, actorPlans: false, hasCopy: true });
        if (move.kind === 'refused')
          for (const { words, source } of move.reasons) expect([!!words.vi, !!words.en, source]).toEqual([true, true, 'D1.3']);
      }
  });
});

/** A world of a few places, played by the same functions as the real one: where each model stands and whose copy it is. */
interface Copy {
  place: number;
  parent: number | null;
  target: number | null;
  recognised: boolean;
}
interface Target {
  model: number;
  place: number;
  status: TargetStatus;
  copy: number | null;
}
type Turn = { deed: TargetDeed | 'plan' | 'rejectCopy' | 'recogniseCopy'; at: number; place: number };

const PLACES = 6;
const aTurn: fc.Arbitrary<Turn> = fc.record({
  deed: fc.constantFrom<Turn['deed']>(
    'plan',
    'plan',
    'accept',
    'accept',
    'decline',
    'askToAdapt',
    'agreeToAdapt',
    'refuseToAdapt',
    'withdraw',
    'draftCopy',
    'draftCopy',
    'recogniseCopy',
    'recogniseCopy',
    'rejectCopy',
    'reopen',
  ),
  at: fc.nat({ max: 30 }),
  place: fc.nat({ max: PLACES - 1 }),
});

class World {
  readonly models: Copy[] = [{ place: 0, parent: null, target: null, recognised: true }];
  readonly targets: Target[] = [];

  ancestors(model: number): number[] {
    const line: number[] = [];
    for (let at = this.models[model]!.parent; at !== null; at = this.models[at]!.parent) {
      if (line.length > this.models.length) throw new Error('a circle');
      line.push(at);
    }
    return line;
  }
  private root = (model: number) => this.ancestors(model).at(-1) ?? model;

  plan(model: number, place: number): void {
    if (!this.models[model]!.recognised) return;
    const [unfit] = unfitPlaces([
      {
        territoryId: String(place),
        existsToday: true,
        isOwn: this.models[model]!.place === place,
        isAncestors: this.ancestors(model).some((one) => this.models[one]!.place === place),
        hasIt: this.models.some((one, id) => one.recognised && one.place === place && this.root(id) === this.root(model)),
        isAwaited: this.targets.some(
          (one) => one.model === model && one.place === place && !['declined', 'withdrawn'].includes(one.status),
        ),
        namedReceiverWorksThere: true,
        receiverId: null,
      },
    ]);
    if (!unfit) this.targets.push({ model, place, status: 'pending', copy: null });
  }

  play({ deed, at, place }: Turn): void {
    if (deed === 'plan') return this.plan(at % this.models.length, place);
    const target = this.targets[at % Math.max(1, this.targets.length)];
    if (!target) return;
    const asDeed: TargetDeed = deed === 'recogniseCopy' ? 'adopt' : deed === 'rejectCopy' ? 'releaseCopy' : deed;
    if ((deed === 'recogniseCopy' || deed === 'rejectCopy') && target.copy === null) return;
    const facts = { actorReceives: true, actorPlans: true, reason: 'a', changes: 'a' };
    const move = moveTarget(asDeed, { ...facts, status: target.status, hasCopy: target.copy !== null });
    if (move.kind === 'refused') return;
    target.status = move.to;
    if (deed === 'draftCopy') {
      const copy = { place: target.place, parent: target.model, target: this.targets.indexOf(target), recognised: false };
      target.copy = this.models.push(copy) - 1;
    }
    if (deed === 'recogniseCopy') this.models[target.copy!]!.recognised = true;
    if (deed === 'reopen') this.models[target.copy!]!.recognised = false;
    if (deed === 'rejectCopy') target.copy = null;
  }
}

describe('libs/domain/replications - whatever is planned, answered and founded', () => {
  const played = (turns: Turn[]): World => {
    const world = new World();
    turns.forEach((turn) => world.play(turn));
    return world;
  };
  const turns = fc.array(aTurn, { minLength: 10, maxLength: 120, size: 'max' });

  it('nothing is its own ancestor, and no copy stands where its line came from', () => {
    fc.assert(
      fc.property(turns, (given) => {
        const world = played(given);
        world.models.forEach((model, id) => {
          const line = world.ancestors(id);
          expect(line).not.toContain(id);
          expect(line.map((one) => world.models[one]!.place)).not.toContain(model.place);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('no place of a plan is lost: each is open, adopted, declined or withdrawn, and an adopted one has its recognised copy', () => {
    fc.assert(
      fc.property(turns, (given) => {
        const { targets, models } = played(given);
        for (const { status, copy, model, place } of targets) {
          expect(Object.keys(targetStatusWords)).toContain(status);
          if (status === 'adopted') expect(models[copy!]).toMatchObject({ parent: model, place, recognised: true });
          if (['declined', 'withdrawn', 'pending', 'adaptationAsked'].includes(status)) expect(copy).toBeNull();
        }
        for (const one of models.filter(({ recognised, parent }) => recognised && parent !== null))
          expect(targets[one.target!]!.status).toBe('adopted');
      }),
      { numRuns: 300 },
    );
  });

  it('copies of copies do come about', () => {
    const handedOn = (copy: number): Turn[] =>
      (['plan', 'accept', 'draftCopy', 'recogniseCopy'] as const).map((deed) => ({
        deed,
        at: copy,
        place: copy + 1,
      }));
    const world = played([0, 1, 2].flatMap(handedOn));
    expect(world.ancestors(3)).toEqual([2, 1, 0]);
  });
});
