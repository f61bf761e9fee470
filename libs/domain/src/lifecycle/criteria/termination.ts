import { groundOf, textOf } from '../input.js';
import { latestVerdict } from '../facts.js';
import type { LifeStage } from '../stage.js';
import type { Criterion } from './criterion.js';

const running: LifeStage[] = ['operating', 'selfAssessing', 'appraising', 'deciding', 'strengthening'];

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
  unitChangeIsDocumented: {
    holds: (facts) => groundOf(facts, 'ground') !== 'unitClosed' || textOf(facts, 'unitChangeDocument') !== null,
    words: {
      vi: 'Kết thúc do đơn vị chấm dứt hoạt động: có văn bản sắp xếp, giải thể đơn vị',
      en: 'Ended as the unit closed: the document of the reorganisation is named',
    },
    source: 'D3.3',
    pointer: '/fields/unitChangeDocument',
  },
  handoverIsRecorded: {
    holds: (facts) => textOf(facts, 'handoverReceiver') !== null,
    words: {
      vi: 'Có bên nhận bàn giao kinh phí, tài sản, thành viên của mô hình',
      en: 'Who takes over the money, assets and members of the model is recorded',
    },
    source: 'D1.4',
    pointer: '/fields/handoverReceiver',
  },
  // A closed unit cannot settle its replication any more, so it is not held back by it.
  noLocalityIsAwaited: {
    holds: (facts) => groundOf(facts, 'ground') === 'unitClosed' || facts.replication.pending === 0,
    words: {
      vi: 'Không còn địa phương chưa trả lời việc nhân rộng, trừ khi đơn vị chấm dứt hoạt động',
      en: 'No locality still owes its answer on replication, unless the unit closed',
    },
    source: 'D1.3',
    pointer: '/fields/ground',
  },
} satisfies Record<string, Criterion>;
