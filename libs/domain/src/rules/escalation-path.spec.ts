import { ruleFaults, type RuleKey } from '#domain';
import { faultsAfter, planted, type Change } from './testing/planted-rules.js';

const key = 'annualReport.modelResults';
// Its ladder escalates on T+14 one step and on T+21 two.
const path =
  (escalation: unknown, steps = 2) =>
  (body: any) => {
    body.escalation = escalation;
    body.ladder.rungs[8].stepsUp = steps;
  };

describe('libs/domain/rules - the path an escalation climbs', () => {
  it.each<Change>([
    ['may be left out', () => {}],
    ['of one function has two steps, the receiving body being the first', path(['standingCommittee'], 2)],
    ['of one function has no third step', path(['standingCommittee'], 3), '/ladder/rungs/8/stepsUp'],
    ['of two functions has three steps', path(['massMobilisationLead', 'standingCommittee'], 3)],
    ['of two functions has no fourth step', path(['massMobilisationLead', 'standingCommittee'], 4), '/ladder/rungs/8/stepsUp'],
    [
      'asks nothing of a reminder, whatever steps it names',
      (body) => {
        body.escalation = ['standingCommittee'];
        body.ladder.rungs[0].stepsUp = 5;
      },
    ],
    ['nobody stands on', path([]), '/escalation'],
    ['is a list', path('standingCommittee'), '/escalation'],
    ['on which one function does not exist', path(['standingCommittee', 'chessClub']), '/escalation'],
    [
      'that calls somebody twice goes in a circle: the second call is told',
      path(['massMobilisationLead', 'standingCommittee', 'massMobilisationLead']),
      '/escalation/2',
    ],
    [
      'is measured against the rungs there are',
      (body) => {
        body.escalation = ['standingCommittee'];
        body.ladder.rungs[0] = null;
      },
      '/ladder/rungs/0/act',
      '/ladder/rungs/0/code',
      '/ladder/rungs/0/offsetDays',
    ],
    [
      'without rungs is measured against nothing',
      (body) => {
        body.escalation = ['standingCommittee'];
        body.ladder.rungs = 'T-30';
      },
      '/ladder/rungs',
    ],
    [
      'without a ladder is measured against nothing',
      (body) => {
        body.escalation = ['standingCommittee'];
        body.ladder = null;
      },
      '/ladder/fireAt',
      '/ladder/rungs',
    ],
  ])('a path %s', (_, change, ...pointers) => expect(faultsAfter(key, change)).toEqual(pointers));

  const ladder = (stepsUp: number) => ({ fireAt: '08:00', rungs: [{ code: 'T+9', offsetDays: 9, act: 'escalate', stepsUp }] });
  const two = ['massMobilisationLead', 'standingCommittee'];
  it.each<[string, RuleKey, Change[1], ...string[]]>([
    [
      'a step of a conference is received by nobody: a path of two has two steps',
      'conference.summary',
      (body) => Object.assign(body, { escalation: two, ladder: ladder(2) }),
    ],
    [
      'a step of a conference has no third',
      'conference.summary',
      (body) => Object.assign(body, { escalation: two, ladder: ladder(3) }),
      '/ladder/rungs/0/stepsUp',
    ],
    [
      'a duty of a model has the body above and then the path: three',
      'modelDuties',
      (body) => Object.assign(body, { escalation: two, ladder: ladder(3) }),
    ],
    [
      'a duty of a model has no fourth',
      'modelDuties',
      (body) => Object.assign(body, { escalation: two, ladder: ladder(4) }),
      '/ladder/rungs/0/stepsUp',
    ],
    [
      'the ladder of one duty is measured by itself',
      'modelDuties',
      (body) => {
        body.escalation = two;
        body.duties.resume.ladder = ladder(4);
        body.duties.appraise.ladder = ladder(3);
      },
      '/duties/resume/ladder/rungs/0/stepsUp',
    ],
    [
      'a duty that is nothing has no ladder to measure',
      'modelDuties',
      (body) => {
        body.escalation = two;
        body.duties.resume = null;
      },
      '/duties/resume/term',
    ],
    [
      'both sides of a review are measured',
      'modelReview',
      (body) => Object.assign(body, { escalation: two, ladders: { owner: ladder(4), reviewer: ladder(4) } }),
      '/ladders/owner/rungs/0/stepsUp',
      '/ladders/reviewer/rungs/0/stepsUp',
    ],
    [
      'a review has three steps',
      'modelReview',
      (body) => Object.assign(body, { escalation: two, ladders: { owner: ladder(3), reviewer: ladder(3) } }),
    ],
    [
      'a review without ladders is measured against nothing',
      'modelReview',
      (body) => Object.assign(body, { escalation: two, ladders: null }),
      '/ladders/owner/fireAt',
      '/ladders/owner/rungs',
      '/ladders/reviewer/fireAt',
      '/ladders/reviewer/rungs',
    ],
  ])('%s', (_, ruleKey, change, ...pointers) => expect(faultsAfter(ruleKey, change)).toEqual(pointers));

  it('says how many steps there are', () => {
    const { body } = planted(key);
    path(['standingCommittee'], 3)(body);
    expect(ruleFaults(key, body).map(({ words }) => words.en)).toEqual(['The path has only 2 steps.']);
  });
});

describe('libs/domain/rules - reports do not come back to who sent them', () => {
  const province = (code: string, reporters: unknown, to?: unknown) => ({
    code,
    level: 'province',
    reporters,
    due: { month: 12, day: 1 },
    inclusive: true,
    to,
  });
  it.each<[string, ReturnType<typeof province>[], ...string[]]>([
    ['three steps up', [province('a', ['tradeUnion'], 'fatherlandFront'), province('b', ['fatherlandFront'], 'partyLead')]],
    ['to oneself', [province('a', ['partyLead'], 'partyLead')], '/levels/0/to'],
    [
      'by way of one other: both levels are told',
      [province('a', ['tradeUnion'], 'partyLead'), province('b', ['partyLead'], 'tradeUnion')],
      '/levels/0/to',
      '/levels/1/to',
    ],
    [
      'by way of two others',
      [
        province('a', ['tradeUnion', 'farmersUnion'], 'fatherlandFront'),
        province('b', ['fatherlandFront'], 'partyLead'),
        province('c', ['partyLead'], 'farmersUnion'),
      ],
      '/levels/0/to',
      '/levels/1/to',
      '/levels/2/to',
    ],
    [
      'a circle further up is told where it lies, not to who reports into it',
      [
        province('a', ['tradeUnion'], 'fatherlandFront'),
        province('b', ['fatherlandFront'], 'partyLead'),
        province('c', ['partyLead'], 'fatherlandFront'),
      ],
      '/levels/1/to',
      '/levels/2/to',
    ],
    [
      'the communes report to the province, whoever holds the same function there',
      [{ ...province('a', ['fatherlandFront'], 'partyLead'), level: 'commune' }, province('b', ['partyLead'], 'fatherlandFront')],
    ],
    [
      'a level whose reporters are a word',
      [province('a', 'partyLead', 'tradeUnion'), province('b', ['tradeUnion'], 'partyLead')],
      '/levels/0/reporters',
    ],
    [
      'a receiver that does not exist, reporting to itself',
      [province('a', ['chessClub'], 'chessClub')],
      '/levels/0/reporters',
      '/levels/0/to',
    ],
  ])('%s', (_, levels, ...pointers) => expect(faultsAfter(key, (body) => (body.levels = levels))).toEqual(pointers));

  it('looks past a level that is nothing', () =>
    expect(faultsAfter(key, (body) => (body.levels[0] = null)).filter((pointer) => pointer.endsWith('/to'))).toEqual([]));
});
