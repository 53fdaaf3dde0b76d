/** One process at a time works with a state file. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** Undefined: it is ours now, and the function gives it back. */
export type Lock = { readonly release: () => void } | { readonly heldBy: number };

export function takeLock(path: string): Lock {
  for (let attempt = 0; ; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, `${process.pid}\n`);
      closeSync(file);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = readHolder(path);
      if (attempt > 0 || (holder !== undefined && isAlive(holder))) return { heldBy: holder ?? 0 };
      rmSync(path, { force: true }); // left behind by one that was killed
    }
  }
}

function readHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8').trim());
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch { return undefined; }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return true;
  try { process.kill(pid, 0); } catch (error) { if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false; }
  return !isZombieOrOther(pid);
}

/** One that was killed and that nobody has fetched yet, or another program that got its number; where /proc tells. */
function isZombieOrOther(pid: number): boolean {
  try {
    const state = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1];
    return state === 'Z' || state === 'X' || !/serve|node|jest/.test(readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
  } catch { return false; }
}
