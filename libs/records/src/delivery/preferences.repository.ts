import { tellings, type NoticeChannelsRule, type OutsideChannel, type PlainDay, type Telling } from '#domain';
import type { Sql } from '../sql.js';
import { channelRuleSql } from './channel-rule.js';

export interface PreferenceRow extends Record<Telling, OutsideChannel[]> {
  personId: string;
  locale: 'vi' | 'en';
  email: string;
  /** Since when letters to the address come back. */
  emailBouncedAt: Date | null;
  phone: string | null;
  /** `HH:MM`: reminders wait for it; null: they go out in their slot. */
  digestAt: string | null;
  revision: number;
}

export type Preference = Omit<PreferenceRow, 'personId' | 'emailBouncedAt' | 'revision'>;

// Who never chose gets e-mail; such a person's first revision is 1.
const select = `
  SELECT p.id AS "personId", p.locale, p.email, p.email_bounced_at AS "emailBouncedAt", p.phone, to_char(f.digest_at, 'HH24:MI') AS "digestAt",
         coalesce(f.remind, '{email}') AS remind, coalesce(f.due, '{email}') AS due, coalesce(f.overdue, '{email}') AS overdue,
         coalesce(f.escalate, '{email}') AS escalate, coalesce(f.moved, '{email}') AS moved, coalesce(f.acts, '{email}') AS acts,
         coalesce(f.revision, 1) AS revision
  FROM persons p LEFT JOIN notice_preferences f ON f.person_id = p.id`;

/** How a person wants to be told. */
export class PreferencesRepository {
  constructor(private readonly sql: Sql) {}

  of(personId: string): Promise<PreferenceRow | null> {
    return this.sql.row<PreferenceRow>(`${select} WHERE p.id = $1`, [personId]);
  }

  lock(personId: string): Promise<PreferenceRow | null> {
    return this.sql.row<PreferenceRow>(`${select} WHERE p.id = $1 FOR NO KEY UPDATE OF p`, [personId]);
  }

  lockByToken(token: string): Promise<PreferenceRow | null> {
    return this.sql.row<PreferenceRow>(`${select} WHERE p.unsubscribe_token = $1 FOR NO KEY UPDATE OF p`, [token]);
  }

  /** What the rule in force on a day says of the channels of each act. */
  async rule(day: PlainDay): Promise<NoticeChannelsRule['acts']> {
    const rows = await this.sql.rows<{ telling: Telling; rule: NoticeChannelsRule['acts'][Telling] }>(
      `SELECT telling, ${channelRuleSql('telling', '$1::date')} AS rule FROM unnest($2::text[]) telling`,
      [day, tellings],
    );
    return Object.fromEntries(rows.map(({ telling, rule }) => [telling, rule])) as NoticeChannelsRule['acts'];
  }

  /** The caller holds the lock and has seen the revision. A new address is not known to bounce. */
  async keep(personId: string, revision: number, wanted: Preference, at: Date): Promise<void> {
    await this.sql.affected(
      `UPDATE persons SET locale = $2, phone = $3, email = $4,
              email_bounced_at = CASE WHEN email = $4 THEN email_bounced_at END, email_bounce = CASE WHEN email = $4 THEN email_bounce END
       WHERE id = $1`,
      [personId, wanted.locale, wanted.phone, wanted.email],
    );
    await this.sql.affected(
      `INSERT INTO notice_preferences (person_id, revision, remind, due, overdue, escalate, digest_at, updated_at, moved, acts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (person_id) DO UPDATE SET revision = $2, remind = $3, due = $4, overdue = $5, escalate = $6, digest_at = $7, updated_at = $8, moved = $9, acts = $10`,
      [
        personId,
        revision + 1,
        wanted.remind,
        wanted.due,
        wanted.overdue,
        wanted.escalate,
        wanted.digestAt,
        at,
        wanted.moved,
        wanted.acts,
      ],
    );
  }
}
