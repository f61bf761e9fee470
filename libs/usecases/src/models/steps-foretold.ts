import {
  availableSteps,
  groundWords,
  modelEdges,
  PublishedCalendar,
  replicationOutcomeWords,
  verdictWords,
  type ModelStage,
  type ModelStep,
  type StepChoice,
  type Verdict,
  type Words,
  type WorkCalendar,
} from '#domain';
import { WorkCalendarRepository, type ModelChange, type ModelStanding, type Records } from '#records';
import { unpublishedYear } from '../deadlines/with-calendar.js';
import { planByCalendar } from './calendar-of-duties.js';
import { yearsMissing } from './duties-after.js';
import { effectsOf } from './step-effects.js';

interface Told {
  words: Words;
  source: string;
}
/** A step of the list, with what the machine cannot know: reasons and warnings of the work calendar among its own. */
export interface ForetoldStep extends Omit<StepChoice, 'reasons' | 'warnings'> {
  reasons: (Told & { criterion: string; pointer?: string })[];
  warnings: (Told & { code: string })[];
}

const CALENDAR = 'workCalendarIsPublished';
/** Days and weekends of the work calendar come from the yearly announcement (Bộ luật Lao động 2019). */
const SOURCE = 'Bộ luật Lao động 2019, Điều 112';

/**
 * Every step with its reasons, and beside them what only the work calendar can tell: a step whose duty is counted in working days cannot be
 * taken while a year it runs into is not published. Where that hangs on the answers it is a warning. One more question than the plain rule
 * needs, and only where the rule plans by working days.
 */
export async function stepsForetold({ sql }: Records, model: ModelStanding): Promise<ForetoldStep[]> {
  const choices = availableSteps(model.stage, model.facts);
  if (!planByCalendar(model.duties)) return choices;
  const calendar = new PublishedCalendar(await new WorkCalendarRepository(sql).inForce());
  return choices.map((choice) => (choice.allowed ? foretold(model, choice, calendar) : choice));
}

function foretold(model: ModelStanding, choice: StepChoice, calendar: WorkCalendar): ForetoldStep {
  const ways = waysOf(model, choice.step).map(({ to, change }) => yearsMissing(model, choice.step, to, change, calendar));
  const years = [...new Set(ways.flat())].toSorted((a, b) => a - b);
  const told = years.map((year) => ({ words: unpublishedYear(year).words, source: SOURCE }));
  if (ways.every((missing) => missing.length > 0))
    return { ...choice, allowed: false, reasons: [...choice.reasons, ...told.map((one) => ({ criterion: CALENDAR, ...one }))] };
  return { ...choice, warnings: [...choice.warnings, ...told.map((one) => ({ code: CALENDAR, ...one }))] };
}

/** Where a step leads and what it writes, for each way its answers may go, as far as duties depend on them. */
function waysOf({ stage, facts }: ModelStanding, step: ModelStep): { to: ModelStage; change: ModelChange }[] {
  const answers = {
    verdict: step === 'appraise' ? Object.keys(verdictWords) : [null],
    ground: step === 'terminate' ? Object.keys(groundWords) : [null],
    replicationOutcome: step === 'reportReplicationResult' ? Object.keys(replicationOutcomeWords) : [null],
  };
  const edges = modelEdges.filter(({ region, from, step: taken }) => taken === step && from === stage[region]);
  return edges.flatMap(({ region, to }) =>
    answers.verdict.flatMap((verdict) =>
      answers.ground.flatMap((ground) =>
        answers.replicationOutcome.flatMap((replicationOutcome) => {
          const fields = { ...unsaid(facts.today), verdict, ground, replicationOutcome };
          const input = {
            fields,
            decision: { number: '', decidedOn: facts.today, signerPostId: '', basis: '', effectiveOn: facts.today },
          };
          const change = effectsOf(step, { from: stage, facts: { ...facts, input }, decisionId: step });
          return receiversOf(judged(change, verdict as Verdict | null)).map((one) => ({
            to: { ...stage, [region]: to },
            change: one,
          }));
        }),
      ),
    ),
  );
}

const LATER = '9999-12-31';
/** Days the answers will set lie ahead, and nobody knows which. */
const unsaid = (today: string) => ({
  startedOn: today,
  handover: [],
  replicationTargets: [{ territoryId: '' }],
  strengthenBy: LATER,
  suspendedUntil: LATER,
  replicateBy: LATER,
  handedOverOn: today,
});

/** By a set of criteria the verdict comes from scores that are not given yet. */
const judged = (change: ModelChange, verdict: Verdict | null): ModelChange =>
  verdict && change.review && 'set' in change.review ? { ...change, review: { set: { ...change.review.set, verdict } } } : change;

/** A place of a plan has somebody who takes the model up there, or waits for a name. */
const receiversOf = (change: ModelChange): ModelChange[] => {
  const { targets } = change;
  if (!targets || !('add' in targets)) return [change];
  return [null, 'somebody'].map((receiverId) => ({
    ...change,
    targets: { ...targets, add: targets.add.map((target) => ({ ...target, receiverId })) },
  }));
};
