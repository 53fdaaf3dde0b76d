import type { Verb } from '../verb.ts';
import { canI } from './auth/canI.ts';
import { reconcile } from './auth/reconcile.ts';
import { whoami } from './auth/whoami.ts';

export const auth: Verb = {
  name: 'auth', usage: 'auth SUBCOMMAND [options]', about: 'Ask about rights and identity', flags: [], subcommands: [canI, reconcile, whoami],
};
