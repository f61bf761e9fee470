const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** A failure whose message already says what to do next; no stack is shown for it. */
export class Unable extends Error {}

/**
 * Shows phases one below the other: a moving line on a terminal, plain lines elsewhere.
 * @param {{out?: NodeJS.WriteStream}} [options]
 */
export function createProgress({ out = process.stdout } = {}) {
  const lively = Boolean(out.isTTY) && !process.env.NO_COLOR && !process.argv.includes('--no-color') && !process.env.CI;
  const clear = () => lively && out.write('\r\x1b[2K');
  out.on('error', () => {}); // a closed terminal must not keep the starter from stopping its children

  const say = (line = '') => {
    clear();
    out.write(line + '\n');
  };

  /**
   * @template T
   * @param {string} label
   * @param {(note: (text: string) => void) => Promise<T> | T} work `note` tells what is going on now; the last note stays on the closing line
   * @returns {Promise<T>}
   */
  async function phase(label, work) {
    const since = Date.now();
    let note = '';
    let spoken = 0;
    const line = () => `${label}${note && `: ${note}`} (${seconds(since)})`;
    const tick = setInterval(() => {
      if (lively) {
        clear();
        out.write(`${spinner[Math.floor(Date.now() / 100) % spinner.length]} ${line()}`.slice(0, (out.columns || 120) - 1));
      } else if (Date.now() - since > 1000 + 10_000 * spoken) {
        spoken++;
        out.write(`… ${line()}\n`);
      }
    }, 100);
    try {
      const result = await work((text) => (note = text));
      clearInterval(tick);
      say(`✓ ${line()}`);
      return result;
    } catch (error) {
      clearInterval(tick);
      say(`✗ ${label} (${seconds(since)})`);
      throw error;
    }
  }
  return { phase, say };
}

/** @param {string[][]} rows */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd()).join('\n');
}
