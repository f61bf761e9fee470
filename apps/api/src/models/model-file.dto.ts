import { DOCUMENT_KINDS, MEMBER_KINDS, MONEY_SOURCES, type DocumentKind, type MemberKind, type MoneySource } from '#records';
import { ApiProperty } from '@nestjs/swagger';
import { Day, Flag, Id, Moment, OneOf, Part, PartList, Text, Whole } from '../door/fields.js';

const MOST_DONG = 1_000_000_000_000_000;
const NOTE = { max: 2000, min: 0, example: 'Theo danh sách quý III' } as const;
const CORRECTS = 'The row this one corrects; the earlier row stays, and no longer counts.';

export class MembersBody {
  @Day({ describe: 'The day of the count; not after today.' })
  onDay: string;

  @OneOf(MEMBER_KINDS, {
    name: 'MemberKind',
    describe: 'Taking part, members of the Youth Union or a trade union, members of an association, households.',
  })
  kind: MemberKind;

  @Whole({ nullable: true, max: 10_000_000, example: 32, describe: 'null: what it corrects was never so.' })
  count: number | null;

  @Text({ ...NOTE, optional: true })
  note?: string;

  @Id({ optional: true, nullable: true, describe: CORRECTS })
  correctsId?: string | null;
}

export class MoneyBody {
  @Day({ describe: 'The day the money came in; not after today.' })
  onDay: string;

  @OneOf(MONEY_SOURCES, { name: 'MoneySource', describe: 'Raised among the people, from the state budget, from a fund.' })
  source: MoneySource;

  @Whole({ nullable: true, max: MOST_DONG, example: 690_000_000, describe: 'In đồng. null: what it corrects was never so.' })
  amount: number | null;

  @Text({ ...NOTE, optional: true })
  note?: string;

  @Id({ optional: true, nullable: true, describe: CORRECTS })
  correctsId?: string | null;
}

export class DocumentBody {
  @OneOf(DOCUMENT_KINDS, { name: 'DocumentKind', example: 'minutes' })
  kind: DocumentKind;

  @Text({ max: 500, example: 'Biên bản họp ra mắt mô hình' })
  title: string;

  @Text({ max: 100, optional: true, nullable: true, example: '05/BB-MTTQ' })
  number?: string | null;

  @Day({ optional: true, nullable: true, describe: 'The date of the document; not after today.' })
  datedOn?: string | null;

  @Text({ max: 300, optional: true, nullable: true, example: 'Ban Công tác Mặt trận ấp 1' })
  issuer?: string | null;

  @Text({ ...NOTE, optional: true })
  note?: string;

  @Flag({ optional: true, example: false, describe: 'Takes back the document it corrects and puts none in its place.' })
  withdrawn?: boolean;

  @Id({ optional: true, nullable: true, describe: CORRECTS })
  correctsId?: string | null;
}

export class FileNameQuery {
  @Text({ max: 200, pattern: /^[^/\\]+$/, example: 'bien-ban-ra-mat.pdf', describe: 'What the file is called.' })
  name: string;
}

export class RecordedAnswer {
  @Id({ describe: 'Of the row.' })
  id: string;

  @Id()
  modelId: string;

  @Whole({ min: 1, example: 4, describe: 'The revision of the model.' })
  revision: number;
}

class RecordedRow {
  @Id()
  id: string;

  @Text(NOTE)
  note: string;

  @Moment()
  recordedAt: Date;

  @Id({ nullable: true, describe: 'The row this one corrects.' })
  correctsId: string | null;

  @Id({ nullable: true, describe: 'The row that corrected this one, which therefore no longer counts.' })
  correctedById: string | null;
}

class MembersRowAnswer extends RecordedRow {
  @Day()
  onDay: string;

  @OneOf(MEMBER_KINDS, { name: 'MemberKind' })
  kind: MemberKind;

  @Whole({ nullable: true, example: 32 })
  count: number | null;
}

export class MembersAnswer {
  @PartList(() => MembersRowAnswer, { describe: 'Newest day first.' })
  items: MembersRowAnswer[];

  @Whole({ min: 1, example: 4 })
  revision: number;
}

class MoneyRowAnswer extends RecordedRow {
  @Day()
  onDay: string;

  @OneOf(MONEY_SOURCES, { name: 'MoneySource' })
  source: MoneySource;

  @Whole({ nullable: true, max: MOST_DONG, example: 690_000_000 })
  amount: number | null;
}

class MoneyTotalsAnswer {
  @Whole({ max: Number.MAX_SAFE_INTEGER, example: 690_000_000 })
  communityContribution: number;

  @Whole({ max: Number.MAX_SAFE_INTEGER, example: 0 })
  stateBudget: number;

  @Whole({ max: Number.MAX_SAFE_INTEGER, example: 0 })
  fund: number;
}

export class MoneyAnswer {
  @PartList(() => MoneyRowAnswer, { describe: 'Newest day first.' })
  items: MoneyRowAnswer[];

  @Part(() => MoneyTotalsAnswer, { describe: 'What came in by source, in đồng, without what was corrected.' })
  totals: MoneyTotalsAnswer;

  @Whole({ min: 1, example: 4 })
  revision: number;
}

class FileAnswer {
  @Text({ max: 200, example: 'bien-ban-ra-mat.pdf' })
  name: string;

  @Text({ max: 100, example: 'application/pdf' })
  mediaType: string;

  @Whole({ min: 1, example: 482_133, describe: 'Bytes.' })
  size: number;

  @ApiProperty({ type: String, pattern: '^[0-9a-f]{64}$', example: 'a3f5'.repeat(16) })
  sha256: string;
}

class DocumentRowAnswer extends RecordedRow {
  @OneOf(DOCUMENT_KINDS, { name: 'DocumentKind', example: 'minutes' })
  kind: DocumentKind;

  @Text({ max: 500, example: 'Biên bản họp ra mắt mô hình' })
  title: string;

  @Text({ max: 100, nullable: true, example: '05/BB-MTTQ' })
  number: string | null;

  @Day({ nullable: true })
  datedOn: string | null;

  @Text({ max: 300, nullable: true, example: 'Ban Công tác Mặt trận ấp 1' })
  issuer: string | null;

  @Flag({ example: false })
  withdrawn: boolean;

  @Part(() => FileAnswer, { nullable: true })
  file: FileAnswer | null;
}

export class DocumentsAnswer {
  @PartList(() => DocumentRowAnswer, { describe: 'Newest date first.' })
  items: DocumentRowAnswer[];

  @Whole({ min: 1, example: 4 })
  revision: number;
}
