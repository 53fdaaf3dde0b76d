/** What can go wrong in a command, and how kubectl says it. */
import type { Status, StatusCause } from '../api/index.ts';
import type { KubectlContext } from './verb.ts';

export type Problem =
  /** Printed with `error: ` before it when it is the only one. */
  | { readonly type: 'text'; readonly message: string }
  /** Printed as it is: connection errors. */
  | { readonly type: 'plain'; readonly message: string }
  /** A Status of the server. `doing` is put before its message: `error when creating "p.yaml"`. */
  | { readonly type: 'status'; readonly status: Status; readonly doing?: string }
  | { readonly type: 'many'; readonly problems: readonly Problem[] }
  | { readonly type: 'silent' };

/** Ends a command. Thrown for what the user or the server did wrong; bugs are invariants. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly problem: Problem;
  readonly code: number;
  constructor(problem: Problem, code = 1) {
    super(problemText(problem));
    this.problem = problem;
    this.code = code;
  }
}

export const textProblem = (message: string): Problem => ({ type: 'text', message });
export const statusProblem = (status: Status, doing?: string): Problem => (doing === undefined ? { type: 'status', status } : { type: 'status', status, doing });

/** `error: <message>`, exit code 1. */
export function fail(message: string, code = 1): never {
  throw new Failure(textProblem(message), code);
}

/** With the pointer to the help of this command. @k8s kubectl/pkg/cmd/util UsageErrorf */
export function usageFail(context: { readonly path: string }, message: string): never {
  throw new Failure(textProblem(`${message}\nSee '${context.path} -h' for help and examples`));
}

/** Ends without a word: the verb has printed what there is to say. */
export function exit(code: number): never {
  throw new Failure({ type: 'silent' }, code);
}

/** Several problems as one; undefined without any. @k8s apimachinery/pkg/util/errors NewAggregate */
export function joinProblems(problems: readonly Problem[]): Problem | undefined {
  if (problems.length <= 1) return problems[0];
  return { type: 'many', problems };
}

/** What Go's `err.Error()` would be. */
export function problemText(problem: Problem): string {
  switch (problem.type) {
    case 'text': case 'plain': return problem.message;
    case 'status': {
      const message = problem.status.message ?? '';
      return problem.doing === undefined ? message : `${problem.doing}: ${message}`;
    }
    case 'many': {
      const texts = [...new Set(flatten(problem.problems).map(problemText))];
      return texts.length === 1 ? texts[0] ?? '' : `[${texts.join(', ')}]`;
    }
    case 'silent': return '';
  }
}

const flatten = (problems: readonly Problem[]): Problem[] =>
  problems.flatMap((problem) => (problem.type === 'many' ? flatten(problem.problems) : [problem]));

/** One line of a list of problems. @k8s kubectl/pkg/cmd/util messageForError */
function lineOf(problem: Problem): string {
  if (problem.type === 'status') return statusLine(problem.status, problemText(problem));
  return problemText(problem);
}

/** @k8s kubectl/pkg/cmd/util StandardErrorMessage */
function statusLine(status: Status, message: string): string {
  if (status.reason === 'Unauthorized') return `error: You must be logged in to the server (${status.message ?? ''})`;
  if (status.reason !== undefined && status.reason !== '') return `Error from server (${status.reason}): ${message}`;
  return `Error from server: ${message}`;
}

/** @k8s kubectl/pkg/cmd/util checkErr: the form for invalid objects */
function invalidText(status: Status): string {
  const details = status.details;
  const named = details !== undefined && ((details.kind ?? '') !== '' || (details.name ?? '') !== '');
  const causes = details?.causes ?? [];
  let text = 'The request is invalid';
  if (named) text = `The ${details.kind ?? ''} ${JSON.stringify(details.name ?? '')} is invalid`;
  else if ((status.message ?? '') !== '' && causes.length === 0) text = `The request is invalid: ${status.message ?? ''}`;
  if (causes.length === 0) return text;
  const lines = [...new Set(causes.map((cause: StatusCause) => `${cause.field ?? ''}: ${cause.message ?? ''}`))];
  // Each ends with a newline of its own, also one that ends with a newline. @k8s kubectl/pkg/cmd/util MultilineError
  if (lines.length === 1) return `${text}: ${lines[0] ?? ''}\n`;
  return `${text}: \n${lines.map((line) => `* ${line}\n`).join('')}`;
}

/** What is printed to stderr, with its newline; '' for silence. */
export function printedProblem(problem: Problem): string {
  const text = printed(problem);
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function printed(problem: Problem): string {
  switch (problem.type) {
    case 'silent': return '';
    case 'plain': return problem.message;
    case 'text': return problem.message.startsWith('error: ') ? problem.message : `error: ${problem.message}`;
    case 'status':
      return problem.status.reason === 'Invalid' ? invalidText(problem.status) : statusLine(problem.status, problemText(problem));
    case 'many': return problem.problems.map((each) => lineOf(each)).join('\n');
  }
}

/** Prints what went wrong on the way and gives the exit code. */
export function finish(context: KubectlContext, problems: readonly Problem[]): number {
  const problem = joinProblems(problems);
  if (problem === undefined) return 0;
  context.error(printedProblem(problem));
  return 1;
}

/** Runs `work`; a Failure becomes a problem of the list. */
export function collect<T>(problems: Problem[], work: () => T): T | undefined {
  try { return work(); }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    problems.push(error.problem);
    return undefined;
  }
}

/** The status of a failure if the server sent one. */
export const statusOf = (problem: Problem): Status | undefined => (problem.type === 'status' ? problem.status : undefined);
