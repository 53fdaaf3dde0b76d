/** What nginx does when a port is taken: five tries half a second apart, then it gives up. @k8s nginx src/core/ngx_connection.c ngx_open_listening_sockets */
import type { CommandContext } from '../../../script/index.ts';
import { sleep, type Task } from '../../../time/index.ts';
import { moments } from '../run.ts';
import type { Listen } from './sites.ts';

const TRIES = 5;
const PAUSE_MS = 500;

export const taken = ({ port, address }: Listen): string => `bind() to ${address ?? '0.0.0.0'}:${port} failed (98: Address already in use)`;

/** @param notices whether the error log takes them @returns whether all ports are free */
export function* portsAreFree(context: CommandContext, listens: readonly Listen[], notices: boolean): Task<boolean> {
  const { process: { pid }, machine: { clock, network }, stderr } = context;
  // The error log of the image is stderr, and until the start is over stderr hears of everything bad once more.
  const logged = (level: string, text: string): void => { stderr.write(`${moments(clock.now).error} [${level}] ${pid}#${pid}: ${text}\n`); };
  const tell = (text: string): void => { logged('emerg', text); stderr.write(`nginx: [emerg] ${text}\n`); };
  for (let tries = 0; tries < TRIES; tries++) {
    const failed = listens.filter(({ port, address }) => network.isFree?.(port, address) === false);
    if (failed.length === 0) return true;
    for (const listen of failed) tell(taken(listen));
    if (notices) logged('notice', 'try again to bind() after 500ms');
    yield sleep(clock, PAUSE_MS);
  }
  tell('still could not bind()');
  return false;
}
