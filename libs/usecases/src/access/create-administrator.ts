import { randomUUID } from 'node:crypto';
import { refusal, type Refusal } from '#domain';
import { AccountsRepository, Records, SeedRepository } from '#records';
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
      // A seed with sample people, planted at this moment, must see the account or be seen.
      await new SeedRepository(tx).lock();
      const accounts = new AccountsRepository(tx);
      const today = this.clock.today();
      if (await accounts.exist('demo')) return demoStack();
      if (await accounts.hasAdministrator(today)) return alreadyThere();
      const postId = await accounts.administratorPostOn(today);
      if (!postId) return noPost();
      const personId = randomUUID();
      await accounts.addHolder({ id: personId, displayName: displayName.trim(), email }, postId, today);
      const accountId = await addAccount(tx, { personId, username, passwordHash, isDemo: false, at: this.clock.now() });
      return accountId ? { accountId, postId } : taken(username);
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
