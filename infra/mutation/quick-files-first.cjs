const { readFileSync } = require('node:fs');

// Jest starts with the slowest file; where the first failure ends it, the quickest comes first.
module.exports = class QuickFilesFirst {
  sort(tests) {
    const patience = ({ path }) => {
      const source = readFileSync(path, 'utf8');
      return (/xstate\/graph/.test(source) ? 2 : 0) + (/fast-check/.test(source) ? 1 : 0);
    };
    return [...tests].sort((a, b) => patience(a) - patience(b) || (a.path < b.path ? -1 : 1));
  }
  shard = (tests) => tests;
  allFailedTests = (tests) => tests;
  cacheResults() {}
};
