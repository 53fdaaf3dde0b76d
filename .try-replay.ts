import { replay } from './engine/cli/commands/replay.ts';
replay.run({ args: process.argv.slice(2), out: (t) => process.stdout.write(t), err: (t) => process.stderr.write(t), interactive: false }).then((c) => { process.exitCode = c; });
