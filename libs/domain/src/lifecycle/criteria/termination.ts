import type { HandoverKind } from '../choices.js';
import { latestVerdict, type ModelFacts } from '../facts.js';
import { handoverOf, type HandoverRow } from '../handover.js';
import { dayOf, groundOf, textOf } from '../input.js';
import { namesAPerson, tellsOfAPerson } from '../private-names.js';
import type { LifeStage } from '../stage.js';
import type { Criterion } from './criterion.js';

const running: LifeStage[] = ['operating', 'selfAssessing', 'appraising', 'deciding', 'strengthening'];

// Without a list that can be read, that alone is said.
const lists = (facts: ModelFacts, kind: HandoverKind): boolean => handoverOf(facts)?.some(({ what }) => what === kind) ?? true;

// Amounts have at most two decimals.
const HALF_A_CENT = 0.005;
const isCounted = ({ what, amount, unit }: HandoverRow): boolean =>
  what === 'money' ? amount !== null && (unit === null || spelled(unit) === 'đồng') : what !== 'members' || amount !== null;

const spelled = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();

/** "1663/NQ-UBTVQH15" names the recorded "Nghị quyết 1663/NQ-UBTVQH15". */
export const reorganisationNamed = (facts: ModelFacts): boolean => {
  const named = spelled(textOf(facts, 'unitChangeDocument') ?? '');
  return /\d/.test(named) && facts.reorganisations.some(({ document }) => spelled(document).includes(named));
};

/** Four grounds, each with its own proof. A criterion of another ground is silent. */
export const terminationCriteria = {
  groundIsGiven: {
    holds: (facts) => groundOf(facts, 'ground') !== null,
    words: {
      vi: 'Có căn cứ kết thúc: không hiệu quả, không còn phù hợp, hợp nhất hoặc đơn vị chấm dứt hoạt động',
      en: 'The ground is given: ineffective, obsolete, consolidated or unit closed',
    },
    source: 'D1.4',
    pointer: '/fields/ground',
  },
  verdictIsIneffective: {
    holds: (facts) => groundOf(facts, 'ground') !== 'ineffective' || latestVerdict(facts) === 'ineffective',
    words: {
      vi: 'Kết thúc vì không hiệu quả: kết quả rà soát gần nhất xếp loại không hiệu quả',
      en: 'Ended as ineffective: the latest verdict is ineffective',
    },
    source: 'D1.4',
    pointer: '/fields/ground',
  },
  changeInSocietyIsStated: {
    holds: (facts) => groundOf(facts, 'ground') !== 'obsolete' || textOf(facts, 'changeInSociety') !== null,
    words: {
      vi: 'Kết thúc vì không còn phù hợp: có nêu thay đổi của thực tiễn xã hội',
      en: 'Ended as obsolete: the change in society is stated',
    },
    source: 'D3.3',
    pointer: '/fields/changeInSociety',
  },
  heirIsAnotherRunningModel: {
    holds: (facts) => {
      if (groundOf(facts, 'ground') !== 'consolidated') return true;
      const heirId = textOf(facts, 'heirModelId');
      const { heir, modelId } = facts;
      return heir !== null && heir.modelId === heirId && heirId !== modelId && running.includes(heir.life);
    },
    words: {
      vi: 'Kết thúc do hợp nhất: mô hình tiếp nhận là mô hình khác và đang hoạt động',
      en: 'Ended by consolidation: the heir is another model that is running',
    },
    source: 'D3.3',
    pointer: '/fields/heirModelId',
  },
  // What was brought along went on with the heir: its end is undone first.
  heirHasNotEnded: {
    holds: ({ end }) => end?.heirLife !== 'terminated',
    words: {
      vi: 'Mô hình tiếp nhận chưa kết thúc; nếu đã kết thúc thì huỷ bỏ quyết định kết thúc mô hình đó trước',
      en: 'The heir has not ended; if it has, the decision that ended it is annulled first',
    },
    source: 'D3.3',
  },
  unitChangeIsDocumented: {
    holds: (facts) => groundOf(facts, 'ground') !== 'unitClosed' || /\d/.test(textOf(facts, 'unitChangeDocument') ?? ''),
    words: {
      vi: 'Kết thúc do đơn vị chấm dứt hoạt động: có số, ký hiệu văn bản sắp xếp, giải thể đơn vị',
      en: 'Ended as the unit closed: the document of the reorganisation is named by its number',
    },
    source: 'D3.3',
    pointer: '/fields/unitChangeDocument',
  },
  // A reorganisation on record has its day; any other document brings its own.
  unitChangeIsDated: {
    holds: (facts) => {
      if (groundOf(facts, 'ground') !== 'unitClosed' || reorganisationNamed(facts)) return true;
      const day = dayOf(facts, 'unitChangedOn');
      return day !== null && day <= facts.today;
    },
    words: {
      vi: 'Văn bản sắp xếp là văn bản của một lần sắp xếp đã ghi nhận đối với cơ quan chủ trì, hoặc có ngày ban hành, không sau hôm nay',
      en: 'The document is that of a recorded reorganisation of the organisation in charge, or its day is given, not after today',
    },
    source: 'D3.3',
    pointer: '/fields/unitChangedOn',
  },
  handoverIsListed: {
    holds: (facts) => handoverOf(facts) !== null,
    words: {
      vi: 'Có danh mục bàn giao; mỗi dòng nêu nội dung, một bên nhận (cơ quan, hoặc tập thể theo tên gọi) và ngày bàn giao',
      en: 'What is handed over is listed; each line says what, one receiver (an organisation, or a body by its role) and the day',
    },
    source: 'D1.4',
    pointer: '/fields/handover',
  },
  membersAreHandedOver: {
    holds: (facts) => facts.onHand.members === 0 || lists(facts, 'members'),
    words: {
      vi: 'Mô hình có thành viên thì danh mục bàn giao có dòng về thành viên',
      en: 'A model that has members says in its list who takes them over',
    },
    source: 'D1.4',
    pointer: '/fields/handover',
  },
  moneyIsHandedOver: {
    holds: (facts) => facts.onHand.money === 0 || lists(facts, 'money'),
    words: {
      vi: 'Mô hình có kinh phí thì danh mục bàn giao có dòng về kinh phí',
      en: 'A model that has received money says in its list who takes it over',
    },
    source: 'D1.4',
    pointer: '/fields/handover',
  },
  handoverAmountsAreGiven: {
    holds: (facts) => (handoverOf(facts) ?? []).every(isCounted),
    words: {
      vi: 'Dòng về thành viên, kinh phí nêu số lượng, số tiền; kinh phí tính bằng đồng',
      en: 'A line of members or of money says how many, how much; money is counted in đồng',
    },
    source: 'D1.4',
    pointer: '/fields/handover',
  },
  // Money received may have been spent; but that is said in writing.
  moneyIsAccountedFor: {
    holds: (facts) => {
      const rows = handoverOf(facts);
      if (!rows || !rows.every(isCounted) || (facts.onHand.money !== 0 && !lists(facts, 'money'))) return true;
      const handed = rows.reduce((sum, { what, amount }) => (what === 'money' ? sum + amount! : sum), 0);
      return Math.abs(handed - facts.onHand.money) < HALF_A_CENT || textOf(facts, 'moneyDifference') !== null;
    },
    words: {
      vi: 'Tổng số tiền bàn giao bằng số kinh phí đã ghi nhận của mô hình; nếu khác thì giải trình chênh lệch (moneyDifference)',
      en: 'The money handed over adds up to what is on record for the model; where it does not, the difference is explained (moneyDifference)',
    },
    source: 'D1.4',
    pointer: '/fields/moneyDifference',
  },
  // A day to come is an appointment; a day before there was anything to hand over is a slip.
  handoverIsNotBeforeOperationBegan: {
    holds: (facts) => !(handoverOf(facts) ?? []).some(({ handedOverOn }) => handedOverOn < (facts.startedOn ?? '')),
    words: {
      vi: 'Ngày bàn giao không trước ngày mô hình bắt đầu hoạt động',
      en: 'Nothing is handed over before the model began to operate',
    },
    source: 'D1.4',
    pointer: '/fields/handover',
  },
  handoverNamesNoPrivatePerson: {
    holds: (facts) =>
      !(handoverOf(facts) ?? []).some(
        ({ receiverBody, description }) => namesAPerson(receiverBody ?? '') || tellsOfAPerson(description),
      ),
    words: {
      vi: 'Bên nhận bàn giao là cơ quan, tập thể; bên nhận và nội dung không nêu tên riêng của cá nhân. Tập thể mang tên người thì ghi là gì ở trước (“Tổ Lê Lợi”)',
      en: 'The receiver is an organisation or body; neither it nor the description names a private person. What is called after a person says first what it is (“Tổ Lê Lợi”)',
    },
    source: 'D1.4',
    pointer: '/fields/handover',
  },
} satisfies Record<string, Criterion>;
