/** `npx peapod <command>`. */
import { ENGINE_VERSION } from '../session/index.ts';
import { COMMANDS } from './commands/index.ts';
import { UsageError, type CliCommand, type CliContext } from './command.ts';

function overview(): string {
  const width = Math.max(...COMMANDS.map((c) => c.name.length));
  return [
    'peapod: a Kubernetes cluster, its labs and quizzes, without a cluster', '',
    'Usage: peapod <command> [options]', '',
    ...COMMANDS.map((c) => `  ${c.name.padEnd(width)}   ${c.summary}`), '',
    'peapod <command> --help tells a command\'s options; --version prints the version.', '',
  ].join('\n');
}

function helpOf(command: CliCommand): string {
  const width = Math.max(0, ...command.options.map(([flag]) => flag.length));
  return [`Usage: peapod ${command.usage}`, '', command.summary, '',
    ...command.options.map(([flag, what]) => `  ${flag.padEnd(width)}   ${what}`), ''].join('\n');
}

export async function main(argv: readonly string[], io: Omit<CliContext, 'args'>): Promise<number> {
  const [name, ...args] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') { io.out(overview()); return name === undefined ? 2 : 0; }
  if (name === '--version' || name === '-v' || name === 'version') { io.out(`peapod ${ENGINE_VERSION}\n`); return 0; }
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined) {
    io.err(`peapod: there is no command '${name}'. There are: ${COMMANDS.map((c) => c.name).join(', ')}.\n`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) { io.out(helpOf(command)); return 0; }
  try {
    return await command.run({ ...io, args });
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    const wrongUsage = error instanceof UsageError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS'));
    if (!wrongUsage) throw error;
    io.err(`peapod ${name}: ${(error as Error).message}\nUsage: peapod ${command.usage}\n`);
    return 2;
  }
}
