import { createPipe, type Task } from '../../../time/index.ts';
import { FileError } from '../../files/errors.ts';
import { textOf } from '../../files/tree.ts';
import { send } from '../../pipe.ts';
import { openRead, openWrite } from '../../streams.ts';
import type { CommandContext } from '../../types.ts';
import { runChild } from '../children.ts';
import { badOptions, complain, pathIn, type CommandMaker } from '../common.ts';
import { unescape } from '../escapes.ts';
import { lastValue, parseOptions } from '../options.ts';
import { createAwk } from './interpret.ts';
import { parseAwk } from './parse.ts';
import { AwkError } from './syntax.ts';

type Kept = { readonly operator: '>' | '>>' | '|'; readonly target: string; text: string };

/** What was printed to files and commands. */
function* deliver(context: CommandContext, kept: Iterable<Kept>): Task<void> {
  for (const { operator, target, text } of kept) {
    if (operator !== '|') { yield* send(openWrite(context, pathIn(context, target), operator === '>>'), text); continue; }
    const stdin = createPipe(text);
    stdin.close();
    yield* runChild(context, ['sh', '-c', target], { stdin });
  }
}

/** `name=value` operands set variables. */
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

export const makeAwk: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'F:v:f:W:', long: { 'field-separator': 'F', assign: 'v', file: 'f' }, stopAtOperand: true });
  if (options.error !== undefined) return badOptions(context, flavour, options, 2);
  let source = '';
  for (const file of options.values.get('f') ?? []) source += `${yield* openRead(context, pathIn(context, file)).readAll()}\n`;
  const operands = source === '' ? options.operands.slice(1) : options.operands;
  if (source === '') source = options.operands[0] ?? '';
  if (source === '') { context.stderr.write(flavour === 'gnu' ? "Usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]\n" : 'awk: no program given\n'); return 2; }
  const variables = new Map<string, string>();
  const separator = lastValue(options, 'F');
  if (separator !== undefined) variables.set('FS', separator === 't' ? '\t' : unescape(separator).text);
  for (const pair of [...options.values.get('v') ?? [], ...operands.filter((word) => ASSIGNMENT.test(word))]) variables.set(pair.slice(0, pair.indexOf('=')), unescape(pair.slice(pair.indexOf('=') + 1)).text);
  const names = operands.filter((word) => !ASSIGNMENT.test(word));
  let status = 0;
  let out = '';
  const kept = new Map<string, Kept>();
  try {
    const program = parseAwk(source);
    const inputs: { readonly name: string; readonly text: string }[] = [];
    const needsInput = program.rules.some(({ kind }) => kind !== 'BEGIN');
    for (const name of needsInput ? (names.length === 0 ? ['-'] : names) : []) {
      try { inputs.push({ name: name === '-' ? '' : name, text: yield* (name === '-' ? context.stdin : openRead(context, pathIn(context, name))).readAll() }); } catch (error) {
        if (!(error instanceof FileError)) throw error;
        status = complain(context, flavour === 'gnu' ? `cannot open "${name}" (${error.reason})` : `${name}: ${error.reason}`, 2);
      }
    }
    const awk = createAwk(program, {
      print(text) { out += text; },
      printTo(operator, target, text) {
        if (target === '/dev/stderr') { context.stderr.write(text); return; }
        if (target === '/dev/stdout') { out += text; return; }
        const found = kept.get(operator + target);
        if (found === undefined) kept.set(operator + target, { operator, target, text }); else found.text += text;
      },
      readFile(path) { try { return textOf(context.machine.files.read(pathIn(context, path))); } catch (error) { if (error instanceof FileError) return undefined; throw error; } },
      now: context.machine.clock.now, random: context.machine.random,
    }, variables, context.environment);
    status = awk.run(inputs[Symbol.iterator]()) || status;
  } catch (error) {
    if (!(error instanceof AwkError)) throw error;
    yield* send(context.stdout, out);
    return complain(context, flavour === 'gnu' ? `${error.message}` : `cmd. line:1: ${error.message}`, 2);
  }
  yield* send(context.stdout, out);
  yield* deliver(context, kept.values());
  return status;
};
