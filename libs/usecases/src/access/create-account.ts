import { randomUUID } from 'node:crypto';
import { refusal, type Refusal, type RefusalDetail } from '#domain';
import { AccountsRepository, Records, type Tx } from '#records';
import { Clock } from '../ports.js';
import { passwordFaults } from './weak-password.js';

/** Turns a password into what may be kept of it. */
export interface PasswordHasher {
  hashPassword(password: string): Promise<string>;
}

export interface CreateAccountInput {
  personId: string;
  username: string;
  password: string;
  /** Demo accounts exist in a local stack only. */
  isDemo: boolean;
}

/** Lets a person sign in. `existed`: the person had this very account; nothing was changed. */
export class CreateAccount {
  constructor(
    private readonly records: Records,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
  ) {}

  async run({
    personId,
    username,
    password,
    isDemo,
  }: CreateAccountInput): Promise<{ accountId: string; existed: boolean } | Refusal> {
    const faults = [...usernameFaults(username), ...passwordFaults(password, username)];
    if (faults.length > 0) return refusal('invalid', { vi: 'Tài khoản chưa được tạo.', en: 'The account was not made.' }, faults);
    const other = await new AccountsRepository(this.records.sql).inTheWay(personId, username);
    if (other) {
      const mine = other.personId === personId && other.username === username && other.isDemo === isDemo;
      return mine ? { accountId: other.id, existed: true } : taken(username);
    }
    const passwordHash = await this.hasher.hashPassword(password);
    return this.records.inTransaction(async (tx) => {
      const account = await addAccount(tx, { personId, username, passwordHash, isDemo, at: this.clock.now() });
      return account ? { accountId: account, existed: false } : taken(username);
    });
  }
}

/** Null: somebody took the name, or gave the person an account, a moment ago. */
export async function addAccount(
  tx: Tx,
  account: { personId: string; username: string; passwordHash: string; isDemo: boolean; at: Date },
): Promise<string | null> {
  const id = randomUUID();
  const { at, ...kept } = account;
  if (!(await new AccountsRepository(tx).add({ id, ...kept, createdAt: at }))) return null;
  await tx.journal.append({
    stream: 'account',
    streamId: id,
    kind: 'accountCreated',
    at,
    by: null,
    body: { username: account.username, isDemo: account.isDemo },
  });
  return id;
}

export const usernameFaults = (username: string): RefusalDetail[] =>
  /^[a-z][a-z0-9.-]{2,39}$/.test(username)
    ? []
    : [
        {
          pointer: '/username',
          words: {
            vi: 'Tên đăng nhập gồm 3–40 ký tự: chữ thường không dấu, số, dấu chấm, gạch nối; bắt đầu bằng chữ.',
            en: 'A username has 3–40 characters: small letters without accents, digits, dots, hyphens; it begins with a letter.',
          },
        },
      ];

export const taken = (username: string): Refusal =>
  refusal(
    'conflict',
    {
      vi: `Tên đăng nhập "${username}" đã có, hoặc người này đã có tài khoản. Chọn tên khác.`,
      en: `The username "${username}" is taken, or the person has an account already. Choose another name.`,
    },
    [{ pointer: '/username', words: { vi: 'Chọn tên khác.', en: 'Choose another name.' } }],
  );
