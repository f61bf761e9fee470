import { faultColumn, readHeadings, registerColumn, type RegisterColumn } from '#domain';
import type { Language } from '#platform';
import { markTable } from '#papers';
import type { ModelImportsReader } from '#records';

type File = NonNullable<Awaited<ReturnType<ModelImportsReader['file']>>>;
type Mark = Awaited<ReturnType<ModelImportsReader['marks']>>[number];

/** The file as it came, with a column that says of each row what is wrong and what to do. */
export function markedFile({ content, headings }: File, marks: readonly Mark[], language: Language): Promise<Buffer> {
  const own = readHeadings(headings).places.indexOf('faults');
  return markTable(
    content,
    faultColumn[language],
    own === -1 ? null : own,
    new Map(marks.map((mark) => [mark.row, markOf(mark, language)])),
  );
}

function markOf({ outcome, faults, code }: Mark, language: Language): string {
  if (outcome === 'same') return language === 'vi' ? `Đã có: ${code}` : `There already: ${code}`;
  return faultsInWords(faults, language);
}

export const faultsInWords = (faults: Mark['faults'], language: Language): string =>
  faults
    .map(({ column, words }) =>
      column ? `${registerColumn(column as RegisterColumn).heading[language]}: ${words[language]}` : words[language],
    )
    .join(' | ');
