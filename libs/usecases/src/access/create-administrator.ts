import { randomUUID } from 'node:crypto';
import { refusal, type Refusal } from '#domain';
import { Records } from '#records';
import { Clock } from '../ports.js';
import { addAccount, taken, usernameFaults, type PasswordHasher } from './create-account.js';
import { passwordFaults } from './weak-password.js';

export interface CreateAdministratorInput {
  username: string;
  password: string;
  displayName: string;
  email: string;
}

/** The first administrator of an installation: a person, holding the administrator's post, with an account. The next ones this one makes. */
export class CreateAdministrator {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
  ) {}

  async run({
    username,
    password,
    displayName,
    email,
  }: CreateAdministratorInput): Promise<{ accountId: string; postId: string } | Refusal> {
    const faults = [
      ...usernameFaults(username),
      ...passwordFaults(password, username),
      ...(/^[^\s@<>]+@[^\s@<>]+$/.test(email)
        ? []
        : [{ pointer: '/email', words: { vi: 'Nhập một địa chỉ thư điện tử.', en: 'Enter an e-mail address.' } }]),
      ...(displayName.trim()
        ? []
        : [{ pointer: '/displayName', words: { vi: 'Nhập tên hiển thị.', en: 'Enter a display name.' } }]),
    ];
    if (faults.length > 0)
      return refusal('invalid', { vi: 'Quản trị viên chưa được tạo.', en: 'The administrator was not made.' }, faults);
    const passwordHash = await this.hasher.hashPassword(password);
    return this.records.inTransaction(async (tx) => {
      await tx.rows(`SELECT pg_advisory_xact_lock(hashtext('plant-seed'))`);
      const today = this.clock.today();
      const standing = await tx.row<{ demo: boolean; real: boolean }>(
        `SELECT EXISTS (SELECT FROM accounts WHERE is_demo) AS demo, EXISTS (
           SELECT FROM accounts a JOIN post_holders h ON h.person_id = a.person_id AND h.valid @> $1::date
           JOIN posts p ON p.id = h.post_id AND p.role = 'administrator' AND p.valid @> $1::date
           WHERE NOT a.is_demo AND a.disabled_at IS NULL) AS real`,
        [today],
      );
      if (standing!.demo) return demoStack();
      if (standing!.real) return alreadyThere();
      const post = await tx.row<{ id: string }>(
        `SELECT id FROM posts WHERE role = 'administrator' AND valid @> $1::date ORDER BY id LIMIT 1`,
        [today],
      );
      if (!post) return noPost();
      const personId = randomUUID();
      await tx.affected(`INSERT INTO persons (id, display_name, email) VALUES ($1, $2, $3)`, [
        personId,
        displayName.trim(),
        email,
      ]);
      await tx.affected(`INSERT INTO post_holders (post_id, person_id, valid_from) VALUES ($1, $2, $3)`, [
        post.id,
        personId,
        today,
      ]);
      const accountId = await addAccount(tx, { personId, username, passwordHash, isDemo: false, at: this.clock.now() });
      return accountId ? { accountId, postId: post.id } : taken(username);
    });
  }
}

const demoStack = () =>
  refusal('conflict', {
    vi: 'Cơ sở dữ liệu này có tài khoản thử của hệ thống cục bộ. Dùng tài khoản quản trị thử, hoặc chạy lệnh trên cơ sở dữ liệu khác.',
    en: 'This database has the demo accounts of a local stack. Use its demo administrator, or run this on another database.',
  });
const alreadyThere = () =>
  refusal('conflict', {
    vi: 'Đã có quản trị viên. Nhờ quản trị viên đó tạo tài khoản tiếp theo.',
    en: 'There is an administrator already. Ask that person to make the next account.',
  });
const noPost = () =>
  refusal('conflict', {
    vi: 'Chưa có chức danh quản trị. Chạy lệnh "seed" trước.',
    en: 'There is no administrator post yet. Run "seed" first.',
  });
