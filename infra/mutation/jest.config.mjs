// Only the domain room: nothing has to run for its tests. A drawer is judged by the tests that lie in it.
import base from '../test/jest.config.mjs';

const drawer = process.env.MUTATION_DRAWER ?? '';
export default { ...base, roots: [`<rootDir>/libs/domain/src/${drawer}`] };
