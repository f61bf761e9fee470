// A changed place is noticed by its first failing test: the other test files of the drawer are then not even loaded, which is most of the time of
// a mutation run. Jest knows no `bail` where it is called by a program (jestjs/jest#11766), so its runner asks here. Stryker wants to see the
// words "jest-circus" in the name of the runner.
const { default: runFile } = require('jest-circus/runner');

const MUTANT = '__STRYKER_ACTIVE_MUTANT__';
let noticed;

module.exports = async (globalConfig, config, environment, runtime, testFilePath, ...rest) => {
  const mutant = process.env[MUTANT];
  if (mutant !== undefined && mutant === noticed) return notRun(testFilePath);
  const result = await runFile(globalConfig, config, environment, runtime, testFilePath, ...rest);
  if (mutant !== undefined && result.numFailingTests > 0) noticed = mutant;
  return result;
};

/** What Jest expects of a file, its one test left out: a file without any would be an error, and the changed place would not count. */
function notRun(testFilePath) {
  return {
    testFilePath,
    testResults: [
      {
        ancestorTitles: [],
        title: 'not run',
        fullName: 'not run',
        status: 'pending',
        failureMessages: [],
        failureDetails: [],
        numPassingAsserts: 0,
      },
    ],
    skipped: false,
    leaks: false,
    openHandles: [],
    failureMessage: null,
    numFailingTests: 0,
    numPassingTests: 0,
    numPendingTests: 1,
    numTodoTests: 0,
    perfStats: {
      start: 0,
      end: 0,
      runtime: 0,
      slow: false,
      loadTestEnvironmentStart: 0,
      loadTestEnvironmentEnd: 0,
      setupFilesStart: 0,
      setupFilesEnd: 0,
    },
    snapshot: { added: 0, fileDeleted: false, matched: 0, unchecked: 0, uncheckedKeys: [], unmatched: 0, updated: 0 },
  };
}
