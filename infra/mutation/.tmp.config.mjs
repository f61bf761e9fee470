import base from './stryker.config.mjs';
export default { ...base, ignoreStatic: true };
