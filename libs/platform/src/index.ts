export { KeyVault } from './key-vault.js';
export { Log, type LogFields } from './log.js';
export { NestLog } from './nest-log.js';
export { NodeSecrets } from './node-secrets.js';
export {
  languageOf,
  Problem,
  problemJson,
  problemOf,
  problemOfRefusal,
  problemType,
  PROBLEM_MEDIA_TYPE,
  type Language,
  type ProblemJson,
} from './problems/problem.js';
export { fieldWords, problemKinds, type ProblemKind } from './problems/problem-words.js';
export { hashPassword, hashToken, newToken, verifyPassword } from './secrets.js';
export { LOG_LEVELS, readSettings, SettingsError, type Environment, type LogLevel, type Settings } from './settings.js';
export { almanacOf } from './calendar/almanac.js';
export { SystemClock } from './system-clock.js';
export { createTemporalClient, type TemporalSettings } from './temporal/temporal-client.js';
export { TemporalWaker } from './temporal/temporal-waker.js';
