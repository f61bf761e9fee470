import { checkModelGraph } from '#domain';
import { type CheckedModel, faultsOf, theModel } from './check-graph.js';

/** The shipped model with one thing spoilt. */
const spoilt = (spoil: (model: any) => void): CheckedModel => {
  const copy = {
    graph: structuredClone(theModel.graph),
    steps: structuredClone(theModel.steps),
    stages: structuredClone(theModel.stages),
    criteria: Object.fromEntries(Object.entries(theModel.criteria).map(([name, one]) => [name, { ...one }])),
  };
  spoil(copy);
  return copy as CheckedModel;
};

describe('libs/domain/lifecycle - check of the graph at start-up', () => {
  it('finds nothing wrong with the graph that ships', () => {
    expect(() => checkModelGraph()).not.toThrow();
  });

  it.each<[string, (model: any) => void, string]>([
    [
      'a stage nothing leads to',
      (m) => delete m.graph.life.stages.proposed.on.returnProposal,
      'stage life.returned cannot be reached',
    ],
    [
      'a stage nothing leaves',
      (m) => (m.graph.honour.stages.declined.on = {}),
      'stage honour.declined is dead: no step leaves it',
    ],
    ['a stage without words', (m) => (m.stages.spread.local.en = ' '), 'stage spread.local has no words'],
    [
      'a stage that has no place',
      (m) => (m.graph.life.stages.returned.on.resubmit = 'gone'),
      'stage life.gone is not in the graph',
    ],
    ['a step without words', (m) => (m.steps.propose.words.vi = ''), 'step propose has no words'],
    ['a step that says blanks', (m) => (m.steps.propose.words.vi = '  '), 'step propose has no words'],
    ['a step whose source is blanks', (m) => (m.steps.propose.source = ' '), 'step propose has no source'],
    ['a step whose source was forgotten', (m) => delete m.steps.propose.source, 'step propose has no source'],
    ['a stage nobody named', (m) => delete m.stages.spread.local, 'stage spread.local has no words'],
    ['a region without words', (m) => delete m.stages.spread, 'region spread is missing from the graph or from the words'],
    ['a region without a graph', (m) => delete m.graph.spread, 'region spread is missing from the graph or from the words'],
    [
      'a question for a field that is none',
      (m) => m.steps.propose.asks.push({ field: 'shoeSize', required: true }),
      'step propose asks for shoeSize, which is no field',
    ],
    [
      'a step that judges a paper it does not ask for',
      (m) => delete m.steps.recognise.decision,
      'step recognise judges /decision/decidedOn but is no decision',
    ],
    [
      'a step that undoes what is no step',
      (m) => (m.steps.annulRecognition.undoes = 'dance'),
      'step annulRecognition undoes dance, which is no decision',
    ],
    [
      'a step that undoes what was done without a decision',
      (m) => (m.steps.annulRecognition.undoes = 'propose'),
      'step annulRecognition undoes propose, which is no decision',
    ],
    [
      'a step that undoes without a decision',
      (m) => delete m.steps.annulRecognition.decision,
      'step annulRecognition undoes recognise but is no decision',
    ],
    [
      'a step that amends without a decision',
      (m) => ((m.steps.propose.amends = 'recognise'), delete m.steps.propose.decision),
      'step propose amends recognise but is no decision',
    ],
    [
      'a step that amends what is no step',
      (m) => ((m.steps.propose.amends = 'dance'), (m.steps.propose.decision = true)),
      'step propose amends dance, which is no decision',
    ],
    [
      'a step that amends what was done without a decision',
      (m) => ((m.steps.propose.amends = 'openReview'), (m.steps.propose.decision = true)),
      'step propose amends openReview, which is no decision',
    ],
    ['a guard whose source is blanks', (m) => (m.criteria.modelHasAName.source = ' '), 'criterion modelHasAName has no source'],
    [
      'a guard whose source was forgotten',
      (m) => delete m.criteria.modelHasAName.source,
      'criterion modelHasAName has no source',
    ],
    ['a step without a source', (m) => (m.steps.propose.source = ''), 'step propose has no source'],
    [
      'a step that starts nowhere',
      (m) => delete m.graph.life.stages.selfAssessing.on.cancelReview,
      'step cancelReview leaves no stage',
    ],
    [
      'a step nobody described',
      (m) => (m.graph.life.stages.operating.on.dance = 'operating'),
      'step dance leaves life.operating but is nowhere described',
    ],
    [
      'a step in a region that is not its own',
      (m) => (m.graph.spread.stages.local.on.propose = 'toReplicate'),
      'step propose of region life leaves a stage of region spread',
    ],
    [
      'a step with a guard that is none',
      (m) => m.steps.propose.needs.push('isNice'),
      'step propose needs isNice, which is no criterion',
    ],
    [
      'a question nobody reads the answer of',
      (m) => m.steps.propose.asks.push({ field: 'opinion', required: true }),
      'step propose asks for opinion, but no criterion reads it',
    ],
    [
      'an answer nobody asked for',
      (m) => (m.steps.returnProposal.asks = []),
      'step returnProposal judges /fields/reason without asking for it',
    ],
    [
      'a guard without words',
      (m) => (m.criteria.modelHasAName.words = { vi: '', en: '' }),
      'criterion modelHasAName has no words',
    ],
    ['a guard without a source', (m) => (m.criteria.modelHasAName.source = ''), 'criterion modelHasAName has no source'],
    [
      'a guard nobody needs',
      (m) => (m.criteria.isNice = { words: { vi: 'a', en: 'a' }, source: 'D1.1', notWhile: {} }),
      'criterion isNice is needed by no step',
    ],
    [
      'a decision nothing undoes',
      (m) => delete m.graph.honour.stages.commended.on.revokeCommendation,
      'decision commend leads to honour.commended, where no other decision undoes it',
    ],
    [
      'a decision undone by less than one',
      (m) => delete m.steps.annulTermination.decision,
      'step annulTermination undoes terminate but is no decision',
    ],
  ])('names %s', (_, spoil, fault) => {
    expect(faultsOf(spoilt(spoil))).toContain(fault);
  });

  it('lists all faults at once', () => {
    const twice = spoilt((m) => {
      m.steps.propose.words.vi = '';
      m.criteria.modelHasAName.source = '';
    });
    expect(() => checkModelGraph(twice)).toThrow(/step propose has no words[^]*criterion modelHasAName has no source/);
  });
});
