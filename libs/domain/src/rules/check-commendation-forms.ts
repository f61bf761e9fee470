import { ORGANISATION_KINDS, TERRITORY_LEVELS } from '../organisations/kinds.js';
import { fault, isCode, isName, isRecord, strangers, type Faults } from './faults.js';
import type { CommendationFormsRule } from './rule-shapes.js';

const MOST_FORMS = 40;

/** Every fault of an edition of the forms of commendation. */
export function commendationFormsFaults(body: Partial<CommendationFormsRule>): Faults {
  const faults = strangers(body, ['forms'], '');
  const forms: Record<string, unknown> = isRecord(body.forms) ? body.forms : {};
  const codes = Object.keys(forms);
  if (codes.length === 0 || codes.length > MOST_FORMS)
    return [
      ...faults,
      fault('/forms', `Nhập từ 1 đến ${MOST_FORMS} hình thức khen thưởng.`, `Give 1 to ${MOST_FORMS} forms of commendation.`),
    ];
  return [...faults, ...codes.flatMap((code) => formFaults(code, forms[code]))];
}

function formFaults(code: string, given: unknown): Faults {
  const at = `/forms/${code.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const form = isRecord(given) ? given : {};
  const words = isRecord(form['words']) ? form['words'] : {};
  const faults = [...strangers(form, ['words', 'authorities', 'decision'], at), ...strangers(words, ['vi', 'en'], `${at}/words`)];
  if (!isCode(code)) faults.push(fault(at, 'Mã hình thức gồm chữ cái và số.', 'The code of a form is of letters and digits.'));
  if (!isName(words['vi']) || !isName(words['en']))
    faults.push(fault(`${at}/words`, 'Nhập tên hình thức bằng hai ngôn ngữ.', 'Name the form in both languages.'));
  if (typeof form['decision'] !== 'boolean')
    faults.push(
      fault(
        `${at}/decision`,
        'Nhập true nếu cần quyết định bằng văn bản, false nếu không.',
        'Give true when a decision on paper is needed, false when not.',
      ),
    );
  const authorities: unknown = form['authorities'];
  if (!Array.isArray(authorities) || authorities.length === 0)
    return [
      ...faults,
      fault(
        `${at}/authorities`,
        'Nhập ít nhất một loại cơ quan có thẩm quyền.',
        'Give at least one kind of body with the authority.',
      ),
    ];
  return [...faults, ...authorities.flatMap((authority, index) => authorityFaults(authority, `${at}/authorities/${index}`))];
}

function authorityFaults(given: unknown, at: string): Faults {
  const authority = isRecord(given) ? given : {};
  const levels: unknown = authority['levels'];
  const faults = strangers(authority, ['kind', 'levels'], at);
  if (!(ORGANISATION_KINDS as readonly unknown[]).includes(authority['kind']))
    faults.push(
      fault(
        `${at}/kind`,
        `Chọn loại cơ quan, trong: ${ORGANISATION_KINDS.join(', ')}.`,
        `Choose the kind of body, of: ${ORGANISATION_KINDS.join(', ')}.`,
      ),
    );
  if (
    !Array.isArray(levels) ||
    levels.length === 0 ||
    !levels.every((level) => (TERRITORY_LEVELS as readonly unknown[]).includes(level))
  )
    faults.push(
      fault(
        `${at}/levels`,
        `Nhập các cấp, trong: ${TERRITORY_LEVELS.join(', ')}.`,
        `Give the levels, of: ${TERRITORY_LEVELS.join(', ')}.`,
      ),
    );
  return faults;
}
