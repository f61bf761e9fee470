const { readFileSync } = require('node:fs');

/** How long a test file takes, in three steps: the first failure decides, so the quickest come first. */
module.exports = (path) => {
  const source = readFileSync(path, 'utf8');
  return (/xstate\/graph/.test(source) ? 2 : 0) + (/fast-check/.test(source) ? 1 : 0);
};
