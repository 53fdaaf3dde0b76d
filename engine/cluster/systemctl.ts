/** `systemctl` on a node, for the one service that may be stopped there. */
import { sleep, type Task } from '../time/index.ts';
import type { Command, CommandContext } from '../script/index.ts';

export type Unit = { readonly start: () => void; readonly stop: () => void; readonly active: () => boolean };
/** containerd runs as long as the machine does. */
const ALWAYS = new Set(['containerd']);

/** @k8s golden cluster/node-kubelet-stopped-deployment: stop takes 130 ms, start 20 */
const STOP_MS = 110;
const START_MS = 15;

/** @param units by name, without `.service`. */
export const createSystemctl = (units: { readonly [name: string]: Unit }): Command => function* systemctl(context) {
  const [verb = '', ...named] = context.args.filter((word) => !word.startsWith('-'));
  const names = named.map((name) => name.replace(/\.service$/, ''));
  if (verb === 'daemon-reload') return 0;
  if (!VERBS.includes(verb)) { context.stderr.write(`Unknown command verb '${verb}'.\n`); return 1; }
  if (names.length === 0) { context.stderr.write('Too few arguments.\n'); return 1; }
  let worst = 0;
  for (const name of names) worst = Math.max(worst, yield* act(context, verb, name, units[name]));
  return worst;
};
const VERBS = ['cat', 'disable', 'enable', 'is-active', 'is-enabled', 'restart', 'start', 'status', 'stop'];

function* act(context: CommandContext, verb: string, name: string, unit: Unit | undefined): Task<number> {
  const { clock } = context.machine;
  const always = ALWAYS.has(name);
  const active = always || unit?.active() === true;
  if (verb === 'is-active') { context.stdout.write(active ? 'active\n' : 'inactive\n'); return active ? 0 : 3; }
  if (unit === undefined && !always) {
    context.stderr.write(verb === 'status' ? `Unit ${name}.service could not be found.\n` : `Failed to ${verb} ${name}.service: Unit ${name}.service not found.\n`);
    return verb === 'status' ? 4 : 5;
  }
  switch (verb) {
    case 'status': context.stdout.write(`● ${name}.service - ${active ? 'active (running)' : 'inactive (dead)'}\n`); return active ? 0 : 3;
    case 'is-enabled': context.stdout.write('enabled\n'); return 0;
    case 'stop': case 'restart':
      if (active) { unit?.stop(); yield sleep(clock, STOP_MS); }
      if (verb === 'restart') unit?.start();
      return 0;
    case 'start': unit?.start(); yield sleep(clock, START_MS); return 0;
    default: return 0; // enable, disable, cat: nothing of it shows
  }
}
