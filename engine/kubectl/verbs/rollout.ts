import type { Verb } from '../verb.ts';
import { history } from './rollout/history.ts';
import { pause, restart, resume } from './rollout/changes.ts';
import { rolloutStatus } from './rollout/status.ts';
import { undo } from './rollout/undo.ts';

export const rollout: Verb = {
  name: 'rollout',
  usage: 'rollout SUBCOMMAND [options]',
  about: 'Follow, undo, pause and restart the rollout of a workload',
  flags: [],
  subcommands: [history, pause, restart, resume, rolloutStatus, undo],
};
