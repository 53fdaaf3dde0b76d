/** The evaluator: walks unbash's tree. */
import { parse, type Script } from 'unbash';
import type { Task } from '../../time/index.ts';
import { evaluate } from './arithmetic.ts';
import { runArithmeticFor, runCase, runFor, runIf, runTest, runWhile, tested } from './compound.ts';
import { expandPattern, expandSingle, expandText } from './expand.ts';
import { runPipeline, runSubshell, startJob, substitute, substituteProcess, textOf } from './fork.ts';
import { complainOfSyntax } from './messages.ts';
import type { RunnableNode } from './nodes.ts';
import { applyRedirects } from './redirect.ts';
import { ShellError, stderrOf, type Evaluator, type Shell } from './shell.ts';
import { runSimple, runWords } from './simple.ts';
import { checkFailure, step } from './steps.ts';

type Node<T extends RunnableNode['type']> = Extract<RunnableNode, { type: T }>;

function* runList(shell: Shell, node: Node<'CompoundList'>, last: boolean): Task<number> {
  for (const [i, statement] of node.commands.entries()) shell.status = yield* runNode(shell, statement, last && i === node.commands.length - 1);
  return shell.status;
}

function* runStatement(shell: Shell, node: Node<'Statement'>, last: boolean): Task<number> {
  if (node.background !== true) return yield* runNode(shell, node.command, last);
  yield* step(shell);
  startJob(shell, node.command, textOf(shell, { pos: node.command.pos, end: node.command.end }));
  return 0;
}

function* runAndOr(shell: Shell, node: Node<'AndOr'>, last: boolean): Task<number> {
  for (const [i, command] of node.commands.entries()) {
    const operator = node.operators[i - 1];
    if (operator !== undefined && (operator === '&&') !== (shell.status === 0)) continue;
    const isLast = i === node.commands.length - 1;
    shell.status = isLast ? yield* runNode(shell, command, last) : yield* tested(shell, runNode(shell, command, false));
  }
  return shell.status;
}

function* runPipelineNode(shell: Shell, node: Node<'Pipeline'>): Task<number> {
  const negated = node.prefixes.filter(({ type }) => type === 'Negation').length % 2 === 1;
  const timed = node.prefixes.some(({ type }) => type === 'Time');
  const started = shell.machine.clock.now;
  const only = node.commands.length === 1 ? node.commands[0] : undefined;
  const task = only === undefined ? runPipeline(shell, node) : runNode(shell, only, false);
  const status = negated ? yield* tested(shell, task) : yield* task;
  if (timed) {
    const seconds = (shell.machine.clock.now - started) / 1000;
    const minutes = Math.floor(seconds / 60);
    stderrOf(shell).write(`\nreal\t${minutes}m${(seconds - minutes * 60).toFixed(3)}s\nuser\t0m0.000s\nsys\t0m0.000s\n`);
  }
  return negated ? (status === 0 ? 1 : 0) : status;
}

function* runRedirected(shell: Shell, node: Node<'Redirected'>, last: boolean): Task<number> {
  const saved = shell.streams;
  try {
    if (!(yield* applyRedirects(shell, node.redirects))) return 1;
    return yield* runNode(shell, node.command, last);
  } finally { shell.streams = saved; }
}

function* dispatch(shell: Shell, node: RunnableNode, last: boolean): Task<number> {
  switch (node.type) {
    case 'CompoundList': return yield* runList(shell, node, last);
    case 'Statement': return yield* runStatement(shell, node, last);
    case 'AndOr': return yield* runAndOr(shell, node, last);
    case 'Pipeline': return yield* runPipelineNode(shell, node);
    case 'Command': return yield* runSimple(shell, node, last);
    case 'Redirected': return yield* runRedirected(shell, node, last);
    case 'If': return yield* runIf(shell, node, last);
    case 'For': return yield* runFor(shell, node);
    case 'ArithmeticFor': return yield* runArithmeticFor(shell, node);
    case 'While': return yield* runWhile(shell, node);
    case 'Case': return yield* runCase(shell, node, last);
    case 'BraceGroup': return yield* runList(shell, node.body, last);
    case 'Subshell': return yield* runSubshell(shell, node.body);
    case 'TestCommand': return yield* runTest(shell, node.expression);
    case 'ArithmeticCommand': return node.expression === undefined || (yield* evaluate(shell, node.expression)) === 0n ? 1 : 0;
    case 'Function': shell.functions.set(node.name.value, { body: node.body, source: shell.source }); return 0;
    default: throw new ShellError(`${node.type.toLowerCase()}: not supported in this shell`, 2);
  }
}

/** Kinds after whose failure `set -e` ends the shell; lists and conditions have looked at their own parts already. */
const CHECKED = new Set<RunnableNode['type']>(['Command', 'Pipeline', 'Subshell', 'TestCommand', 'ArithmeticCommand', 'Redirected']);

function* runNode(shell: Shell, node: RunnableNode, last: boolean): Task<number> {
  shell.status = yield* dispatch(shell, node, last);
  if (shell.status !== 0 && CHECKED.has(node.type) && !(node.type === 'Pipeline' && node.prefixes.some(({ type }) => type === 'Negation'))) yield* checkFailure(shell);
  return shell.status;
}

export function* runScript(shell: Shell, source: string, script: Script, last: boolean): Task<number> {
  const saved = { source: shell.source, position: shell.position };
  shell.source = source;
  try {
    for (const [i, statement] of script.commands.entries()) shell.status = yield* runNode(shell, statement, last && i === script.commands.length - 1);
    return shell.status;
  } finally { Object.assign(shell, saved); }
}

/** The statements before the first syntax error run, as a shell that reads line by line would do. */
export function* runText(shell: Shell, text: string, last = false): Task<number> {
  const script = parse(text);
  const error = script.errors?.[0];
  if (error === undefined) return script.commands.length === 0 ? 0 : yield* runScript(shell, text, script, last);
  const lineStart = text.lastIndexOf('\n', Math.max(0, error.pos - 1)) + 1;
  const before = script.commands.filter(({ end }) => end < lineStart);
  if (before.length > 0) yield* runScript(shell, text, { ...script, commands: before }, false);
  complainOfSyntax(shell, text, error);
  shell.status = 2;
  return 2;
}

export const EVALUATOR: Evaluator = {
  node: runNode,
  substitute,
  text: (shell, text) => runText(shell, text),
  words: runWords,
  processSubstitution: substituteProcess,
  word: (shell, word) => expandSingle(shell, word),
  pattern: expandPattern,
  parts: expandText,
};
