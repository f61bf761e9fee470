// Only the domain room: nothing has to run for its tests. A drawer is judged by the tests that lie in it.
import base from '../test/jest.config.mjs';

const drawer = process.env.MUTATION_DRAWER ?? '';
const beside = (file) => `<rootDir>/infra/mutation/${file}`;
export default {
  ...base,
  roots: [`<rootDir>/libs/domain/src/${drawer}`],
  testRunner: beside('jest-circus-until-first-failure.cjs'),
  testSequencer: beside('quick-files-first.cjs'),
};
