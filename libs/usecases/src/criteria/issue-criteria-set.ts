import { notFound, refusal, stale, type PlainDay, type Refusal, type RefusalDetail } from '#domain';
import { ONE_CRITERIA_SET_A_NUMBER, Records, violates, type IssuerGiven, type Tx } from '#records';
import { Injectable } from '@nestjs/common';
import { signature, type Actor } from '../actor.js';
import { Clock } from '../ports.js';
import { alreadyIssued, hasInHands } from './criteria-set-input.js';

export interface IssueCriteriaSetInput {
  setId: string;
  /** The revision the sender saw. */
  revision: number;
  number: string;
  issuedOn: PlainDay;
  inForceFrom: PlainDay;
  /** The organisations that issue it together, each by the post that signs; the first leads and gives the number. */
  issuers: IssuerGiven[];
  actor: Actor;
}

/** Puts a set in force: from its first day it takes the place of those of its kind in its provinces, and never changes again. */
@Injectable()
export class IssueCriteriaSet {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  async run(input: IssueCriteriaSetInput): Promise<{ id: string } | Refusal> {
    try {
      return await this.records.inTransaction((tx) => this.issue(tx, input));
    } catch (error) {
      if (violates(error, ONE_CRITERIA_SET_A_NUMBER)) return numberTaken(input.number);
      throw error;
    }
  }

  private async issue(
    tx: Tx,
    { setId, revision, number, issuedOn, inForceFrom, issuers, actor }: IssueCriteriaSetInput,
  ): Promise<{ id: string } | Refusal> {
    const at = this.clock.now();
    const set = await tx.criteriaSets.lock(setId);
    if (!set) return notFound();
    if (set.revision !== revision) return stale();
    if (set.issued) return alreadyIssued();
    if (!mayIssue(actor, issuers, set.draftingOrganisationId)) return notYours();

    const { kind, areaIds } = set.content;
    await tx.criteriaSets.queueToIssue(kind);
    const inTheWay = await tx.criteriaSets.standingInTheWay(kind, areaIds, inForceFrom);
    if (inTheWay.some(({ isWider }) => isWider)) return jointSetStands();
    const facts = await tx.criteriaSets.issuerFacts(issuers, areaIds, issuedOn);
    const faults: RefusalDetail[] = [];
    if (issuers.length === 0) faults.push(nobodyIssues);
    if (issuedOn > this.clock.today()) faults.push(inTheFuture);
    if (inForceFrom < issuedOn) faults.push(beforeItsIssue);
    const lastFirstDay = inTheWay.at(-1)?.firstDay;
    if (lastFirstDay && inForceFrom <= lastFirstDay) faults.push(notAfterTheLast(lastFirstDay));
    issuers.forEach(({ organisationId }, index) => {
      const at = `/issuers/${index}`;
      if (issuers.findIndex((other) => other.organisationId === organisationId) !== index) faults.push(issuerTwice(at));
      else if (!facts[index]!.exists) faults.push(noSuchIssuer(at));
      else if (!facts[index]!.covers) faults.push(outsideItsProvince(at));
      else if (!facts[index]!.signs) faults.push(notItsPost(at));
    });
    if (faults.length > 0) return notIssued(faults);

    const leadOrganisationId = issuers[0]!.organisationId;
    if (!(await tx.criteriaSets.issue(set, { number, issuedOn, inForceFrom, leadOrganisationId }, issuers, inTheWay)))
      return stale();
    const by = signature(actor);
    await tx.journal.append({
      stream: 'criteriaSet',
      streamId: setId,
      kind: 'criteriaSetIssued',
      at,
      by,
      body: { number, issuedOn, inForceFrom, issuers, content: set.content },
    });
    for (const endedId of new Set(inTheWay.map((ended) => ended.setId)))
      await tx.journal.append({
        stream: 'criteriaSet',
        streamId: endedId,
        kind: 'criteriaSetSuperseded',
        at,
        by,
        body: {
          by: setId,
          from: inForceFrom,
          areaIds: inTheWay.filter((ended) => ended.setId === endedId).map(({ territoryId }) => territoryId),
        },
      });
    return { id: setId };
  }
}

/** Whoever wrote a draft says nothing in the name of others: one that issues puts in force what it or another of them drafted. */
const mayIssue = (actor: Actor, issuers: readonly IssuerGiven[], draftingOrganisationId: string): boolean =>
  actor.post.role === 'administrator' ||
  (issuers.length === 0
    ? hasInHands(actor, draftingOrganisationId)
    : issuers.some(({ organisationId }) => organisationId === actor.post.organisationId));

const fault = (pointer: string, vi: string, en: string): RefusalDetail => ({ pointer, words: { vi, en }, source: 'D3.5' });

const notIssued = (faults: RefusalDetail[]) =>
  refusal(
    'invalid',
    { vi: 'Chưa ban hành được; sửa các mục nêu dưới đây.', en: 'The set cannot be issued so; mend the fields below.' },
    faults,
  );
const nobodyIssues = fault('/issuers', 'Nhập ít nhất một tổ chức ban hành.', 'Name at least one organisation that issues it.');
const inTheFuture = fault('/issuedOn', 'Ngày ban hành không được ở tương lai.', 'The day of issue must not be in the future.');
const beforeItsIssue = fault(
  '/inForceFrom',
  'Ngày có hiệu lực không được trước ngày ban hành.',
  'The first day in force must not be before the day of issue.',
);
const notAfterTheLast = (day: PlainDay) =>
  fault(
    '/inForceFrom',
    `Chọn ngày có hiệu lực sau ${day}, ngày đầu của bộ tiêu chí hiện có.`,
    `Choose a first day after ${day}, the first day of the set already issued.`,
  );
const issuerTwice = (at: string) =>
  fault(`${at}/organisationId`, 'Tổ chức này đã có trong danh sách.', 'This organisation is already in the list.');
const noSuchIssuer = (at: string) =>
  fault(
    `${at}/organisationId`,
    'Không có tổ chức này vào ngày ban hành; xem GET /api/organisations?asOf=.',
    'There was no such organisation on the day of issue; see GET /api/organisations?asOf=.',
  );
const outsideItsProvince = (at: string) =>
  fault(
    `${at}/organisationId`,
    'Tổ chức ban hành phải là tổ chức cấp tỉnh của mọi tỉnh áp dụng.',
    'An issuer must be an organisation of the province itself, for every province of the set.',
  );
const notItsPost = (at: string) =>
  fault(
    `${at}/signerPostId`,
    'Không phải chức danh đứng đầu hoặc giám sát của tổ chức này vào ngày ban hành.',
    'Not a post of head or supervisor of this organisation on the day of issue.',
  );
const notYours = () =>
  refusal('notAllowed', {
    vi: 'Chỉ một trong các tổ chức ban hành nêu trong “issuers”, hoặc người quản trị, mới ban hành được bộ tiêu chí. Soạn xong thì chuyển bản thảo cho tổ chức ban hành.',
    en: 'Only one of the organisations that issue it, as named in “issuers”, or an administrator can issue a criteria set. Hand the draft to one of them.',
  });
const jointSetStands = () =>
  refusal('conflict', {
    vi: 'Đã có bộ tiêu chí chung của tỉnh hợp nhất; không ban hành lại cho riêng một tỉnh cũ. Sửa “areaIds” của bản thảo thành tỉnh hợp nhất rồi ban hành.',
    en: 'A joint set of the merged province is already issued; none can be issued for one of the old provinces alone. Change “areaIds” of the draft to the merged province and issue it again.',
  });
const numberTaken = (number: string) =>
  refusal('invalid', { vi: 'Số văn bản đã dùng.', en: 'The number is already used.' }, [
    fault(
      '/number',
      `Tổ chức ban hành đã có bộ tiêu chí số ${number} trong năm này. Kiểm tra lại số.`,
      `The leading issuer already has a criteria set number ${number} in that year. Check the number.`,
    ),
  ]);
