import { handoverWords, isDay, type RefusalDetail, type Words } from '#domain';
import { isId, isPrintable } from './input-shapes.js';

// Thousands of billions of đồng: beyond it a slip of the keyboard.
const MOST = 1e15;

/** The shape of each cell of a line; a cell left out or null is not given. */
const cells: Record<string, { fits: (value: unknown) => boolean; words: Words; needed?: true }> = {
  what: {
    fits: (value) => typeof value === 'string' && Object.hasOwn(handoverWords, value),
    words: {
      vi: `Phải là một trong: ${Object.keys(handoverWords).join(', ')}.`,
      en: `Must be one of: ${Object.keys(handoverWords).join(', ')}.`,
    },
    needed: true,
  },
  description: {
    fits: (value) => isPrintable(value) && value.trim() !== '' && value.length <= 1000,
    words: { vi: 'Nêu nội dung bàn giao, tối đa 1000 ký tự.', en: 'Say what it is, in at most 1000 characters.' },
    needed: true,
  },
  amount: {
    fits: (value) => typeof value === 'number' && value >= 0 && value <= MOST && Math.round(value * 100) / 100 === value,
    words: { vi: 'Phải là số không âm, tối đa hai chữ số thập phân.', en: 'Must be a number from 0, with at most two decimals.' },
  },
  unit: {
    fits: (value) => isPrintable(value) && value.trim() !== '' && value.length <= 50,
    words: {
      vi: 'Đơn vị tính, tối đa 50 ký tự; ví dụ: đồng, người, bộ.',
      en: 'The unit, at most 50 characters; e.g. đồng, people, sets.',
    },
  },
  receiverOrganisationId: {
    fits: isId,
    words: {
      vi: 'Phải là mã (UUID) của một cơ quan; xem GET /api/organisations.',
      en: 'Must be the id (UUID) of an organisation; see GET /api/organisations.',
    },
  },
  receiverBody: {
    fits: (value) => isPrintable(value) && value.trim() !== '' && value.length <= 300,
    words: {
      vi: 'Nêu tập thể nhận bàn giao theo tên gọi, tối đa 300 ký tự; ví dụ: Ban Công tác Mặt trận ấp 1.',
      en: 'Name the receiving body by its role, in at most 300 characters; e.g. Front work board of hamlet 1.',
    },
  },
  handedOverOn: {
    fits: (value) => isDay(value) && /^(19|20|21)/.test(value),
    words: { vi: 'Phải là một ngày có thật, dạng YYYY-MM-DD.', en: 'Must be a day of the calendar as YYYY-MM-DD.' },
    needed: true,
  },
};

/** Every fault in the lines of a handover list, by its pointer. */
export function handoverFaults(value: unknown, pointer: string): RefusalDetail[] {
  return (value as unknown[]).flatMap((line, index) => lineFaults(line, `${pointer}/${index}`));
}

function lineFaults(line: unknown, at: string): RefusalDetail[] {
  if (typeof line !== 'object' || line === null || Array.isArray(line))
    return [{ pointer: at, words: { vi: 'Mỗi dòng là một đối tượng.', en: 'Each line is an object.' } }];
  const given = Object.fromEntries(Object.entries(line).filter(([, value]) => value !== null));
  const strangers = Object.keys(given)
    .filter((name) => !Object.hasOwn(cells, name))
    .map((name) => ({
      pointer: `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      words: {
        vi: `Không có mục này. Các mục: ${Object.keys(cells).join(', ')}.`,
        en: `No such field. Fields: ${Object.keys(cells).join(', ')}.`,
      },
    }));
  const faults = Object.entries(cells)
    .filter(([name, { fits, needed }]) => (name in given ? !fits(given[name]) : needed))
    .map(([name, { words }]) => ({ pointer: `${at}/${name}`, words }));
  const receivers = ['receiverOrganisationId', 'receiverBody'].filter((name) => name in given).length;
  return [...strangers, ...faults, ...(receivers === 1 ? [] : [{ pointer: `${at}/receiverBody`, words: oneReceiver }])];
}

const oneReceiver: Words = {
  vi: 'Mỗi dòng có đúng một bên nhận: receiverOrganisationId (cơ quan) hoặc receiverBody (tập thể theo tên gọi).',
  en: 'Each line has exactly one receiver: receiverOrganisationId, or receiverBody (a body named by its role).',
};
