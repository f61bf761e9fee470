import { faultsAfter, type Change } from './testing/planted-rules.js';

const form = () => ({
  words: { vi: 'Giấy khen', en: 'Certificate of merit' },
  decision: true,
  authorities: [{ kind: 'government', levels: ['commune'] }],
});
const forms = (many: number) => (body: any) =>
  (body.forms = Object.fromEntries(Array.from({ length: many }, (_, index) => [`form${index}`, form()])));
const one = (fields: object) => (body: any) => (body.forms = { merit: { ...form(), ...fields } });
const authority = (fields: object) => one({ authorities: [{ kind: 'government', levels: ['commune'], ...fields }] });

describe('libs/domain/rules - the forms of commendation, and who may grant which', () => {
  it.each<Change>([
    ['one form', forms(1)],
    ['none', forms(0), '/forms'],
    ['forty', forms(40)],
    ['forty-one', forms(41), '/forms'],
    ['forms that are nothing', (body) => (body.forms = null), '/forms'],
    ['forms that are a list', (body) => (body.forms = [form()]), '/forms'],
    [
      'none, and a field there is not',
      (body) => {
        body.forms = {};
        body.gifts = [];
      },
      '/forms',
      '/gifts',
    ],
    ['forms, and a field there is not', (body) => (body.gifts = []), '/gifts'],
    [
      'a form that is nothing',
      (body) => (body.forms = { merit: null }),
      '/forms/merit/authorities',
      '/forms/merit/decision',
      '/forms/merit/words',
    ],
    ['a form with a field there is not', one({ gift: 'vase' }), '/forms/merit/gift'],
    ['a form whose code is in two words', (body) => (body.forms = { 'of merit': form() }), '/forms/of merit'],
    ['the pointer of a code with a slash and a tilde is escaped', (body) => (body.forms = { 'a/b~c': form() }), '/forms/a~1b~0c'],
    ['a form without words', one({ words: undefined }), '/forms/merit/words'],
    ['a form with a text for words', one({ words: 'Giấy khen' }), '/forms/merit/words'],
    ['a form without an English name', one({ words: { vi: 'Giấy khen' } }), '/forms/merit/words'],
    ['a form without a Vietnamese name', one({ words: { en: 'Merit' } }), '/forms/merit/words'],
    ['a form with a name in a third language', one({ words: { ...form().words, fr: 'Mérite' } }), '/forms/merit/words/fr'],
    ['a form that needs no decision on paper', one({ decision: false })],
    ['a form of which nobody says whether it needs one', one({ decision: 'yes' }), '/forms/merit/decision'],
    ['a form nobody may grant', one({ authorities: [] }), '/forms/merit/authorities'],
    ['a form granted by a word', one({ authorities: 'government' }), '/forms/merit/authorities'],
    [
      'a form granted by nothing',
      one({ authorities: [null] }),
      '/forms/merit/authorities/0/kind',
      '/forms/merit/authorities/0/levels',
    ],
    [
      'a form granted by two, of whom the second does not exist',
      one({ authorities: [...form().authorities, { kind: 'chessClub', levels: ['commune'] }] }),
      '/forms/merit/authorities/1/kind',
    ],
    ['an authority with a field there is not', authority({ place: 'Mỹ Tho' }), '/forms/merit/authorities/0/place'],
    ['an authority at every level', authority({ levels: ['province', 'district', 'commune', 'hamlet'] })],
    ['an authority at no level', authority({ levels: [] }), '/forms/merit/authorities/0/levels'],
    ['an authority at a level written as a word', authority({ levels: 'commune' }), '/forms/merit/authorities/0/levels'],
    [
      'an authority at two levels, of which one does not exist',
      authority({ levels: ['commune', 'world'] }),
      '/forms/merit/authorities/0/levels',
    ],
  ])('%s', (_, change, ...pointers) => expect(faultsAfter('commendationForms', change)).toEqual(pointers));
});
