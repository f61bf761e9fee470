const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Parameters of one statement, numbered as they come. */
export class Parameters {
  readonly values: unknown[] = [];
  add(value: unknown, type = ''): string {
    return `$${this.values.push(value)}${type && `::${type}`}`;
  }
  /** `column = $n` for each column named; the names come from this file's types, never from outside. */
  set(columns: object): string[] {
    return Object.entries(columns).flatMap(([name, value]) =>
      value === undefined ? [] : [`${snake(name)} = ${this.add(value)}`],
    );
  }
}
