import { type RefusalDetail, type Words } from '../refusals/refusal.js';
import { targetDeeds, type TargetDeed, type TargetStatus, targetStatusWords } from './target.js';

/** What a deed upon one place of a plan may look at. Texts come from outside: blank counts as missing. */
export interface TargetFacts {
  status: TargetStatus;
  /** The actor's organisation is the one that is to take the model up there. */
  actorReceives: boolean;
  /** The actor's organisation made the plan, owns the model, or stands above its owner. */
  actorPlans: boolean;
  /** A copy drafted for this place lives. */
  hasCopy: boolean;
  reason?: string | undefined;
  /** What would be changed. */
  changes?: string | undefined;
}

type Move = { kind: 'moved'; from: TargetStatus; to: TargetStatus } | { kind: 'refused'; reasons: RefusalDetail[] };

const needsReason: readonly TargetDeed[] = ['decline', 'askToAdapt', 'refuseToAdapt', 'withdraw', 'nameReceiver'];
/** A place that founds its copy is past these; the copy has to be withdrawn or rejected first. */
const notWithACopy: readonly TargetDeed[] = ['decline', 'withdraw', 'draftCopy', 'nameReceiver'];

/** Where a deed leads one place of a plan, or every reason why not. Source of all of them: D1.3. */
export function moveTarget(deed: TargetDeed, facts: TargetFacts): Move {
  const { from, to, by } = targetDeeds[deed];
  const reasons: RefusalDetail[] = [];
  const unless = (holds: boolean, words: Words, pointer?: string) => {
    if (!holds) reasons.push({ ...(pointer && { pointer }), words, source: 'D1.3' });
  };
  unless((from as TargetStatus[]).includes(facts.status), belongsTo(deed));
  if (by === 'receiver') unless(facts.actorReceives, receives);
  if (by === 'planner') unless(facts.actorPlans, plans);
  if (notWithACopy.includes(deed)) unless(!facts.hasCopy, noCopy);
  if (needsReason.includes(deed)) unless(!!facts.reason?.trim(), reason, '/reason');
  if (deed === 'askToAdapt') unless(!!facts.changes?.trim(), changes, '/changes');
  return reasons.length > 0 ? { kind: 'refused', reasons } : { kind: 'moved', from: facts.status, to };
}

const belongsTo = (deed: TargetDeed): Words => {
  const { from, words } = targetDeeds[deed];
  const named = (language: keyof Words) => from.map((status) => `“${targetStatusWords[status][language]}”`).join(', ');
  return {
    vi: `“${words.vi}” chỉ thực hiện khi địa phương ở tình trạng: ${named('vi')}`,
    en: `“${words.en}” is possible only while the locality stands as: ${named('en')}`,
  };
};
const receives: Words = {
  vi: 'Người thực hiện thuộc cơ quan được giao tiếp nhận mô hình ở địa phương đó',
  en: 'The actor belongs to the organisation that is to take the model up there',
};
const plans: Words = {
  vi: 'Người thực hiện thuộc cơ quan lập kế hoạch nhân rộng, cơ quan chủ trì mô hình hoặc cơ quan cấp trên',
  en: 'The actor belongs to the body that made the plan, to the organisation in charge of the model or to a body above it',
};
const noCopy: Words = {
  vi: 'Địa phương chưa lập mô hình nhân rộng; nếu đã lập thì rút đề xuất hoặc chờ kết quả xem xét trước',
  en: 'The locality is not founding a copy; when it is, its proposal has to be withdrawn or answered first',
};
const reason: Words = { vi: 'Có nêu lý do', en: 'A reason is given' };
const changes: Words = { vi: 'Có nêu nội dung đề nghị điều chỉnh', en: 'What would be changed is written' };
