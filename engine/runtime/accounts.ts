/** Who may pull from the private registry. */
import type { Account } from './image.ts';

export const REGISTRY_ACCOUNT: Account = { username: 'learner', password: 's3cret-Peapod' };
