import { PublishedCalendar, targetDeeds, type PlainDay, type WorkCalendar } from '#domain';
import { ReplicationsReader, WorkCalendarRepository, type Records, type TargetColumns, type WaitingTarget } from '#records';
import { planByCalendar } from '../models/calendar-of-duties.js';
import { calendarTold, type CalendarTold } from '../models/calendar-told.js';
import { yearsMissingAfterPlace } from '../models/duties-after.js';
import { placesAfter, type PlaceDeed } from './move-place.js';

const NOTHING: CalendarTold = { reasons: [], warnings: [] };

/**
 * What only the work calendar can tell of the deeds upon places of plans: a deed whose duty is counted in working days cannot be done while a
 * year it runs into is not published. Two more questions for all of them together, and only where the rule plans by working days.
 */
export async function placesForetold(
  { sql }: Records,
  places: readonly { id: string; mayCountWorkingDays: boolean }[],
  day: PlainDay,
): Promise<(placeId: string, deed: PlaceDeed) => CalendarTold> {
  const asked = places.filter(({ mayCountWorkingDays }) => mayCountWorkingDays).map(({ id }) => id);
  if (asked.length === 0) return () => NOTHING;
  const waiting = (await new ReplicationsReader(sql).waiting(asked, day)).filter(({ duties }) => planByCalendar(duties));
  if (waiting.length === 0) return () => NOTHING;
  const calendar = new PublishedCalendar(await new WorkCalendarRepository(sql).inForce());
  const byId = new Map(waiting.map((target) => [target.id, target]));
  return (placeId, deed) => {
    const target = byId.get(placeId);
    return target ? foretold(target, deed, day, calendar) : NOTHING;
  };
}

function foretold(target: WaitingTarget, deed: PlaceDeed, day: PlainDay, calendar: WorkCalendar): CalendarTold {
  const { from, to } = targetDeeds[deed];
  if (!(from as string[]).includes(target.status)) return NOTHING;
  const ways = waysOf(target, deed).map((set) =>
    yearsMissingAfterPlace(target, deed, placesAfter(target, to, set), day, calendar),
  );
  return calendarTold(ways);
}

/** What the deed writes, for each way its answers may go: somebody new is named, or one who owes an answer for another place already. */
function waysOf({ receiverId, duties }: WaitingTarget, deed: PlaceDeed): Partial<TargetColumns>[] {
  if (deed === 'draftCopy') return [{ childModelId: 'copy' }];
  if (deed !== 'nameReceiver') return [receiverId ? { organisationId: receiverId } : {}];
  const answering = duties.open.filter(({ duty }) => duty === 'answerReplication').map(({ organisationId }) => organisationId);
  return ['somebody', ...answering].map((organisationId) => ({ organisationId }));
}
