import { Day, Flag, Free, Id, Moment, OneOf, Text, Whole } from '../door/fields.js';
import { pageOf } from '../door/pages.js';

const FIGURES = {
  describe: 'Whole numbers by name; which ones, the form of the round says. A wrong one is told at its pointer.',
  example: { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 },
  shape: { additionalProperties: { type: 'integer', minimum: 0 } },
};
const WORDS = {
  describe: 'Texts by section: summary (always), difficulties, proposals.',
  example: { summary: 'Các mô hình duy trì nền nếp.' },
  shape: { additionalProperties: { type: 'string' } },
};

export class SubmitReportBody {
  @Free(FIGURES)
  figures: Record<string, number>;

  @Free(WORDS)
  words: Record<string, string>;
}

export class SubmittedAnswer {
  @Id()
  obligationId: string;

  @Whole({ min: 1, example: 1 })
  number: number;

  @Flag({ example: false, describe: 'It counts as late. What first came in time and was returned stays in time.' })
  late: boolean;

  @Whole({ min: 1, example: 2, describe: 'Of the obligation; also in ETag.' })
  revision: number;
}

export class AnswerReportBody {
  @OneOf(['accepted', 'returned'])
  outcome: 'accepted' | 'returned';

  @Text({
    max: 5000,
    optional: true,
    nullable: true,
    example: 'Bổ sung số hội viên tham gia.',
    describe: 'What to mend; required when returned.',
  })
  message?: string | null;
}

export class SubmissionAnswer {
  @Whole({ min: 1, example: 1 })
  number: number;

  @Free(FIGURES)
  figures: Record<string, number>;

  @Free(WORDS)
  words: Record<string, string>;

  @Moment()
  submittedAt: Date;

  @Day({ example: '2026-11-20' })
  submittedOn: string;

  @Day({ example: '2026-11-22', describe: 'The due day at that moment.' })
  dueOn: string;

  @Flag({ example: false, describe: 'This version came after the due day.' })
  late: boolean;

  @Text({ max: 200, nullable: true, example: 'Cán bộ báo cáo' })
  submittedBy: string | null;

  @OneOf(['accepted', 'returned'], { nullable: true, describe: 'null while it waits for its answer.' })
  outcome: 'accepted' | 'returned' | null;

  @Moment({ nullable: true })
  answeredAt: Date | null;

  @Text({ max: 5000, nullable: true, example: 'Bổ sung số hội viên tham gia.' })
  message: string | null;
}

export class SubmissionPage extends pageOf(SubmissionAnswer) {}
