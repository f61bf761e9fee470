import { readFileSync } from 'node:fs';
import { formOf, mayGrant, type CommendationForms } from './commendation-forms.js';

const forms = (
  JSON.parse(readFileSync('infra/seeds/data/rules/commendation-forms.2004.json', 'utf8')) as {
    body: { forms: CommendationForms };
  }
).body.forms;

describe('libs/domain/commendations - who may grant which form (D3.4)', () => {
  it.each<[string, string, string, boolean]>([
    ['provincialCertificate', 'government', 'province', true],
    ['provincialCertificate', 'government', 'commune', false],
    ['certificateOfMerit', 'government', 'commune', true],
    ['certificateOfMerit', 'government', 'hamlet', false],
    ['danVanKheoAward', 'standingCommittee', 'province', true],
    ['danVanKheoAward', 'fatherlandFront', 'province', false],
  ])('%s by %s of the %s: %s', (code, kind, level, may) => expect(mayGrant(formOf(forms, code), { kind, level })).toBe(may));

  it('nobody grants a form there is not, and nobody unknown grants one', () => {
    expect([formOf(forms, 'medal'), formOf(forms, null), formOf(forms, undefined), formOf(forms, 'toString')]).toEqual(
      Array(4).fill(undefined),
    );
    expect([
      mayGrant(undefined, { kind: 'government', level: 'province' }),
      mayGrant(formOf(forms, 'provincialCertificate'), null),
    ]).toEqual([false, false]);
  });
});
