import type { Words } from '../refusals/refusal.js';

/** Stored beside every stage; a changed graph takes the next number and a migration of the stored words. */
export const MACHINE_VERSION = 1;

/** Each stage says what the model is now. Three regions live side by side: none of them waits for another. */
export const stageWords = {
  life: {
    drafting: { vi: 'Đang soạn thảo', en: 'Being drafted' },
    proposed: { vi: 'Đã đề xuất, chờ xem xét', en: 'Proposed, awaiting consideration' },
    returned: { vi: 'Trả lại để bổ sung', en: 'Returned for completion' },
    rejected: { vi: 'Không được chấp thuận', en: 'Rejected' },
    operating: { vi: 'Đang hoạt động', en: 'Operating' },
    selfAssessing: { vi: 'Đang tự đánh giá', en: 'Assessing itself' },
    appraising: { vi: 'Đang thẩm định', en: 'Being appraised' },
    deciding: { vi: 'Chờ kết luận', en: 'Awaiting the conclusion' },
    strengthening: { vi: 'Đang củng cố', en: 'Being strengthened' },
    suspended: { vi: 'Tạm dừng', en: 'Suspended' },
    terminated: { vi: 'Đã kết thúc', en: 'Terminated' },
  },
  spread: {
    local: { vi: 'Chưa nhân rộng', en: 'Local only' },
    toReplicate: { vi: 'Đã có kế hoạch nhân rộng', en: 'To be replicated' },
    replicating: { vi: 'Đang nhân rộng', en: 'Being replicated' },
    replicated: { vi: 'Đã nhân rộng', en: 'Replicated' },
  },
  honour: {
    none: { vi: 'Chưa đề nghị khen thưởng', en: 'Not nominated' },
    nominated: { vi: 'Đã đề nghị khen thưởng', en: 'Nominated' },
    appraised: { vi: 'Đã thẩm định đề nghị khen thưởng', en: 'Nomination appraised' },
    commended: { vi: 'Đã được khen thưởng', en: 'Commended' },
    declined: { vi: 'Không được khen thưởng', en: 'Commendation declined' },
  },
} satisfies Record<string, Record<string, Words>>;

export type Region = keyof typeof stageWords;
export type StageOf<R extends Region> = keyof (typeof stageWords)[R] & string;
export type LifeStage = StageOf<'life'>;
export type SpreadStage = StageOf<'spread'>;
export type HonourStage = StageOf<'honour'>;

export type ModelStage = { life: LifeStage; spread: SpreadStage; honour: HonourStage };

export const regions = Object.keys(stageWords) as Region[];
export const stagesOf = <R extends Region>(region: R): StageOf<R>[] => Object.keys(stageWords[region]) as StageOf<R>[];

export const INITIAL_STAGE: Readonly<ModelStage> = Object.freeze({ life: 'drafting', spread: 'local', honour: 'none' });
