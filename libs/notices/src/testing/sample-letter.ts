import type { Digest, DigestLine } from '#usecases';

/** A duty a letter tells of, and the letter that tells it, to change at will. */
export const line: DigestLine = {
  obligationId: '11111111-1111-4111-8111-111111111111',
  act: 'remind',
  kind: 'report',
  duty: 'commune',
  round: { kind: 'modelResults', year: 2026 },
  conference: null,
  stepWords: null,
  model: null,
  owner: { vi: 'Hội Nông dân xã Mỹ Xương', en: 'Farmers’ Union of Mỹ Xương commune' },
  dueOn: '2026-11-22',
  originalDueOn: '2026-11-22',
  daysLeft: 7,
  status: 'open',
  firstSubmittedOn: null,
  post: { vi: 'Chủ tịch', en: 'Chairperson' },
  toldAt: { vi: 'Hội Nông dân xã Mỹ Xương', en: 'Farmers’ Union of Mỹ Xương commune' },
  standsIn: false,
};
export const digest: Digest = {
  deliveryId: '22222222-2222-4222-8222-222222222222',
  locale: 'vi',
  to: { name: 'Cán bộ Hội Nông dân', address: 'can-bo@my-xuong.example', phone: '+84901234567' },
  unsubscribeToken: '33333333-3333-4333-8333-333333333333',
  on: '2026-11-15',
  lines: [line],
  total: 1,
  disabledWebhooks: [],
};
