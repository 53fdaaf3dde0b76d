#!/usr/bin/env node
// The sources are TypeScript; this runs them from a clone and from the packed tarball alike.
import { load } from './load.mjs';

const { main } = await load();
// `peapod … | head`: nobody reads on, so there is nothing left to do.
process.stdout.on('error', (error) => { if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0); throw error; });
const io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY === true,
};
try {
  process.exitCode = await main(process.argv.slice(2), io);
} catch (error) {
  process.stderr.write(`peapod: this is our mistake, not yours: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.PEAPOD_DEBUG) process.stderr.write(`${error.stack}\n`); else process.stderr.write('PEAPOD_DEBUG=1 shows where.\n');
  process.exitCode = 70;
}
