/** One subcommand of `peapod`. Exit codes: 0 done, 1 what was asked for failed, 2 the command line is wrong. */
export type CliContext = {
  readonly args: readonly string[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** True when stdout is a terminal: progress and colour are for people only. */
  readonly interactive: boolean;
};
export type CliCommand = {
  readonly name: string;
  /** Usage line after `peapod`, and one sentence. */
  readonly usage: string;
  readonly summary: string;
  /** Lines about options, shown by `peapod <name> --help`. */
  readonly options: readonly (readonly [string, string])[];
  readonly run: (context: CliContext) => Promise<number>;
};

/** The command line cannot be understood: printed with the usage line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
