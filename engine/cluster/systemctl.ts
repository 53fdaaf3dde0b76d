/** `systemctl` on a node: the kubelet, the container runtime, and the machine itself. */
import { sleep, type Task } from '../time/index.ts';
import type { Command, CommandContext } from '../script/index.ts';

export type Unit = { readonly start: () => void; readonly stop: () => void; readonly active: () => boolean };
export type Power = { readonly off: () => void; readonly reboot: () => void };

/** @k8s golden cluster/node-kubelet-stopped-deployment: stop takes 130 ms, start 20 */
const STOP_MS = 110;
const START_MS = 15;

/** @param units by name, without `.service`. */
export const createSystemctl = (units: { readonly [name: string]: Unit }, power: Power): Command => function* systemctl(context) {
  const [verb = '', ...named] = context.args.filter((word) => !word.startsWith('-'));
  const names = named.map((name) => name.replace(/\.service$/, ''));
  if (verb === 'daemon-reload') return 0;
  if (verb === 'poweroff' || verb === 'halt') { power.off(); return 0; }
  if (verb === 'reboot') { power.reboot(); return 0; }
  if (!VERBS.includes(verb)) { context.stderr.write(`Unknown command verb '${verb}'.\n`); return 1; }
  if (names.length === 0) { context.stderr.write('Too few arguments.\n'); return 1; }
  let worst = 0;
  for (const name of names) worst = Math.max(worst, yield* act(context, verb, name, units[name]));
  return worst;
};
const VERBS = ['cat', 'disable', 'enable', 'is-active', 'is-enabled', 'restart', 'start', 'status', 'stop'];

function* act(context: CommandContext, verb: string, name: string, unit: Unit | undefined): Task<number> {
  const { clock } = context.machine;
  const active = unit?.active() === true;
  if (verb === 'is-active') { context.stdout.write(active ? 'active\n' : 'inactive\n'); return active ? 0 : 3; }
  if (unit === undefined) {
    context.stderr.write(verb === 'status' ? `Unit ${name}.service could not be found.\n` : `Failed to ${verb} ${name}.service: Unit ${name}.service not found.\n`);
    return verb === 'status' ? 4 : 5;
  }
  switch (verb) {
    case 'status': context.stdout.write(`● ${name}.service - ${active ? 'active (running)' : 'inactive (dead)'}\n`); return active ? 0 : 3;
    case 'is-enabled': context.stdout.write('enabled\n'); return 0;
    case 'stop': case 'restart':
      if (active) { unit.stop(); yield sleep(clock, STOP_MS); }
      if (verb === 'restart') unit.start();
      return 0;
    case 'start': unit.start(); yield sleep(clock, START_MS); return 0;
    default: return 0; // enable, disable, cat: nothing of it shows
  }
}

/** `poweroff`, `reboot`, `shutdown -h now`, `shutdown -r now`. */
export const powerCommands = (power: Power): { readonly [name: string]: Command } => ({
  *poweroff() { power.off(); return 0; },
  *halt() { power.off(); return 0; },
  *reboot() { power.reboot(); return 0; },
  *shutdown({ args }) { if (args.includes('-r')) power.reboot(); else power.off(); return 0; },
});
