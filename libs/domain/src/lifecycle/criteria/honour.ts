import { formOf, mayGrant } from '../../commendations/commendation-forms.js';
import { endIsHonourable } from '../facts.js';
import { dayOf, isGiven, nomineeKindOf, textOf } from '../input.js';
import { namesAPerson, tellsOfAPerson } from '../private-names.js';
import type { Criterion } from './criterion.js';

export const honourCriteria = {
  endWasHonourableIfItEnded: {
    holds: ({ end, lastVerdict }) => end === null || endIsHonourable(end.ground, lastVerdict),
    words: {
      vi: 'Mô hình chưa kết thúc, hoặc kết thúc không phải vì không hiệu quả và kết quả rà soát cuối không xếp loại còn yếu, không hiệu quả',
      en: 'The model has not ended, or its end was honourable: not as ineffective, and its last verdict neither weak nor ineffective',
    },
    source: 'D3.4',
  },
  achievementIsDescribed: {
    holds: (facts) => textOf(facts, 'achievement') !== null,
    words: { vi: 'Có nêu thành tích đề nghị khen thưởng', en: 'The achievement is described' },
    source: 'Luật TĐKT 06/2022/QH15',
    pointer: '/fields/achievement',
  },
  achievementNamesNoPrivatePerson: {
    holds: (facts) => !tellsOfAPerson(textOf(facts, 'achievement') ?? ''),
    words: {
      vi: 'Thành tích nêu người bằng vai trò và cơ quan, không nêu tên riêng (ví dụ: “Chi hội trưởng Chi hội Phụ nữ ấp 1 đã thu gom…”)',
      en: 'The achievement tells of people by role and organisation, without private names (e.g. “The head of the women’s branch of hamlet 1 …”)',
    },
    source: 'D3.4',
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
  commendationFormIsInForce: {
    holds: (facts) => formOf(facts.forms.forms, textOf(facts, 'commendationForm')) !== undefined,
    words: {
      vi: 'Có hình thức khen thưởng đề nghị, thuộc danh mục đang có hiệu lực; xem GET /api/commendation-forms',
      en: 'The form of commendation is one of those in force; see GET /api/commendation-forms',
    },
    source: 'D3.4',
    pointer: '/fields/commendationForm',
  },
  sameFormIsForANewAchievement: {
    holds: (facts) => {
      const until = facts.honours.rewardedUntil[textOf(facts, 'commendationForm') ?? ''];
      const from = dayOf(facts, 'achievedFrom');
      return until === undefined || from === null || from > until;
    },
    words: {
      vi: 'Hình thức này chỉ tặng lại một đối tượng cho thành tích mới: thời gian lập thành tích bắt đầu sau thành tích đã được khen',
      en: 'The same form is given to one nominee again only for a new achievement: it begins after the one that was rewarded',
    },
    source: 'Luật TĐKT 06/2022/QH15',
    pointer: '/fields/achievedFrom',
  },
  nomineeKindIsKnown: {
    holds: (facts) => !isGiven(facts, 'nomineeKind') || nomineeKindOf(facts, 'nomineeKind') !== null,
    words: {
      vi: 'Đối tượng được khen là mô hình, tập thể hoặc cá nhân; bỏ trống là mô hình',
      en: 'The one honoured is the model, a collective or an individual; left out: the model',
    },
    source: 'D3.4',
    pointer: '/fields/nomineeKind',
  },
  nomineeOrganisationIsNamed: {
    holds: (facts) => nomineeKindOf(facts, 'nomineeKind') !== 'individual' || textOf(facts, 'nomineeOrganisationId') !== null,
    words: { vi: 'Cá nhân được khen có cơ quan, đơn vị', en: 'The individual honoured belongs to a named organisation' },
    source: 'D3.4',
    pointer: '/fields/nomineeOrganisationId',
  },
  nomineeRoleIsNamed: {
    holds: (facts) => {
      const kind = nomineeKindOf(facts, 'nomineeKind');
      const role = textOf(facts, 'nomineeRole') !== null;
      return kind === 'individual' ? role : kind !== 'collective' || role || textOf(facts, 'nomineeOrganisationId') !== null;
    },
    words: {
      vi: 'Cá nhân được khen nêu theo vai trò; tập thể nêu theo tên gọi hoặc cơ quan',
      en: 'An individual is named by role; a collective by what it is called, or by its organisation',
    },
    source: 'D3.4',
    pointer: '/fields/nomineeRole',
  },
  nomineeIsNamedByRoleOnly: {
    holds: (facts) => !namesAPerson(textOf(facts, 'nomineeRole') ?? ''),
    words: {
      vi: 'Chỉ nêu vai trò và cơ quan, không nêu tên riêng (ví dụ: “Tổ trưởng Tổ Nhân dân tự quản số 3”); tập thể mang tên người thì ghi là gì ở trước (“Tổ Lê Lợi”)',
      en: 'Only role and organisation are named, no private name (e.g. “Head of self-managed group no. 3”); what is called after a person says first what it is (“Tổ Lê Lợi”)',
    },
    source: 'D3.4',
    pointer: '/fields/nomineeRole',
  },
  formIsWithinTheAuthority: {
    holds: ({ nomination, forms, actorBody }) => nomination === null || mayGrant(formOf(forms.forms, nomination.form), actorBody),
    words: {
      vi: 'Cơ quan khen thưởng có thẩm quyền tặng hình thức được đề nghị; xem GET /api/commendation-forms',
      en: 'The body that commends has the authority to grant the form nominated; see GET /api/commendation-forms',
    },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  formIsGrantedOnPaper: {
    holds: ({ nomination, forms }) => formOf(forms.forms, nomination?.form)?.decision !== false,
    words: {
      vi: 'Hình thức được đề nghị tặng bằng quyết định; hình thức không cần quyết định thì dùng bước “Biểu dương”',
      en: 'The form nominated is granted by a decision; one that needs none is given by the step “Praise”',
    },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  formNeedsNoPaper: {
    holds: ({ nomination, forms }) => formOf(forms.forms, nomination?.form)?.decision !== true,
    words: {
      vi: 'Hình thức được đề nghị không cần quyết định bằng văn bản',
      en: 'The form nominated needs no decision on paper',
    },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  praiseStands: {
    holds: ({ honours }) => honours.praises > 0,
    words: { vi: 'Có lời biểu dương đang còn hiệu lực', en: 'A praise of the model stands' },
    source: 'D3.4',
  },
  commendationWaitsToBeHandedOver: {
    holds: ({ honours }) => honours.toHandOver !== null,
    words: { vi: 'Có khen thưởng chưa trao', en: 'A commendation waits to be handed over' },
    source: 'D3.4',
  },
  dayOfHandingOverIsGiven: {
    holds: (facts) => {
      const day = dayOf(facts, 'handedOverOn');
      return day !== null && day <= facts.today;
    },
    words: { vi: 'Có ngày trao, không sau hôm nay', en: 'The day it was handed over is given, not after today' },
    source: 'D3.4',
    pointer: '/fields/handedOverOn',
  },
  handedOverAfterTheDecision: {
    holds: (facts) => {
      const [day, decided] = [dayOf(facts, 'handedOverOn'), facts.honours.toHandOver?.decidedOn];
      return day === null || decided === undefined || day >= decided;
    },
    words: { vi: 'Ngày trao không trước ngày khen thưởng', en: 'It was not handed over before it was granted' },
    source: 'D3.4',
    pointer: '/fields/handedOverOn',
  },
  occasionIsGiven: {
    holds: (facts) => textOf(facts, 'handedOverAt') !== null,
    words: { vi: 'Có nơi, dịp trao', en: 'The place or occasion is given' },
    source: 'D3.4',
    pointer: '/fields/handedOverAt',
  },
  nominationIsOnRecord: {
    holds: ({ nomination }) => nomination !== null,
    words: { vi: 'Có hồ sơ đề nghị khen thưởng', en: 'The nomination is on record' },
    source: 'D3.4',
  },
  appraiserIsNotTheNominated: {
    holds: ({ actorOrganisationId, ownerOrganisationId, nomination }) =>
      actorOrganisationId !== ownerOrganisationId && actorOrganisationId !== nomination?.nomineeOrganisationId,
    words: {
      vi: 'Cơ quan thẩm định không phải là cơ quan được đề nghị khen thưởng, cũng không phải cơ quan của tập thể, cá nhân được đề nghị',
      en: 'The appraiser is not the one nominated, nor the body of the collective or individual nominated',
    },
    source: 'Luật TĐKT 06/2022/QH15',
  },
  opinionIsWritten: {
    holds: (facts) => textOf(facts, 'opinion') !== null,
    words: { vi: 'Có ý kiến thẩm định', en: 'The appraiser’s opinion is written' },
    source: 'D3.4',
    pointer: '/fields/opinion',
  },
  opinionNamesNoPrivatePerson: {
    holds: (facts) => !tellsOfAPerson(textOf(facts, 'opinion') ?? ''),
    words: {
      vi: 'Ý kiến thẩm định nêu người bằng vai trò và cơ quan, không nêu tên riêng',
      en: 'The opinion tells of people by role and organisation, without private names',
    },
    source: 'D3.4',
    pointer: '/fields/opinion',
  },
} satisfies Record<string, Criterion>;
