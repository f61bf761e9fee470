import { Secrets } from '#usecases';
import { newToken, verifyPassword } from './secrets.js';

export class NodeSecrets extends Secrets {
  verifyPassword = verifyPassword;
  newToken = newToken;
}
