/** What an author is told about a file: place, what was expected, what was found, what to do. */
export type Diagnostic = {
  readonly file: string;
  /** From 1; 0 when the file as a whole is meant. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly fix: string;
  /** Without it: an error. A warning stops nothing. */
  readonly severity?: 'warning';
};

export const isError = ({ severity }: Diagnostic): boolean => severity === undefined;

/** `file:line:column: message (fix)`, as editors and terminals make links of it. */
export const printDiagnostic = ({ file, line, column, message, fix, severity }: Diagnostic): string =>
  `${file}${line > 0 ? `:${line}:${column}` : ''}: ${severity === undefined ? '' : `${severity}: `}${message}${fix === '' ? '' : `. ${fix}`}`;
