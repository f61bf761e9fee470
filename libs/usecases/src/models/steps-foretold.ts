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
  type WaitingPlace,
  type WorkCalendar,
} from '#domain';
import {
  ReplicationsRepository,
  WorkCalendarRepository,
  type ModelChange,
  type ModelStanding,
  type ParentStanding,
  type PlaceChange,
  type Records,
} from '#records';
import { planByCalendar } from './calendar-of-duties.js';
import { calendarTold, type Told } from './calendar-told.js';
import { yearsMissing, yearsMissingAfterPlace } from './duties-after.js';
import { effectsOf } from './step-effects.js';
import { movesItsPlace } from './step-of-a-copy.js';

/** A step of the list, with what the machine cannot know: reasons and warnings of the work calendar among its own. */
export interface ForetoldStep extends Omit<StepChoice, 'reasons' | 'warnings'> {
  reasons: (Told & { criterion: string; pointer?: string })[];
  warnings: (Told & { code: string })[];
}

/**
 * Every step with its reasons, and beside them what only the work calendar can tell: a step whose duty is counted in working days cannot be
 * taken while a year it runs into is not published, be it a duty of the model or, of a copy, one its parent is owed. Where that hangs on the
 * answers it is a warning. One more question than the plain rule needs, two for a copy, and only where the rule plans by working days.
 */
export async function stepsForetold({ sql }: Records, model: ModelStanding): Promise<ForetoldStep[]> {
  const choices = availableSteps(model.stage, model.facts);
  if (!planByCalendar(model.duties)) return choices;
  const calendar = new PublishedCalendar(await new WorkCalendarRepository(sql).inForce());
  const { parentage, today } = model.facts;
  // The rule of a day is one for all models: where it plans the duties of a copy by working days, it plans those of its parent so.
  const parent = parentage && (await new ReplicationsRepository(sql).parentOf(model.id, today));
  return choices.map((choice) => (choice.allowed ? foretold(model, parent, choice, calendar) : choice));
}

function foretold(model: ModelStanding, parent: ParentStanding | null, choice: StepChoice, calendar: WorkCalendar): ForetoldStep {
  const { step } = choice;
  const ways = waysOf(model, step).map(({ to, change }) => [
    ...yearsMissing(model, step, to, change, calendar),
    ...(parent && change.place && movesItsPlace(model, step)
      ? yearsMissingAfterPlace(parent, change.place.deed, placesAfter(parent, change.place), model.facts.today, calendar)
      : []),
  ]);
  const { reasons, warnings } = calendarTold(ways);
  return {
    ...choice,
    allowed: reasons.length === 0,
    reasons: [...choice.reasons, ...reasons],
    warnings: [...choice.warnings, ...warnings],
  };
}

/** The places of the parent once the copy has taken its own, or given it back. */
const placesAfter = ({ targetId, duties: { places } }: ParentStanding, { deed }: PlaceChange): WaitingPlace[] =>
  places.map((place) => (place.id === targetId ? { ...place, copy: deed === 'takeCopy' ? 'proposed' : null } : place));

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
