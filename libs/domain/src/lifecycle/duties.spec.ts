import { dutiesOfVerdict, modelDuties, type ModelDuty } from '#domain';
import { verdictWords, type Verdict } from './choices.js';

describe('libs/domain/lifecycle - a verdict makes a duty', () => {
  it.each<[Verdict, ModelDuty[]]>([
    ['effective', ['planReplication']],
    ['exemplary', ['planReplication', 'nominate']],
    ['weak', ['strengthen']],
    ['ineffective', ['strengthenOrTerminate']],
  ])('%s', (verdict, duties) => {
    expect(dutiesOfVerdict(verdict)).toEqual(duties);
  });

  it('no verdict stays without consequence, no duty without a step that does it', () => {
    for (const verdict of Object.keys(verdictWords) as Verdict[]) expect(dutiesOfVerdict(verdict)).not.toEqual([]);
    for (const { doneBy } of Object.values(modelDuties)) expect(doneBy).not.toEqual([]);
  });
});
