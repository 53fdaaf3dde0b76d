/** Expressions of authors: Kubernetes' CEL over plain JSON, compiled once, ended when they are too dear. */
import type { Json } from '../../base/index.ts';
import { celValue, compileCel as compile, DYN, jsonValue, type CelType, type Read } from '../../cel/index.ts';
import { suggestion } from '../format/suggest.ts';

export type CelProgram = {
  /** What the expression gives, or why it cannot be evaluated on this state (a missing field, say). */
  run(variables: { readonly [name: string]: Json }): { readonly ok: true; readonly value: Json | undefined } | { readonly ok: false; readonly error: string };
  /** What of its variables it looks at: `['object', 'spec', 'replicas']`. */
  readonly reads: readonly Read[];
};
/** `line` and `column` count from 1 inside the expression. */
export type CelProblem = { readonly line: number; readonly column: number; readonly message: string };
export type Compiled = { readonly ok: true; readonly program: CelProgram } | { readonly ok: false; readonly error: string; readonly problems: readonly CelProblem[] };

/** Values that one run may look at: a hundred pods compared with each other take a tenth of it. */
export const COST_LIMIT = 500_000;
export const DEAREST = 'actual cost limit exceeded: ';

const known = new Map<string, Compiled>();

/** @param names the variables that the expression may use */
export function compileCel(expression: string, names: readonly string[]): Compiled {
  const key = `${names.join(' ')}\n${expression}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = compileNew(expression, names);
  if (known.size > 2000) known.clear();
  known.set(key, made);
  return made;
}

function compileNew(expression: string, names: readonly string[]): Compiled {
  const compiled = compile(expression, Object.fromEntries(names.map((name) => [name, DYN])), { limit: COST_LIMIT });
  if (!compiled.ok) return { ok: false, error: compiled.error.split('\n')[0] ?? '', problems: problemsIn(compiled.error) };
  const { program } = compiled;
  return { ok: true, program: {
    reads: program.reads(),
    run(variables) {
      const result = program.run(Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, celValue(value)])));
      return result.ok ? { ok: true, value: jsonValue(result.value) } : result;
    },
  } };
}

/** What is wrong with an expression if its variables have these types: fields that do not exist, things that do not compare. */
export function typeProblems(expression: string, types: { readonly [name: string]: CelType }): readonly CelProblem[] {
  const compiled = compile(expression, types);
  return compiled.ok ? [] : problemsIn(compiled.error);
}

/** cel-go's report without the picture of the place. */
export const problemsIn = (error: string): readonly CelProblem[] => error.split('\n').flatMap((line) => {
  const [, row = '1', column = '1', message = ''] = /^ERROR: <input>:(\d+):(\d+): (.*)$/.exec(line) ?? [];
  return message === '' ? [] : [{ line: Number(row), column: Number(column), message }];
});

/** Functions and macros that authors misspell. */
const FUNCTIONS = ['all', 'exists', 'exists_one', 'map', 'filter', 'has', 'size', 'startsWith', 'endsWith', 'contains', 'matches', 'find', 'split', 'join', 'replace', 'lowerAscii', 'sum', 'min', 'max', 'isSorted',
  'indexOf', 'quantity', 'isGreaterThan', 'isLessThan', 'duration', 'timestamp', 'int', 'double', 'string', 'orValue', 'distinct', 'first', 'last'];
export const CEL_HELP = "Functions and operators are those of Kubernetes' CEL";

/** cel-go's message in words for an author. @param names variables that there are @param text the expression */
export function celWords({ message, line, column }: CelProblem, names: readonly string[], text: string): { readonly message: string; readonly fix: string } {
  const unknown = /^undeclared reference to '([^']*)'/.exec(message)?.[1];
  if (unknown !== undefined) {
    const rest = (text.split('\n')[line - 1] ?? '').slice(column - 1);
    const called = rest.startsWith('(') || rest.startsWith(`${unknown}(`);
    const meant = suggestion(unknown, called ? FUNCTIONS : names);
    return { message: `there is no ${called ? 'function' : 'variable'} ${unknown} here`, fix: meant !== undefined ? `Did you mean ${meant}?` : called ? CEL_HELP : `The variables are: ${names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ')}` };
  }
  const syntax = /^Syntax error: (.*?)(?: expecting .*)?$/.exec(message)?.[1];
  if (syntax === undefined) return { message, fix: CEL_HELP };
  // `missing ')' at '<EOF>'` names two.
  const found = (syntax.startsWith('missing') ? /'(.*?)'(?= at |$)/ : /'(.*)'/).exec(syntax)?.[1];
  if (/(?<![=!<>])=(?!=)/.test(text.replace(/"[^"]*"|'[^']*'/g, '')) && /(?<![=!<>])=\s*$/.test((text.split('\n')[line - 1] ?? '').slice(0, column))) return { message: '= alone compares nothing', fix: 'Write ==' };
  if (syntax.startsWith('missing')) return { message: `${found ?? ''} is missing here`, fix: 'Close what was opened' };
  return found === '<EOF>' ? { message: 'the expression ends too early', fix: 'Write the rest of it' } : { message: `${found ?? syntax} was not expected here`, fix: 'Look at the brackets, quotes and operators before it' };
}
