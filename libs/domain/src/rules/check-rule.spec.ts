import { ruleFaults, type RuleKey } from '#domain';
import { planted, plantedRules } from './testing/planted-rules.js';

const annual = () => planted('annualReport.modelResults').body;
const conference = () => planted('conference.summary').body;
const duties = () => planted('modelDuties').body;
const review = () => planted('modelReview').body;
const pointers = (key: RuleKey, body: unknown) => ruleFaults(key, body).map(({ pointer }) => pointer);

describe('libs/domain/rules - what a rule edition may say', () => {
  it.each(plantedRules)('the planted $ruleKey is without fault', ({ ruleKey, body }) =>
    expect(ruleFaults(ruleKey, body)).toEqual([]),
  );

  it.each<[string, (body: any) => void, string]>([
    ['a day that does not come every year', (body) => (body.opensOn = { month: 2, day: 29 }), '/opensOn'],
    ['two equal rungs', (body) => (body.ladder.rungs[1].offsetDays = -30), '/ladder/rungs/1/offsetDays'],
    ['two rungs of one name', (body) => (body.ladder.rungs[1].code = 'T-30'), '/ladder/rungs/1/code'],
    ['a rung after the closing', (body) => (body.ladder.rungs.at(-1).offsetDays = 5), '/ladder/rungs'],
    ['an hour that is none', (body) => (body.ladder.fireAt = '24:00'), '/ladder/fireAt'],
    ['an escalation to nobody', (body) => delete body.ladder.rungs[7].stepsUp, '/ladder/rungs/7/stepsUp'],
    ['a level without reporters', (body) => (body.levels[0].reporters = []), '/levels/0/reporters'],
    ['an unknown roll', (body) => (body.roll = 'maybe'), '/roll'],
    ['a day written as text', (body) => (body.opensOn = { month: '10', day: '1' }), '/opensOn'],
    ['a misspelt field', (body) => (body.levels[0].inclusiv = true), '/levels/0/inclusiv'],
    ['a function that does not exist', (body) => (body.levels[0].reporters = ['chessClub']), '/levels/0/reporters'],
    ['a receiver that does not exist', (body) => (body.levels[3].to = 'chessClub'), '/levels/3/to'],
    [
      'a reminder after the end of the escalation',
      (body) => body.ladder.rungs.splice(9, 0, { code: 'T+30', offsetDays: 30, act: 'overdue' }),
      '/ladder/rungs/9/offsetDays',
    ],
    ['an escalation that climbs down', (body) => (body.ladder.rungs[7].stepsUp = 3), '/ladder/rungs/8/stepsUp'],
    ['an empty escalation path', (body) => (body.escalation = []), '/escalation'],
    [
      'an escalation path that goes in a circle',
      (body) => (body.escalation = ['massMobilisationLead', 'standingCommittee', 'massMobilisationLead']),
      '/escalation/2',
    ],
    [
      'an escalation further up than its path',
      (body) => {
        body.escalation = ['massMobilisationLead'];
        body.ladder.rungs[8].stepsUp = 3;
      },
      '/ladder/rungs/8/stepsUp',
    ],
    [
      'reports that come back to who sent them',
      (body) => {
        body.levels[3].reporters = ['massMobilisationLead'];
        body.levels[3].to = 'fatherlandFront';
      },
      '/levels/3/to',
    ],
    ['a rung named as the one of a moved day', (body) => (body.ladder.rungs[0].code = 'moved'), '/ladder/rungs/0/code'],
    [
      'a time of the rungs in the quiet hours',
      (body) => (body.ladder.sending = { from: '09:00', to: '17:00', workingDaysOnly: true }),
      '/ladder/fireAt',
    ],
    [
      'sending hours that end before they begin',
      (body) => (body.ladder.sending = { from: '17:00', to: '07:30', workingDaysOnly: true }),
      '/ladder/sending',
    ],
    ['a scope that leaves nobody', (body) => (body.scope = { kinds: [] }), '/scope/kinds'],
    ['a scope of a kind that does not exist', (body) => (body.scope = { kinds: ['chessClub'] }), '/scope/kinds'],
    ['an endless extension', (body) => (body.extension.maxDays = 1e9), '/extension'],
    ['an answer within no time', (body) => (body.clock.answerReportWithin.amount = 0), '/clock/answerReportWithin'],
    [
      'an answer within ten fortnights',
      (body) => (body.clock.answerExtensionWithin.unit = 'fortnight'),
      '/clock/answerExtensionWithin',
    ],
    ['an answer nobody is reminded of', (body) => delete body.clock.ladder, '/clock/ladder'],
    [
      'an approval by silence',
      (body) => body.clock.ladder.rungs.push({ code: 'close', offsetDays: 60, act: 'close' }),
      '/clock/ladder/rungs',
    ],
    ['a clock that stands for ever', (body) => (body.clock.suspension.maxDays = 1e9), '/clock/suspension/maxDays'],
    ['a misspelt bound', (body) => (body.clock.reopening = { maxdays: 3 }), '/clock/reopening/maxdays'],
    ['a clock written as text', (body) => (body.clock = 'soon'), '/clock'],
  ])('refuses %s', (_, spoil, pointer) => {
    const body = annual();
    spoil(body);
    expect(pointers('annualReport.modelResults', body)).toContain(pointer);
  });

  it.each<[string, (body: any) => void, string]>([
    ['an anchor that is no day', (body) => (body.anchorOn = '2024-02-30'), '/anchorOn'],
    [
      'a conference without the step "held"',
      (body) => (body.steps = body.steps.filter((step: { code: string }) => step.code !== 'held')),
      '/steps',
    ],
    ['a conference of another kind than its key', (body) => (body.kind = 'preliminary'), '/kind'],
    ['a step owned by a function that does not exist', (body) => (body.steps[0].owner = 'chessClub'), '/steps/0/owner'],
    ['a step with a NUL in its name', (body) => (body.steps[0].words.vi = 'a\u0000'), '/steps/0/words'],
    ['a path nobody stands on', (body) => (body.escalation = []), '/escalation'],
    ['a path by a name of ours', (body) => (body.escalation = ['Ban Dân vận']), '/escalation'],
    ['a path in a circle', (body) => (body.escalation = ['partyLead', 'standingCommittee', 'partyLead']), '/escalation/2'],
    [
      'an escalation further up than its path, which begins above the owner',
      (body) => {
        body.escalation = ['standingCommittee'];
        body.ladder.rungs.find((rung: any) => rung.act === 'escalate').stepsUp = 2;
      },
      `/ladder/rungs/${conference().ladder.rungs.findIndex((rung: any) => rung.act === 'escalate')}/stepsUp`,
    ],
    ['a step nobody owns', (body) => (body.steps[0].owner = ''), '/steps/0/owner'],
  ])('refuses %s', (_, spoil, pointer) => {
    const body = conference();
    spoil(body);
    expect(pointers('conference.summary', body)).toContain(pointer);
  });

  it.each<[string, (body: any) => void, string]>([
    ['a duty without a term', (body) => delete body.duties.appraise, '/duties/appraise/term'],
    ['a duty of no length', (body) => (body.duties.conclude.term.amount = 0), '/duties/conclude/term'],
    ['a term in fortnights', (body) => (body.duties.nominate.term.unit = 'fortnight'), '/duties/nominate/term'],
    ['a duty no model owes', (body) => (body.duties.sing = { term: { amount: 1, unit: 'day' } }), '/duties/sing'],
    [
      'a duty that is done by silence',
      (body) => body.ladder.rungs.push({ code: 'close', offsetDays: 60, act: 'close' }),
      '/ladder/rungs',
    ],
    [
      'a ladder of one duty that closes',
      (body) => (body.duties.resume.ladder = { fireAt: '08:00', rungs: [{ code: 'close', offsetDays: 60, act: 'close' }] }),
      '/duties/resume/ladder/rungs',
    ],
    ['a score that cannot be kept', (body) => (body.bounds.highestScore = 1000), '/bounds/highestScore'],
    ['a suspension without a longest', (body) => (body.bounds.longestSuspensionMonths = 0), '/bounds/longestSuspensionMonths'],
    ['a bound nobody knows', (body) => (body.bounds.members = 5), '/bounds/members'],
    ['bounds that are none', (body) => (body.bounds = 100), '/bounds'],
    ['a path nobody stands on', (body) => (body.escalation = []), '/escalation'],
    ['a path in a circle', (body) => (body.escalation = ['partyLead', 'partyLead']), '/escalation/1'],
    [
      'an escalation of one duty further up than the path',
      (body) => {
        body.escalation = ['standingCommittee'];
        body.duties.resume.ladder = { fireAt: '08:00', rungs: [{ code: 'T+9', offsetDays: 9, act: 'escalate', stepsUp: 3 }] };
      },
      '/duties/resume/ladder/rungs/0/stepsUp',
    ],
    ['duties that can be put off without end', (body) => (body.extension.maxTimes = 1e3), '/extension'],
  ])('refuses %s', (_, spoil, pointer) => {
    const body = duties();
    spoil(body);
    expect(pointers('modelDuties', body)).toContain(pointer);
  });

  it.each<[string, (body: any) => void, string]>([
    [
      'a conclusion due before the appraisal',
      (body) => (body.steps.conclude.due = body.steps.selfAssess.due),
      '/steps/conclude/due',
    ],
    ['a self-assessment due before the round opens', (body) => (body.opensOn = { month: 12, day: 1 }), '/steps/selfAssess/due'],
    ['a step without a day', (body) => delete body.steps.appraise, '/steps/appraise/due'],
    ['a step that no review has', (body) => (body.steps.applaud = body.steps.conclude), '/steps/applaud'],
    [
      'a review that is done by silence',
      (body) => body.ladders.reviewer.rungs.push({ code: 'close', offsetDays: 60, act: 'close' }),
      '/ladders/reviewer/rungs',
    ],
    ['a reviewing side without a clock', (body) => delete body.ladders.reviewer, '/ladders/reviewer/rungs'],
    ['a kind of model there is not', (body) => (body.modelKinds = ['statue']), '/modelKinds'],
    ['a review of no kind', (body) => (body.modelKinds = []), '/modelKinds'],
    ['an organisation there is not', (body) => (body.scope = { kinds: ['chessClub'] }), '/scope/kinds'],
    ['a territory by its name', (body) => (body.scope = { territories: ['Mỹ Thọ'] }), '/scope/territories'],
    ['a path in a circle', (body) => (body.escalation = ['partyLead', 'partyLead']), '/escalation/1'],
    ['a backlog without a term', (body) => delete body.backlog.conclude, '/backlog/conclude'],
    ['a backlog in working days', (body) => (body.backlog.appraise.unit = 'workingDay'), '/backlog/appraise'],
    ['a backlog of no length', (body) => (body.backlog.selfAssess.amount = 0), '/backlog/selfAssess'],
    ['reviews that can be put off without end', (body) => (body.extension.maxTimes = 1e3), '/extension'],
    ['everything missing', (body) => Object.keys(body).forEach((name) => delete body[name]), '/opensOn'],
  ])('refuses %s', (_, spoil, pointer) => {
    const body = review();
    spoil(body);
    expect(pointers('modelReview', body)).toContain(pointer);
  });

  it.each([null, 7, [], { steps: 'x', ladders: null, scope: 'all', backlog: [] }])(
    'refuses %j as the rule of the review',
    (body) => expect(pointers('modelReview', body).length).toBeGreaterThan(0),
  );
});
