/** if, for, while, case, [[ ]], (( )). */
import type { ArithmeticFor, Case, CompoundList, For, If, TestExpression, While } from 'unbash';
import type { Task } from '../../time/index.ts';
import { evaluate } from './arithmetic.ts';
import { compare, UNARY, type Asker } from './conditions.ts';
import { expandPattern, expandSingle, expandWords } from './expand.ts';
import { matches } from './pattern.ts';
import { assign, ShellError, Unwind, type Shell } from './shell.ts';
import { step } from './steps.ts';

/** A condition: `set -e` does not act inside. */
export function* tested<T>(shell: Shell, task: Task<T>): Task<T> {
  shell.tested++;
  try { return yield* task; } finally { shell.tested--; }
}

const list = (shell: Shell, node: CompoundList, last = false): Task<number> => shell.evaluate.node(shell, node, last);

export function* runIf(shell: Shell, node: If, last: boolean): Task<number> {
  if ((yield* tested(shell, list(shell, node.clause))) === 0) return yield* list(shell, node.then, last);
  for (const branch of node.elif) if ((yield* tested(shell, list(shell, branch.clause))) === 0) return yield* list(shell, branch.then, last);
  return node.else === undefined ? 0 : yield* list(shell, node.else, last);
}

/** Runs a loop's body once; true when the loop is over. */
function* round(shell: Shell, body: CompoundList): Task<boolean> {
  try {
    yield* list(shell, body);
    return false;
  } catch (error) {
    if (!(error instanceof Unwind) || (error.kind !== 'break' && error.kind !== 'continue')) throw error;
    shell.status = 0;
    if (error.count > 1 && shell.loops > 1) { error.count--; throw error; }
    return error.kind === 'break';
  }
}

function* looping(shell: Shell, task: Task<number>): Task<number> {
  shell.loops++;
  try { return yield* task; } finally { shell.loops--; }
}

export function* runFor(shell: Shell, node: For): Task<number> {
  const words = node.wordlist === undefined ? [...shell.positional] : yield* expandWords(shell, node.wordlist);
  const name = node.name.value;
  shell.status = 0;
  return yield* looping(shell, (function* (): Task<number> {
    for (const word of words) {
      assign(shell, name, word);
      if (yield* round(shell, node.body)) break;
    }
    return shell.status;
  })());
}

export function* runWhile(shell: Shell, node: While): Task<number> {
  let status = 0;
  return yield* looping(shell, (function* (): Task<number> {
    for (;;) {
      // A condition without commands that take time still counts.
      yield* step(shell);
      const holds = (yield* tested(shell, list(shell, node.clause))) === 0;
      if (holds === (node.kind === 'until')) break;
      const over = yield* round(shell, node.body);
      status = shell.status;
      if (over) break;
    }
    return status;
  })());
}

export function* runArithmeticFor(shell: Shell, node: ArithmeticFor): Task<number> {
  if (node.initialize !== undefined) yield* evaluate(shell, node.initialize);
  return yield* looping(shell, (function* (): Task<number> {
    while (node.test === undefined || (yield* evaluate(shell, node.test)) !== 0n) {
      yield* step(shell);
      if (yield* round(shell, node.body)) break;
      if (node.update !== undefined) yield* evaluate(shell, node.update);
    }
    return shell.status;
  })());
}

export function* runCase(shell: Shell, node: Case, last: boolean): Task<number> {
  const text = yield* expandSingle(shell, node.word);
  let through = false;
  let status = 0;
  for (const item of node.items) {
    let hit = through;
    for (const word of item.pattern) { if (hit) break; hit = matches(yield* expandPattern(shell, word), text); }
    if (!hit) continue;
    status = item.body.commands.length === 0 ? 0 : yield* list(shell, item.body, last && item.terminator !== ';&' && item.terminator !== ';;&');
    if (item.terminator === ';&') { through = true; continue; }
    if (item.terminator === ';;&') { through = false; continue; }
    return status;
  }
  return status;
}

function* holds(shell: Shell, asker: Asker, expression: TestExpression): Task<boolean> {
  switch (expression.type) {
    case 'TestGroup': return yield* holds(shell, asker, expression.expression);
    case 'TestNot': return (yield* holds(shell, asker, expression.operand)) !== (expression.negations.length % 2 === 1);
    case 'TestLogical': {
      for (const operand of expression.operands) {
        const value = yield* holds(shell, asker, operand);
        if (value === (expression.operator === '||')) return value;
      }
      return expression.operator === '&&';
    }
    case 'TestUnary': {
      const operand = yield* expandSingle(shell, expression.operand);
      if (expression.operator === '-v') return shell.variables.has(operand);
      if (expression.operator === '-o') return shell.options[operand as keyof Shell['options']];
      return UNARY[expression.operator]?.(asker, operand) ?? operand !== '';
    }
    case 'TestBinary': return yield* binary(shell, asker, expression);
  }
}

function* binary(shell: Shell, asker: Asker, expression: Extract<TestExpression, { type: 'TestBinary' }>): Task<boolean> {
  const left = yield* expandSingle(shell, expression.left);
  const { operator } = expression;
  if (operator === '==' || operator === '=' || operator === '!=') return matches(yield* expandPattern(shell, expression.right), left) === (operator !== '!=');
  const right = yield* expandSingle(shell, expression.right);
  if (operator !== '=~') {
    const integers = /^-(eq|ne|lt|le|gt|ge)$/.test(operator);
    return compare(asker, operator, integers ? left.trim() || '0' : left, integers ? right.trim() || '0' : right) ?? false;
  }
  let found: RegExpExecArray | null;
  try { found = new RegExp(right, 'u').exec(left); } catch { throw new ShellError(`${right}: invalid regular expression`); }
  shell.variables.set('BASH_REMATCH', { value: found?.[0] ?? '', array: [...(found ?? [])].map((group) => group ?? ''), exported: false, readonly: false });
  return found !== null;
}

export function* runTest(shell: Shell, expression: TestExpression): Task<number> {
  const asker: Asker = { machine: shell.machine, process: shell.process, directory: shell.directory, tty: shell.tty };
  return (yield* holds(shell, asker, expression)) ? 0 : 1;
}

