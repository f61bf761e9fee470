import { dayAt, isRefusal, type PlainDay } from '#domain';
import { OrphanedDutiesRepository, Records, RepairsRepository } from '#records';
import { refusingUnpublished } from '../deadlines/with-calendar.js';
import { calendarOfDuties } from './calendar-of-duties.js';
import { dutiesAfterPlace } from './duties-after.js';

/** Duties a statement: each is journaled, and a reorganisation may leave many. */
const PAGE = 5_000;
/** Models looked at together. */
const MODELS = 500;

/**
 * After a reorganisation a duty of a model can be left with a body that ended without an heir, or with an owner above whom nobody stood. It is
 * moved to whoever would owe it were it opened today, with its day and its ladder; the steps that discharge it, and who may take them, stay what
 * they are. Places of plans are asked anew, as the next deed upon them would do. Asked by the reconciler; repeated, it moves nothing.
 */
export class MoveOrphanedDuties {
  constructor(private readonly records: Records) {}

  async run({ now }: { now: Date }): Promise<{ moved: number }> {
    const day = dayAt(now);
    let moved = 0;
    for (let page = PAGE; page === PAGE; moved += page)
      page = await this.records.inTransaction((tx) => new OrphanedDutiesRepository(tx).moveUp({ day, at: now }, PAGE));
    for (let after: string | null = null; ;) {
      const models = await new OrphanedDutiesRepository(this.records.sql).modelsWithLostPlaces(day, after, MODELS);
      for (const id of models) moved += await this.askPlacesAnew(id, day, now);
      if (models.length < MODELS) return { moved };
      after = models.at(-1)!;
    }
  }

  /** A year of the work calendar that is not published leaves the duty where it is, on the list of those nobody answers for. */
  private async askPlacesAnew(modelId: string, day: PlainDay, at: Date): Promise<number> {
    const asked = await refusingUnpublished(() =>
      this.records.inTransaction(async (tx) => {
        await tx.models.hold([modelId]);
        const standing = (await tx.replications.planned(modelId, day))!;
        const calendar = await calendarOfDuties(tx, standing.duties);
        const duties = dutiesAfterPlace(standing, reorganised, standing.duties.places, day, calendar);
        if (!duties) return 0;
        await tx.replications.changeDuties(modelId, duties, { at, by: null });
        // Whoever decides on the model meanwhile looks at it again.
        await tx.models.touch(modelId);
        const repairs = new RepairsRepository(tx);
        const detail = `${standing.code}: ${[...new Set(duties.opened.map(({ duty }) => duty))].join(', ') || 'nobody'} asked anew, for a place or who planned it ended without an heir`;
        await repairs.record({ workflowId: `model-duty/${modelId}`, difference: 'orphanedDuty', detail, at });
        return duties.settled.length;
      }),
    );
    return isRefusal(asked) ? 0 : asked;
  }
}

const reorganised = {
  name: 'reorganisation',
  words: { vi: 'Sắp xếp tổ chức', en: 'Reorganisation of bodies' },
  said: undefined,
} as const;
