import type { Json, JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import { send } from '../../pipe.ts';
import { openRead } from '../../streams.ts';
import type { Command, CommandContext } from '../../types.ts';
import { linesOf, pathIn } from '../common.ts';
import { evaluate, topScope } from './evaluate.ts';
import { printValue, type Style } from './formats.ts';
import { parseJq } from './parse.ts';
import { JqSyntaxError, type Filter } from './syntax.ts';
import { described, JqError, truthy } from './values.ts';

type Settings = { readonly flags: ReadonlySet<string>; readonly variables: Map<string, Json>; readonly filter: string | undefined; readonly files: readonly string[]; readonly indent: number };
const LONG: { readonly [name: string]: string } = {
  'compact-output': 'c', 'raw-output': 'r', 'raw-input': 'R', slurp: 's', 'null-input': 'n', 'exit-status': 'e', 'sort-keys': 'S', 'join-output': 'j', tab: 't', 'ascii-output': 'a', 'color-output': 'C', 'monochrome-output': 'M', 'from-file': 'f', version: 'V',
};

function parseArguments(args: readonly string[]): Settings | { readonly error: string } {
  const flags = new Set<string>();
  const variables = new Map<string, Json>();
  const words: string[] = [];
  let indent = 2;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    if (word === '--arg') { variables.set(args[i + 1] ?? '', args[i + 2] ?? ''); i += 2; }
    else if (word === '--argjson') { try { variables.set(args[i + 1] ?? '', JSON.parse(args[i + 2] ?? '') as Json); } catch { return { error: `Invalid JSON text passed to --argjson` }; } i += 2; }
    else if (word === '--indent') indent = Number(args[++i] ?? 2);
    else if (word === '--args') { variables.set('__args', args.slice(i + 1)); break; }
    else if (word.startsWith('--') && word !== '--') { const letter = LONG[word.slice(2)]; if (letter === undefined) return { error: `Unknown arguments: ${word}` }; flags.add(letter); }
    else if (/^-[a-zA-Z]+$/.test(word)) { for (const letter of word.slice(1)) { if (!'crRsneSjtaCMfV'.includes(letter)) return { error: `Unknown arguments` }; flags.add(letter); } }
    else words.push(word);
  }
  return { flags, variables, filter: words[0], files: words.slice(1), indent };
}

/** JSON texts one after another. */
function parseMany(text: string): { readonly values: Json[]; readonly error: string | undefined } {
  try { return { values: text.trim() === '' ? [] : [JSON.parse(text) as Json], error: undefined }; } catch { /* more than one, or a mistake */ }
  const values: Json[] = [];
  let at = 0;
  while (at < text.length) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (at >= text.length) break;
    const end = valueEnd(text, at);
    try { values.push(JSON.parse(text.slice(at, end)) as Json); } catch {
      const before = text.slice(0, end).split('\n');
      return { values, error: `parse error: ${end >= text.length && /^[[{"]/.test(text[at] ?? '') ? 'Unfinished JSON term' : 'Invalid literal'} at line ${before.length}, column ${before.at(-1)?.length ?? 0}` };
    }
    at = end;
  }
  return { values, error: undefined };
}
function valueEnd(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const c = text[i] as string;
    if (quoted) { if (c === '\\') i++; else if (c === '"') { quoted = false; if (depth === 0) return i + 1; } continue; }
    if (c === '"') quoted = true;
    else if (c === '{' || c === '[') depth++;
    else if (c === '}' || c === ']') { depth--; if (depth === 0) return i + 1; } else if (depth === 0 && /\s/.test(c)) return i;
  }
  return text.length;
}

function* inputs(context: CommandContext, settings: Settings): Task<{ readonly values: readonly Json[]; readonly error: string | undefined; readonly lines: number }> {
  const has = (flag: string): boolean => settings.flags.has(flag);
  if (has('n')) return { values: [null], error: undefined, lines: 0 };
  let text = '';
  for (const file of settings.files.length === 0 ? ['-'] : settings.files) text += yield* (file === '-' ? context.stdin : openRead(context, pathIn(context, file))).readAll();
  const lines = text.split('\n').length - 1;
  if (has('R')) return { values: has('s') ? [text] : linesOf(text), error: undefined, lines };
  const parsed = parseMany(text);
  return { values: !has('s') ? parsed.values : parsed.error === undefined ? [parsed.values] : [], error: parsed.error, lines };
}

function compileError(context: CommandContext, message: string, filter: string): number {
  context.stderr.write(`jq: error: ${message} (Unix shell quoting issues?) at <top-level>, line 1:\n${filter}\njq: 1 compile error\n`);
  return 3;
}

export const jq: Command = function* (context) {
  const settings = parseArguments(context.args);
  if ('error' in settings) { context.stderr.write(`jq: ${settings.error}\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://jqlang.github.io/jq\n`); return 2; }
  const has = (flag: string): boolean => settings.flags.has(flag);
  if (has('V')) { yield* send(context.stdout, 'jq-1.7\n'); return 0; }
  if (settings.filter === undefined && context.tty) { context.stderr.write('jq - commandline JSON processor [version 1.7]\n\nUsage:\tjq [OPTIONS] FILTER [FILES...]\n'); return 2; }
  const source = has('f') ? yield* openRead(context, pathIn(context, settings.filter ?? '')).readAll() : settings.filter ?? '.';
  let filter: Filter;
  try { filter = parseJq(source); } catch (error) { if (error instanceof JqSyntaxError) return compileError(context, error.message, source); throw error; }
  const style: Style = { indent: has('c') ? '' : has('t') ? '\t' : ' '.repeat(settings.indent), sortKeys: has('S') };
  const named: JsonObject = Object.fromEntries([...settings.variables].filter(([name]) => name !== '__args')) as JsonObject;
  const scope = topScope(new Map<string, Json>([...settings.variables, ['ENV', Object.fromEntries(context.environment) as JsonObject], ['__prog_args', []], ['ARGS', { positional: settings.variables.get('__args') ?? [], named }]]));
  const { values, error: bad, lines } = yield* inputs(context, settings);
  let status = has('e') ? 4 : 0;
  for (const value of values) {
    const out: string[] = [];
    try {
      for (const result of evaluate(filter, value, scope)) {
        const raw = (has('r') || has('j')) && typeof result === 'string';
        out.push(`${raw ? result : printValue(result, style)}${has('j') ? '' : '\n'}`);
        if (has('e')) status = truthy(result) ? 0 : 1;
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
      if (typeof error.value === 'string' && error.value.endsWith('is not defined')) return compileError(context, error.value, source);
      yield* send(context.stdout, out.splice(0).join(''));
      context.stderr.write(`jq: error (at ${settings.files[0] ?? '<stdin>'}:${has('n') ? 'unknown' : lines}): ${typeof error.value === 'string' ? error.value : `${described(error.value)} not a string`}\n`);
      status = 5;
    }
    yield* send(context.stdout, out.join(''));
  }
  if (bad !== undefined) { context.stderr.write(`jq: ${bad}\n`); return 2; }
  return status;
};
