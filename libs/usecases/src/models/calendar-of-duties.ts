import { dutiesNeedCalendar, type WorkCalendar } from '#domain';
import type { DutyFacts, Tx } from '#records';

type Duties = Pick<DutyFacts, 'rule'> | null;

export const planByCalendar = (duties: Duties): boolean => duties?.rule != null && dutiesNeedCalendar(duties.rule.body);

/**
 * The work calendar where the rule of the duties plans by it, held still until the transaction ends; undefined where it does not, and
 * then nobody is asked. The models of the deed are held before: whoever publishes holds none, so neither waits for the other.
 */
export const calendarOfDuties = async (tx: Tx, duties: Duties): Promise<WorkCalendar | undefined> =>
  planByCalendar(duties) ? tx.workCalendar.published() : undefined;
