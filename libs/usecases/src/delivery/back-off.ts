const MINUTE = 60_000;
// Nearly three days in all, as mail servers do: a weekend without mail loses no letter.
const waits = [1, 5, 15, 60, 180, 360, 720, 1440, 1440].map((minutes) => minutes * MINUTE);

/** How long to wait after so many attempts; null: enough. */
export const waitAfter = (attempts: number): number | null => waits[attempts - 1] ?? null;

/** How long the whole queue rests when the mail server takes nothing at all. */
export const REST = MINUTE;
