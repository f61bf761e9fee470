import { commendationFormOf, dayOf, textOf } from '../input.js';
import type { Criterion } from './criterion.js';

export const honourCriteria = {
  achievementIsDescribed: {
    holds: (facts) => textOf(facts, 'achievement') !== null,
    words: { vi: 'Có nêu thành tích đề nghị khen thưởng', en: 'The achievement is described' },
    source: 'Luật TĐKT 06/2022/QH15',
    pointer: '/fields/achievement',
  },
  achievementHasABeginning: {
    holds: (facts) => dayOf(facts, 'achievedFrom') !== null,
    words: { vi: 'Có ngày bắt đầu của thời gian lập thành tích', en: 'The first day of the achievement is given' },
    source: 'Luật TĐKT 06/2022/QH15',
    pointer: '/fields/achievedFrom',
  },
  achievementIsComplete: {
    holds: (facts) => {
      const [from, to] = [dayOf(facts, 'achievedFrom'), dayOf(facts, 'achievedTo')];
      return to !== null && to <= facts.today && (from === null || from <= to);
    },
    words: {
      vi: 'Có ngày kết thúc của thời gian lập thành tích, không trước ngày bắt đầu và không sau hôm nay',
      en: 'The last day of the achievement is given, not before its first day and not after today',
    },
    source: 'Luật TĐKT 06/2022/QH15',
    pointer: '/fields/achievedTo',
  },
  achievementIsNotYetRewarded: {
    holds: ({ achievementAlreadyRewarded }) => !achievementAlreadyRewarded,
    words: { vi: 'Thành tích này chưa được khen thưởng', en: 'This achievement has not been rewarded yet' },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  commendationFormIsChosen: {
    holds: (facts) => commendationFormOf(facts, 'commendationForm') !== null,
    words: { vi: 'Có hình thức khen thưởng đề nghị', en: 'The form of commendation is chosen' },
    source: 'D3.4',
    pointer: '/fields/commendationForm',
  },
  nominationIsOnRecord: {
    holds: ({ nomination }) => nomination !== null,
    words: { vi: 'Có hồ sơ đề nghị khen thưởng', en: 'The nomination is on record' },
    source: 'D3.4',
  },
  appraiserIsNotTheNominated: {
    holds: ({ actorOrganisationId, ownerOrganisationId }) => actorOrganisationId !== ownerOrganisationId,
    words: {
      vi: 'Cơ quan thẩm định không phải là cơ quan được đề nghị khen thưởng',
      en: 'The appraiser is not the one nominated',
    },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  opinionIsWritten: {
    holds: (facts) => textOf(facts, 'opinion') !== null,
    words: { vi: 'Có ý kiến thẩm định', en: 'The appraiser’s opinion is written' },
    source: 'D3.4',
    pointer: '/fields/opinion',
  },
} satisfies Record<string, Criterion>;
