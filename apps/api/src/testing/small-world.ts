import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Records } from '#records';
import type { Clock, Role, Scope } from '#usecases';

interface Person {
  personId: string;
  accountId: string;
  username: string;
  postId: string;
}

/** One province of the fixture's own, two communes, a board above a front in each, and somebody in every role. */
export interface SmallWorld {
  province: string;
  communes: [string, string];
  /** The mass-mobilisation board of the province. */
  board: string;
  fronts: [string, string];
  people: Record<'officer' | 'head' | 'neighbour' | 'supervisor' | 'administrator', Person>;
}

export async function smallWorld({ sql }: Records, passwordHash: string, clock: Clock): Promise<SmallWorld> {
  const territory = async (level: string, name: string, unitType: string, parent: string | null) => {
    const id = randomUUID();
    await sql.affected(`INSERT INTO territories (id, level) VALUES ($1, $2)`, [id, level]);
    await sql.affected(
      `INSERT INTO territory_versions (territory_id, name, unit_type, parent_id, source) VALUES ($1, $2, $3, $4, 'fixture')`,
      [id, name, unitType, parent],
    );
    return id;
  };
  const organisation = async (kind: string, nameVi: string, nameEn: string, at: string, above: string | null) => {
    const id = randomUUID();
    await sql.affected(`INSERT INTO organisations (id, kind) VALUES ($1, $2)`, [id, kind]);
    await sql.affected(
      `INSERT INTO organisation_versions (organisation_id, name_vi, name_en, territory_id, line_parent_id, source)
       VALUES ($1, $2, $3, $4, $5, 'fixture')`,
      [id, nameVi, nameEn, at, above],
    );
    return id;
  };
  const person = async (username: string, organisationId: string, role: Role, scope: Scope): Promise<Person> => {
    const made = { personId: randomUUID(), accountId: randomUUID(), username, postId: randomUUID() };
    await sql.affected(`INSERT INTO persons (id, display_name, email, is_sample) VALUES ($1, $2, $3, true)`, [
      made.personId,
      `Người giữ vai ${username}`,
      `${username}@lantoa.example`,
    ]);
    await sql.affected(
      `INSERT INTO posts (id, organisation_id, title_vi, title_en, role, scope, receives_reminders) VALUES ($1, $2, $3, $4, $5, $6, true)`,
      [made.postId, organisationId, `Chức danh ${username}`, `Post ${username}`, role, scope],
    );
    await sql.affected(`INSERT INTO post_holders (post_id, person_id) VALUES ($1, $2)`, [made.postId, made.personId]);
    await sql.affected(
      `INSERT INTO accounts (id, person_id, username, password_hash, is_demo, created_at) VALUES ($1, $2, $3, $4, true, $5)`,
      [made.accountId, made.personId, username, passwordHash, clock.now()],
    );
    return made;
  };

  // The terms of the duties of models, as they are planted.
  const { ruleKey, validFrom, source, body } = JSON.parse(
    readFileSync('infra/seeds/data/rules/model-duties.2024.json', 'utf8'),
  ) as Record<string, unknown>;
  await sql.affected(
    `INSERT INTO rule_editions (id, rule_key, valid_from, source, body, created_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (rule_key, valid_from) DO NOTHING`,
    [randomUUID(), ruleKey, validFrom, source, body, clock.now()],
  );

  const province = await territory('province', 'Tỉnh Mẫu', 'tỉnh', null);
  const communes: [string, string] = [
    await territory('commune', 'Xã Mẫu Một', 'xã', province),
    await territory('commune', 'Xã Mẫu Hai', 'xã', province),
  ];
  const board = await organisation(
    'massMobilisationBoard',
    'Ban Dân vận Tỉnh Mẫu',
    'Mass Mobilisation Board of Mẫu',
    province,
    null,
  );
  const fronts: [string, string] = [
    await organisation('fatherlandFront', 'Mặt trận Xã Mẫu Một', 'Front of Mẫu Một', communes[0], board),
    await organisation('fatherlandFront', 'Mặt trận Xã Mẫu Hai', 'Front of Mẫu Hai', communes[1], board),
  ];
  return {
    province,
    communes,
    board,
    fronts,
    people: {
      officer: await person('mau.canbo', fronts[0], 'officer', 'own'),
      head: await person('mau.lanhdao', fronts[0], 'head', 'own'),
      neighbour: await person('mau.lang-gieng', fronts[1], 'officer', 'own'),
      supervisor: await person('mau.giamsat', board, 'supervisor', 'territory'),
      administrator: await person('mau.quantri', board, 'administrator', 'all'),
    },
  };
}
