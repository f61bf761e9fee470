import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * “12/QĐ-UBND”, “12/qđ-ubnd” and “12 /QĐ-UBND” are one number of one paper, so one index knows them by how they are meant; the text stays as
 * it was typed. What was recorded before is append-only and stays, too: of papers that bear one number by the new way of looking, the first
 * holds it, and the others are marked.
 */
export class KnowANumberHoweverTyped1780000001900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION number_key(number text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN ltrim(lower(regexp_replace(translate(normalize(number, NFC), '‐‑‒–—−', '------'),
          '[\\s\\u00a0\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff]+', '', 'g') COLLATE pg_c_utf8), '0');
      COMMENT ON FUNCTION number_key IS 'the number of a paper, whatever its letters, spaces, dashes and leading zeros were typed like';

      ALTER TABLE decisions ADD COLUMN number_is_twofold boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN decisions.number_is_twofold IS 'recorded before numbers were compared however typed, and the same as an earlier one';
      ALTER TABLE decisions DISABLE TRIGGER decisions_are_append_only;
      UPDATE decisions d SET number_is_twofold = true WHERE d.paper_id IS NULL AND EXISTS (
        SELECT FROM decisions first WHERE first.paper_id IS NULL AND first.issuer_organisation_id = d.issuer_organisation_id
          AND first.year = d.year AND number_key(first.number) = number_key(d.number) AND first.ordinal < d.ordinal);
      ALTER TABLE decisions ENABLE TRIGGER decisions_are_append_only;
      DROP INDEX one_decision_a_number_an_issuer_a_year;
      CREATE UNIQUE INDEX one_decision_a_number_an_issuer_a_year ON decisions (issuer_organisation_id, year, number_key(number))
        WHERE paper_id IS NULL AND NOT number_is_twofold;

      ALTER TABLE criteria_sets ADD COLUMN number_is_twofold boolean NOT NULL DEFAULT false;
      COMMENT ON COLUMN criteria_sets.number_is_twofold IS 'issued before numbers were compared however typed, and the same as an earlier one';
      ALTER TABLE criteria_sets DISABLE TRIGGER issued_criteria_sets_stand;
      UPDATE criteria_sets s SET number_is_twofold = true WHERE EXISTS (
        SELECT FROM criteria_sets first WHERE first.lead_organisation_id = s.lead_organisation_id
          AND first.year = s.year AND number_key(first.number) = number_key(s.number) AND (first.created_at, first.id) < (s.created_at, s.id));
      ALTER TABLE criteria_sets ENABLE TRIGGER issued_criteria_sets_stand;
      ALTER TABLE criteria_sets DROP CONSTRAINT one_criteria_set_a_number_an_issuer_a_year;
      CREATE UNIQUE INDEX one_criteria_set_a_number_an_issuer_a_year ON criteria_sets (lead_organisation_id, year, number_key(number))
        WHERE NOT number_is_twofold;
    `);
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX one_criteria_set_a_number_an_issuer_a_year;
      ALTER TABLE criteria_sets DROP COLUMN number_is_twofold,
        ADD CONSTRAINT one_criteria_set_a_number_an_issuer_a_year UNIQUE (lead_organisation_id, year, number);
      DROP INDEX one_decision_a_number_an_issuer_a_year;
      CREATE UNIQUE INDEX one_decision_a_number_an_issuer_a_year ON decisions (issuer_organisation_id, year, number) WHERE paper_id IS NULL;
      ALTER TABLE decisions DROP COLUMN number_is_twofold;
      DROP FUNCTION number_key;
    `);
  }
}
