// `npm run story`: plays a working day of officials against the local stack that runs in this clone, over its real doors.
// Each line says who did what and what came back; a step that does not go as it should ends it with exit code 1.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { localDir } from '../local/places.mjs';
import { Official, spoken } from './door.mjs';

const stackFile = join(localDir, 'stack.json');
if (!existsSync(stackFile)) {
  console.error('Chưa có gì đang chạy / nothing runs here: npm start trước / first.');
  process.exit(2);
}
const stack = JSON.parse(readFileSync(stackFile, 'utf8'));
const { openSamplePeople } = await import('./sample-people.mjs');
const people = await openSamplePeople(stack.databaseUrl, stack.logins);
const { SystemClock } = await import('#platform');
const { addDays } = await import('#domain');
const today = new SystemClock().today();
const year = Number(today.slice(0, 4));
const vietnamese = (day) => day.split('-').reverse().join('/');

let steps = 0;
/** One step: `went` gets what came back and says what to print, or throws. */
async function step(who, what, deed, went) {
  try {
    const answer = await deed();
    const came = await went(answer);
    console.log(`${String(++steps).padStart(2)} ${who}: ${what} → ${came}`);
    return answer;
  } catch (error) {
    console.log(`${String(++steps).padStart(2)} ${who}: ${what} → ✗ ${error.message}`);
    throw error;
  }
}

function must(holds, otherwise) {
  if (!holds) throw new Error(typeof otherwise === 'string' ? otherwise : spoken(otherwise));
}

const expectStatus =
  (status, tell = ({ status: came }) => String(came)) =>
  (answer) => {
    must(answer.status === status, answer);
    return tell(answer);
  };
/** A refusal must say why, in words of the reader's language. */
const refusedWith = (status, reasons = 0) =>
  expectStatus(status, (answer) => {
    must(answer.headers.get('content-type').startsWith('application/problem+json'), 'the refusal is no problem+json');
    must((answer.body.detail ?? '').length > 10, 'the refusal has no words');
    must((answer.body.errors ?? []).length >= reasons, `${reasons} reasons expected: ${spoken(answer)}`);
    return `từ chối / refused ${spoken(answer)}`;
  });

const demo = (role) => stack.logins.find((login) => login.role === role);
const signIn = (login) => Official.signIn(stack.api, login);
const figures = { openingCount: 4, founded: 1, ended: 0, closingCount: 5, effective: 4, replicated: 1, commended: 0 };
const report = { figures, words: { summary: 'Mẫu: các mô hình duy trì nền nếp, có một mô hình mới.' } };

async function play() {
  const provinceOfficer = await signIn(demo('provinceOfficer'));
  const provinceHead = await signIn(demo('provinceHead'));
  const supervisor = await signIn(demo('supervisor'));
  const round = await roundOfTheYear();
  const [unit, second] = await unitsNotUsedYet(provinceOfficer, round);
  await reportIsSent(unit, provinceOfficer);
  await reportIsReturned(second, provinceOfficer);
  await moreTimeIsAsked(round, unit, supervisor);
  await letterHasCome(unit);
  await standingIsSeen(round, unit, supervisor);
  await modelLives(unit, provinceHead);
}

/** The calendar opens it in October; before that an administrator does. */
async function roundOfTheYear() {
  const administrator = await signIn(demo('administrator'));
  const find = async () =>
    (await administrator.all('/rounds?limit=100')).find((round) => round.kind === 'modelResults' && round.year === year);
  let round;
  // A stack that has just started opens what is due within seconds.
  for (let tries = 0; tries < 15 && !(round = await find()); tries++) await pause(1000);
  if (round) return round;
  await step(
    'Quản trị / administrator',
    `mở kỳ báo cáo năm / opens the round of ${year}`,
    () => administrator.post('/rounds', { kind: 'modelResults', year }),
    expectStatus(201),
  );
  return find();
}

/** The demo commune first, then the others, as long as they have not reported. */
async function unitsNotUsedYet(provinceOfficer, round) {
  const missing = await provinceOfficer.all(`/obligations?mine=receive&standing=owed&roundId=${round.id}&limit=100`);
  const homes = [];
  for (const role of ['communeOfficer', 'otherCommuneOfficer']) {
    const { body } = await (await signIn(demo(role))).get('/me');
    homes.push(body.actingPost.organisationId);
  }
  const rank = ({ organisation }) => (homes.indexOf(organisation.id) + homes.length + 1) % (homes.length + 1);
  const chosen = missing.filter(({ status }) => status === 'open').sort((a, b) => rank(a) - rank(b));
  must(chosen.length >= 2, 'Mọi xã đã báo cáo / every commune has reported: npm start -- --fresh');
  return Promise.all(
    chosen.slice(0, 2).map(async (obligation) => ({
      obligation,
      name: obligation.organisation.nameVi,
      organisationId: obligation.organisation.id,
      officer: await people.loginOf(obligation.organisation.id, 'officer'),
      head: await people.loginOf(obligation.organisation.id, 'head'),
    })),
  );
}

async function reportIsSent({ name, officer: login, obligation: { id } }, provinceOfficer) {
  const who = `Cán bộ ${name}`;
  const officer = await step(
    who,
    'đăng nhập / signs in',
    () => signIn(login),
    () => 'phiên làm việc / a session',
  );
  await step(
    who,
    'xem việc phải làm / looks at what is owed',
    () => officer.get('/obligations?mine=owe&standing=owed'),
    expectStatus(200, ({ body }) => {
      const mine = body.items.find((item) => item.id === id);
      must(mine, 'the duty is not on the list');
      const when = mine.daysOverdue > 0 ? `quá hạn ${mine.daysOverdue} ngày / days late` : 'còn trong hạn / in time';
      return `báo cáo năm ${mine.year}, hạn ${vietnamese(mine.dueOn)}, ${when}, nộp về ${mine.receiver.nameVi}`;
    }),
  );
  const { seen } = await officer.get(`/obligations/${id}`);
  const path = `/obligations/${id}/submissions`;
  const figuresAmiss = { ...report, figures: { ...figures, closingCount: 9, effective: 12 } };
  await step(
    who,
    'nộp số liệu không khớp / sends figures that do not add up',
    () => officer.post(path, figuresAmiss, seen),
    refusedWith(422, 1),
  );
  await step(
    who,
    'nộp kèm mục lạ / with an unknown field',
    () => officer.post(path, { ...report, note: 1 }, seen),
    refusedWith(400, 1),
  );
  await step(who, 'nộp không có If-Match / without If-Match', () => officer.post(path, report), refusedWith(428));
  const sent = await step(
    who,
    'nộp báo cáo / submits the report',
    () => officer.post(path, report, seen),
    expectStatus(201, ({ body, headers }) => {
      must(headers.get('location') === `/api${path}/1`, `Location ${headers.get('location')}`);
      return `lần ${body.number}, ${body.late ? 'ghi nhận trễ hạn / counted as late' : 'đúng hạn / in time'}`;
    }),
  );
  await step(who, 'nộp lần nữa / submits again', () => officer.post(path, report, sent.seen), refusedWith(409));
  await step(who, 'nộp từ trang cũ / submits from an old page', () => officer.post(path, report, seen), refusedWith(412));

  await step(
    'Cán bộ tỉnh / province officer',
    'xem ai còn thiếu / looks who is missing',
    () => provinceOfficer.all('/obligations?mine=receive&standing=owed&limit=100'),
    (missing) => {
      must(!missing.some((item) => item.id === id), 'the one who reported is still missing');
      return `còn ${missing.length} đơn vị / units: ${missing
        .slice(0, 3)
        .map((item) => item.organisation.nameVi)
        .join('; ')}; …`;
    },
  );
  const accepted = await step(
    'Cán bộ tỉnh / province officer',
    `tiếp nhận báo cáo của ${name} / accepts it`,
    () => provinceOfficer.post(`${path}/1/answer`, { outcome: 'accepted' }, sent.seen),
    expectStatus(200, ({ body }) => `${body.status}, ${vietnamese(body.acceptedOn)}`),
  );
  must(accepted.body.status === 'accepted', accepted);
}

async function reportIsReturned({ name, officer: login, obligation: { id } }, provinceOfficer) {
  const officer = await signIn(login);
  const { seen } = await officer.get(`/obligations/${id}`);
  const path = `/obligations/${id}/submissions`;
  const both = await step(
    `Cán bộ ${name}`,
    'nộp cùng lúc từ hai máy / submits from two places at once',
    () => Promise.all([officer.post(path, report, seen), officer.post(path, report, seen)]),
    (answers) => {
      const statuses = answers.map(({ status }) => status).sort();
      must(statuses[0] === 201 && [409, 412].includes(statuses[1]), `${statuses}`);
      return `${statuses.join(' và / and ')}: nhận một bản / one is taken`;
    },
  );
  const taken = both.find(({ status }) => status === 201);
  const answer = (outcome, message, revision, number = 1) =>
    provinceOfficer.post(`${path}/${number}/answer`, { outcome, ...(message && { message }) }, revision);
  await step(
    'Cán bộ tỉnh / province officer',
    'trả lại không nêu lý do / returns it without a reason',
    () => answer('returned', '', taken.seen),
    refusedWith(422, 1),
  );
  const returned = await step(
    'Cán bộ tỉnh / province officer',
    `trả lại báo cáo của ${name} / returns it`,
    () => answer('returned', 'Bổ sung số hội viên tham gia.', taken.seen),
    expectStatus(200, ({ body }) => body.status),
  );
  await step(
    `Cán bộ ${name}`,
    'đọc lý do / reads why',
    () => officer.get(path),
    expectStatus(200, ({ body }) => {
      must(body.items[0].message === 'Bổ sung số hội viên tham gia.', 'no message');
      return `“${body.items[0].message}”`;
    }),
  );
  const again = await step(
    `Cán bộ ${name}`,
    'bổ sung, nộp lại / mends and sends again',
    () => officer.post(path, report, returned.seen),
    expectStatus(201, ({ body }) => `lần ${body.number}`),
  );
  await step(
    'Cán bộ tỉnh / province officer',
    'tiếp nhận / accepts',
    () => answer('accepted', '', again.seen, 2),
    expectStatus(200, ({ body }) => body.status),
  );
}

/** A commune asks while its day has not passed; later the province, whose day is later, asks the level above. */
async function moreTimeIsAsked(round, unit, supervisor) {
  const owed = await supervisor.all(`/obligations?roundId=${round.id}&standing=owed&limit=100`);
  const late = owed.find(({ dueOn, status }) => status === 'open' && dueOn < today);
  if (late) {
    const officer = await signIn(await people.loginOf(late.organisation.id, 'officer'));
    const { seen } = await officer.get(`/obligations/${late.id}`);
    await step(
      `Cán bộ ${late.organisation.nameVi}`,
      'xin gia hạn sau hạn / asks for more time after the due day',
      () => officer.post(`/obligations/${late.id}/extensions`, { toDueOn: addDays(today, 3), reason: 'Mẫu: mưa lũ' }, seen),
      refusedWith(409),
    );
  }
  const open = owed.filter(({ dueOn, kind, receiver }) => dueOn >= today && kind === 'report' && receiver);
  for (const one of open) {
    const asked = await supervisor.all(`/obligations/${one.id}/extensions`);
    if (asked.some(({ status }) => status === 'asked') || asked.filter(({ status }) => status === 'granted').length >= 2)
      continue;
    const officer = await signIn(await people.loginOf(one.organisation.id, 'officer'));
    const head = await signIn(await people.loginOf(one.receiver.id, 'head'));
    const { seen } = await officer.get(`/obligations/${one.id}`);
    const path = `/obligations/${one.id}/extensions`;
    const who = `Cán bộ ${one.organisation.nameVi}`;
    await step(
      who,
      'xin gia hạn quá giới hạn / asks for more than the rule allows',
      () => officer.post(path, { toDueOn: addDays(one.originalDueOn, 60), reason: 'Mẫu: mưa lũ' }, seen),
      refusedWith(422, 1),
    );
    const request = await step(
      who,
      'xin gia hạn / asks for more time',
      () => officer.post(path, { toDueOn: addDays(one.dueOn, 3), reason: 'Mẫu: địa bàn đang khắc phục hậu quả lũ.' }, seen),
      expectStatus(201, ({ body }) => `${vietnamese(body.fromDueOn)} → ${vietnamese(body.toDueOn)}, ${body.status}`),
    );
    await step(
      who,
      'tự trả lời / answers it himself',
      () => officer.post(`${path}/${request.body.id}/answer`, { granted: true }, request.seen),
      refusedWith(403),
    );
    await step(
      `Người đứng đầu ${one.receiver.nameVi}`,
      'đồng ý gia hạn / grants it',
      () => head.post(`${path}/${request.body.id}/answer`, { granted: true }, request.seen),
      expectStatus(200, ({ body }) => body.status),
    );
    await step(
      who,
      'xem hạn mới / looks at the new day',
      () => officer.get(`/obligations/${one.id}`),
      expectStatus(200, ({ body }) => {
        must(body.dueOn === addDays(one.dueOn, 3) && body.originalDueOn === one.originalDueOn, `${body.dueOn}`);
        return `hạn ${vietnamese(body.dueOn)}, hạn gốc / first ${vietnamese(body.originalDueOn)}`;
      }),
    );
    return;
  }
  console.log(`   (không còn ai trong hạn để xin gia hạn / nobody in ${unit.name}'s round may still ask for more time)`);
}

async function letterHasCome({ name, officer: login, obligation: { deadlineId } }) {
  const officer = await signIn(login);
  const { body: ledger } = await officer.get(`/deadlines/${deadlineId}/ledger`);
  const fired = ledger.rungs.filter(({ outcome }) => outcome === 'fired');
  if (fired.length === 0) {
    const next = ledger.rungs
      .filter(({ outcome }) => outcome === null)
      .map(({ plannedAt }) => plannedAt)
      .sort()[0];
    console.log(`   (chưa đến kỳ nhắc / no reminder is due before ${next})`);
    return;
  }
  await step(
    `Cán bộ ${name}`,
    'mở hộp thư / opens the mailbox',
    async () => {
      for (let tries = 0; ; tries++) {
        const mails = await (await fetch(`${stack.mailUi}/mails.json?limit=1000&to=${encodeURIComponent(login.email)}`)).json();
        if (mails.length > 0 || tries === 60) return mails;
        await pause(1000);
      }
    },
    async (mails) => {
      must(mails.length > 0, `no mail came to ${login.email}`);
      must(
        mails.every(({ subject }) => /báo cáo/i.test(subject)),
        'a subject is not Vietnamese',
      );
      const { text, html } = await (await fetch(`${stack.mailUi}/mails/${mails[0].id}.json`)).json();
      must(/\d{2}\/\d{2}\/\d{4}/.test(text) && text.includes(name), `the letter names neither day nor unit:\n${text}`);
      must(text.includes('Kính gửi') && (html ?? 'Kính gửi').includes('Kính gửi'), 'the letter greets nobody');
      return `${mails.length} thư / mails: “${mails[0].subject}”`;
    },
  );
  await step(
    `Cán bộ ${name}`,
    'xem thông báo trong hệ thống / looks at the inbox',
    () => officer.get('/notices?limit=100'),
    expectStatus(200, ({ body }) => {
      must(
        body.items.some((notice) => notice.deadlineId === deadlineId),
        'the notice is not in the inbox',
      );
      return `${body.items.length} thông báo / notices, ${body.unread} chưa đọc / unread`;
    }),
  );
}

async function standingIsSeen(round, unit, supervisor) {
  const who = 'Giám sát / supervisor';
  const standing = (by, more = '') => `/oversight/standing?by=${by}&kind=modelResults&year=${year}${more}`;
  const sums = (rows, key) => rows.reduce((sum, row) => sum + row[key], 0);
  const figuresOf = ({ rows }) =>
    `phải nộp ${sums(rows, 'expected')}, đã nộp ${sums(rows, 'received')}, trễ ${sums(rows, 'late')}, quá hạn ${sums(rows, 'overdue')}, tiếp nhận ${sums(rows, 'accepted')}`;
  const top = await step(
    who,
    'xem tình hình theo ngành / the standing along the line',
    () => supervisor.get(standing('line')),
    expectStatus(200, ({ body }) => {
      must(
        sums(body.rows, 'expected') === round.expectedInAll,
        `${sums(body.rows, 'expected')} expected, the round has ${round.expectedInAll}`,
      );
      must(sums(body.rows, 'received') >= 2 && sums(body.rows, 'accepted') >= 2, 'what was just sent is not counted');
      return figuresOf(body);
    }),
  );
  await step(
    who,
    'theo địa bàn / along the territories',
    () => supervisor.get(standing('territory')),
    expectStatus(200, ({ body }) => {
      for (const key of ['expected', 'received', 'onTime', 'late', 'overdue', 'accepted'])
        must(sums(body.rows, key) === sums(top.body.rows, key), `the two trees differ in ${key}`);
      return figuresOf(body);
    }),
  );
  const row = top.body.rows.find(({ unitId }) => unitId === unit.obligation.receiver.id);
  const below = await step(
    who,
    `đi sâu vào ${row.nameVi} / drills down`,
    () => supervisor.get(row.drillDown),
    expectStatus(200, ({ body }) => {
      must(sums(body.rows, 'expected') === row.expected, 'the rows below do not add up');
      const found = body.rows.find(({ unitId }) => unitId === unit.organisationId);
      must(found?.accepted === 1, `${unit.name} is not shown as accepted`);
      return `${body.rows.length} dòng / rows, ${unit.name}: đã tiếp nhận / accepted`;
    }),
  );
  const own = below.body.rows.find(({ unitId }) => unitId === unit.organisationId);
  await step(
    who,
    'xem nghĩa vụ của dòng ấy / the duties behind that row',
    () => supervisor.get(own.obligations),
    expectStatus(200, ({ body }) => {
      must(
        body.items.some(({ id }) => id === unit.obligation.id),
        'the duty is not behind its row',
      );
      return `${body.items.length}`;
    }),
  );
  await step(
    who,
    'tải CSV / as CSV',
    () => supervisor.get(standing('line'), { accept: 'text/csv' }),
    expectStatus(200, ({ body, headers }) => {
      const lines = body.trimEnd().split('\r\n');
      must(body.includes('Đơn vị,') && lines.length === top.body.rows.length + 1, `${lines.length} lines`);
      return `${headers.get('content-disposition')}, ${lines.length - 1} dòng / rows`;
    }),
  );
}

async function modelLives(unit, provinceHead) {
  const officer = await signIn(unit.officer);
  const head = await signIn(unit.head);
  const cadre = `Cán bộ ${unit.name}`;
  const chief = 'Người đứng đầu cấp tỉnh / provincial head';
  const draft = {
    kind: 'model',
    name: `Mẫu: Tuyến đường hoa tự quản ${Date.now().toString(36)}`,
    purpose: 'Giữ đường làng sạch, đẹp',
    field: 'cultureSociety',
    origin: 'need',
    selfManaged: true,
    territoryId: unit.obligation.territoryId,
    locality: 'Ấp 1',
    members: 32,
  };
  let model = await step(
    cadre,
    'soạn mô hình / drafts a model',
    () => officer.post('/models', draft),
    expectStatus(201, ({ body }) => `${body.code} “${body.name}”`),
  );
  const path = `/models/${model.body.id}`;
  const { body: me } = await provinceHead.get('/me');
  let papers = 0;
  const decision = (over = {}) => ({
    number: `${Date.now()}${++papers}-QĐ/HPN`,
    decidedOn: today,
    effectiveOn: today,
    signerPostId: me.actingPost.postId,
    basis: 'Tờ trình của cơ quan chủ trì',
    ...over,
  });
  const take = async (who, by, order, what, stage) => {
    model = await step(
      who,
      what,
      () => by.post(`${path}/steps`, order, model.seen),
      expectStatus(200, ({ body }) => {
        must(body.stage.life === stage, `${body.stage.life}, not ${stage}`);
        return `${body.from.life} → ${body.stage.life}`;
      }),
    );
  };
  /** The criteria a step asks to be scored, each at the top of its scale; null where one free score is asked. */
  const asked = async (by, name) => {
    const { body } = await by.get(`${path}/steps`);
    const scores = body.steps.find((one) => one.step === name).asks.find((ask) => ask.field === 'scores');
    return (
      scores &&
      scores.criteria.map(({ code, scale }) => ({ criterion: code, score: scale.max, evidence: 'Biên bản, sổ theo dõi' }))
    );
  };
  await take(cadre, officer, { step: 'propose' }, 'đề xuất / proposes it', 'proposed');
  await step(
    cadre,
    'tự công nhận / recognises it himself',
    () =>
      officer.post(
        `${path}/steps`,
        { step: 'recognise', fields: { startedOn: `${year}-01-01` }, decision: decision() },
        model.seen,
      ),
    refusedWith(403),
  );
  await step(
    chief,
    'xem các bước / looks at the steps',
    () => provinceHead.get(`${path}/steps`),
    expectStatus(200, ({ body }) => {
      const allowed = body.steps.filter((one) => one.allowed);
      must(
        allowed.some((one) => one.step === 'recognise'),
        'recognise is not allowed',
      );
      must(
        body.steps.every((one) => one.allowed || one.reasons.length > 0),
        'a step is refused without a reason',
      );
      return `được phép / allowed: ${allowed.map((one) => one.words.vi).join('; ')}; ${body.steps.length - allowed.length} bước có lý do chưa được / steps with every reason why not`;
    }),
  );
  const isAModel = await asked(provinceHead, 'recognise');
  await take(
    chief,
    provinceHead,
    {
      step: 'recognise',
      fields: { startedOn: `${year}-01-01`, ...(isAModel && { scores: isAModel }) },
      decision: decision(),
    },
    'công nhận bằng quyết định / recognises it by decision',
    'operating',
  );
  const end = { step: 'terminate', fields: { ground: 'ineffective' }, decision: decision({ decidedOn: addDays(today, 30) }) };
  const refusals = [];
  for (const language of ['vi', 'en'])
    refusals.push(
      await step(
        chief,
        `đòi kết thúc ngay / orders it ended at once (${language})`,
        () => provinceHead.post(`${path}/steps`, end, model.seen, { 'accept-language': language }),
        refusedWith(409, 3),
      ),
    );
  const [inVietnamese, inEnglish] = refusals.map(({ body }) => body.errors);
  must(
    inVietnamese.length === inEnglish.length && inVietnamese.every(({ detail }, i) => detail !== inEnglish[i].detail),
    'the two languages do not say the same',
  );
  must(
    inVietnamese.every(({ source }) => source),
    'a reason has no source',
  );
  await take(
    cadre,
    officer,
    { step: 'openReview', fields: { reviewYear: year, reason: 'Rà soát trước kỳ' } },
    'mở đợt rà soát / opens the review',
    'selfAssessing',
  );
  const own = await asked(head, 'submitSelfAssessment');
  // Full marks in every criterion of a set make an exemplary model; without a set the head says what it is.
  const verdict = own ? 'exemplary' : 'effective';
  await take(
    `Người đứng đầu ${unit.name}`,
    head,
    {
      step: 'submitSelfAssessment',
      fields: { ...(own ? { scores: own } : { selfScore: 85.5 }), selfAssessment: 'Đạt các mục tiêu đề ra' },
    },
    'gửi bản tự đánh giá / sends the self-assessment',
    'appraising',
  );
  await take(
    chief,
    provinceHead,
    {
      step: 'appraise',
      fields: own
        ? { scores: own.map(({ criterion, score }) => ({ criterion, score })) }
        : { appraisedScore: 80, verdict, differenceReason: 'Thiếu minh chứng tiêu chí 4' },
    },
    'thẩm định, xếp loại / appraises',
    'deciding',
  );
  await take(
    chief,
    provinceHead,
    { step: 'continueOperation', fields: { conclusion: 'Tiếp tục duy trì' } },
    'kết luận / concludes',
    'operating',
  );
  await step(
    cadre,
    'đọc nhật ký / reads the journal',
    () => officer.all(`${path}/journal?limit=3`),
    (entries) => {
      must(entries.length === 7 && entries.at(-1).kind === 'modelDrafted', `${entries.length} entries`);
      must(
        entries.every(({ by, hash, words }) => by && hash && words.vi),
        'an entry does not say who',
      );
      return entries
        .map(({ words }) => words.vi)
        .reverse()
        .join(' → ');
    },
  );
  await step(
    cadre,
    'xem kết quả / looks at the result',
    () => officer.get(path),
    expectStatus(200, ({ body }) => {
      must(body.lastVerdict === verdict && body.decisions.length === 1, 'no verdict or decision');
      return `xếp loại ${body.lastVerdict}, quyết định ${body.decisions[0].number} của ${body.decisions[0].issuer.nameVi}`;
    }),
  );
}

try {
  await play();
  console.log(`\n✓ ${steps} bước đều đúng / steps, all as they should`);
} catch (error) {
  console.log(`\n✗ dừng ở bước / stopped at step ${steps}: ${process.env.DEBUG ? error.stack : error.message}`);
  process.exitCode = 1;
} finally {
  await people.close();
}
