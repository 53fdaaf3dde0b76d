/** Expression → program: parsed, its types checked, ready to run. Errors have cel-go's form. */
import { EvaluationError, ParseError, type ASTNode, type ParseResult } from '@marcbachmann/cel-js';
import { typeOf } from './check.ts';
import { environment } from './environment.ts';
import { CelError } from './library/library.ts';
import { meterOf } from './meter.ts';
import { formatIssues, type Issue } from './position.ts';
import { anyPresence } from './presence.ts';
import { rewrite } from './rewrite.ts';
import type { Scope } from './scope.ts';
import { syntaxIssues } from './syntax.ts';
import { DYN, type CelType } from './types.ts';
import { costOf } from './cost.ts';
import { childrenOf, readsOf, type Read } from './walk.ts';

export type Variables = { readonly [name: string]: CelType };
export type CelResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };
export type CelProgram = {
  readonly type: CelType;
  readonly uses: (variable: string) => boolean;
  /** The highest price of one run that its text and types allow. */
  readonly cost: () => number;
  /** What of its variables it looks at. */
  readonly reads: () => readonly Read[];
  /** @param values made by `celValue` and its like. */
  run(values: { readonly [name: string]: unknown }): CelResult;
};
export type CelCompiled = { readonly ok: true; readonly program: CelProgram } | { readonly ok: false; readonly error: string };

/** `limit`: a run that does more than this (values looked at, roughly) is ended; see `meter.ts`. */
export type CelOptions = { readonly limit?: number };

/** @param variables what the expression may read. `__patches`: types of patches may be written. */
export function compileCel(source: string, variables: Variables, { limit }: CelOptions = {}): CelCompiled {
  const { text, origin } = rewrite(source);
  let parsed: ParseResult;
  try {
    parsed = environment().parse(text);
  } catch (error) {
    return { ok: false, error: formatIssues(source, parseIssues(source, error, origin)) };
  }
  const issues: Issue[] = [];
  const used = new Set<string>();
  const lookup = (name: string): CelType | undefined => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  const scope: Scope = { issues, used, source: text, lookup };
  const type = typeOf(parsed.ast, scope);
  if (issues.length > 0) return { ok: false, error: formatIssues(source, issues.map(({ at, message }) => ({ at: origin(at), message }))) };
  const program = programOf(parsed, parsed.ast, type, used, variables);
  linearMatches(parsed.ast);
  anyPresence(parsed.ast);
  return { ok: true, program: limit === undefined ? program : limited(program, parsed.ast, limit, (node) => source.slice(origin(node.start), origin(node.end))) };
}

/** The library's own `matches` takes JavaScript's expressions, which can take for ever. */
function linearMatches(node: ASTNode): void {
  if (node.op === 'rcall' && node.args[0] === 'matches') node.args[0] = '__matches';
  childrenOf(node).forEach(linearMatches);
}

function limited(program: CelProgram, ast: ASTNode, limit: number, text: (node: ASTNode) => string): CelProgram {
  const meter = meterOf(ast);
  return {
    ...program,
    run(values) {
      meter.reset(limit);
      const result = program.run(values);
      // A quantifier or `||` may have swallowed the error.
      const dearest = meter.dearest();
      return dearest === undefined ? result : { ok: false, error: `actual cost limit exceeded: ${text(dearest)}` };
    },
  };
}

const programOf = (parsed: ParseResult, ast: ASTNode, type: CelType, used: ReadonlySet<string>, variables: Variables): CelProgram => ({
  type: type.kind === 'param' ? DYN : type,
  uses: (name) => used.has(name),
  cost: () => costOf(ast, variables),
  reads: () => readsOf(ast, new Set(Object.keys(variables))),
  run(values) {
    try {
      return { ok: true, value: parsed({ ...values }) as unknown };
    } catch (error) {
      return { ok: false, error: runtimeError(error) };
    }
  },
});

function parseIssues(source: string, error: unknown, origin: (at: number) => number): readonly Issue[] {
  if (!(error instanceof ParseError)) return [{ at: 0, message: `Syntax error: ${error instanceof Error ? error.message : String(error)}` }];
  const at = origin(error.range?.start ?? 0);
  const bracket = { RPAREN: ')', RBRACKET: ']', RBRACE: '}', COLON: ':' } as const;
  switch (error.code) {
    case 'unexpected_token': return syntaxIssues(source, at, 'expression');
    case 'expected_token': {
      const wanted = /Expected (\w+)/.exec(error.summary)?.[1] ?? '';
      return syntaxIssues(source, at, wanted in bracket ? bracket[wanted as keyof typeof bracket] : wanted); // just tested
    }
    case 'unexpected_character': case 'unterminated_string': case 'newline_in_string': return syntaxIssues(source, at, 'end');
    case 'reserved_identifier': return [{ at, message: `reserved identifier: ${/: (.*)/.exec(error.summary)?.[1] ?? ''}` }];
    case 'invalid_macro_argument': return [{ at, message: 'argument must be a simple name' }];
    default: return [{ at, message: `Syntax error: ${error.summary}` }];
  }
}

/** Why a run failed, in cel-go's words. */
function runtimeError(error: unknown): string {
  if (error instanceof CelError) return error.message;
  if (!(error instanceof EvaluationError)) {
    const cause = error instanceof Error ? error.cause : undefined;
    return cause instanceof CelError ? cause.message : error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error);
  }
  const { code, summary, cause } = error;
  if (cause instanceof CelError) return cause.message;
  switch (code) {
    case 'no_such_key': return `no such key: ${summary.replace(/^No such key: /, '')}`;
    case 'index_out_of_bounds': return `index out of bounds: ${/index (-?\d+)/.exec(summary)?.[1] ?? ''}`;
    case 'unknown_variable': return `no such attribute(s): ${summary.replace(/^Unknown variable: /, '')}`;
    case 'modulo_by_zero': return 'modulus by zero';
    case 'numeric_overflow': return summary.startsWith('integer overflow') ? 'integer overflow' : summary;
    case 'optional_value_missing': return 'optional.none() dereference';
    default: return /overload|not found|no such/i.test(summary) || /overload/.test(code) ? 'no such overload' : summary;
  }
}
