/**
 * Regular expressions in time that grows with the length of the text only: all paths are followed at once, none is tried again.
 * Patterns and texts may come from anybody. @k8s golang regexp (the same promise)
 */
import { goRegex } from '../goRegex.ts';
import { parseRegex, RegexTooLarge, type Assertion, type CharTest, type RegexNode } from './parse.ts';

export type LinearRegex = {
  test(text: string): boolean;
  /** Where the leftmost match begins and ends, as Go prefers among several. */
  find(text: string, from?: number): readonly [begin: number, end: number] | undefined;
  /** Steps of the program: what one character costs at most. */
  readonly size: number;
};
export type LinearResult = { readonly ok: true; readonly regex: LinearRegex } | { readonly ok: false; readonly error: string };

type Step = { readonly op: 'char'; readonly test: CharTest } | { readonly op: 'assert'; readonly what: Assertion } | { readonly op: 'split'; a: number; b: number } | { readonly op: 'match' };
/** `a{1000}{1000}` and its like end here. */
const MOST_STEPS = 10_000;

const known = new Map<string, LinearResult>();
export function linearRegex(pattern: string): LinearResult {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  const made = compile(pattern);
  if (known.size > 1000) known.clear();
  known.set(pattern, made);
  return made;
}

function compile(pattern: string): LinearResult {
  try {
    const checked = goRegex(pattern);
    if (!checked.ok) return checked;
    const steps: Step[] = [];
    emit(parseRegex(pattern), steps);
    steps.push({ op: 'match' });
    return { ok: true, regex: { size: steps.length, test: (text) => search(steps, text, 0, true) !== undefined, find: (text, from = 0) => search(steps, text, from, false) } };
  } catch (error) {
    if (error instanceof RegexTooLarge) return { ok: false, error: `error parsing regexp: ${error.message === '' ? 'expression too large' : error.message}` };
    throw error;
  }
}

function emit(node: RegexNode, steps: Step[]): void {
  if (steps.length > MOST_STEPS) throw new RegexTooLarge();
  const split = (a: number, b: number): { op: 'split'; a: number; b: number } => { const step = { op: 'split' as const, a, b }; steps.push(step); return step; };
  switch (node.type) {
    case 'char': steps.push({ op: 'char', test: node.test }); return;
    case 'assert': steps.push({ op: 'assert', what: node.what }); return;
    case 'sequence': for (const part of node.parts) emit(part, steps); return;
    case 'choice': {
      const jumps: { a: number; b: number }[] = [];
      node.parts.forEach((part, index) => {
        if (index === node.parts.length - 1) { emit(part, steps); return; }
        const fork = split(steps.length + 1, 0);
        emit(part, steps);
        jumps.push(split(0, 0));
        fork.b = steps.length;
      });
      for (const jump of jumps) jump.a = jump.b = steps.length;
      return;
    }
    default: emitRepeat(node, steps, split);
  }
}

function emitRepeat({ part, min, max, lazy }: RegexNode & { type: 'repeat' }, steps: Step[], split: (a: number, b: number) => { a: number; b: number }): void {
  // As Go does it: `x*` is `(x+)?`, so that an empty way through x is not taken for another round.
  const copies = max === Infinity ? Math.max(0, min - 1) : min;
  for (let count = 0; count < copies; count++) emit(part, steps);
  const set = (fork: { a: number; b: number }, inside: number, outside: number): void => { [fork.a, fork.b] = lazy ? [outside, inside] : [inside, outside]; };
  if (max === Infinity) {
    const skip = min === 0 ? split(0, 0) : undefined;
    const begin = steps.length;
    emit(part, steps);
    const again = split(0, 0);
    set(again, begin, steps.length);
    if (skip !== undefined) set(skip, begin, steps.length);
    return;
  }
  const forks: { readonly fork: { a: number; b: number }; readonly inside: number }[] = [];
  for (let count = min; count < max; count++) { forks.push({ fork: split(0, 0), inside: steps.length }); emit(part, steps); }
  for (const { fork, inside } of forks) set(fork, inside, steps.length);
}

const isWord = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
function holds(what: Assertion, text: string, at: number): boolean {
  const before = at > 0 ? text.charCodeAt(at - 1) : -1;
  const after = at < text.length ? text.charCodeAt(at) : -1;
  switch (what) {
    case 'textBegin': return at === 0;
    case 'textEnd': return at === text.length;
    case 'lineBegin': return before === -1 || before === 10;
    case 'lineEnd': return after === -1 || after === 10;
    case 'boundary': return isWord(before) !== isWord(after);
    default: return isWord(before) === isWord(after);
  }
}

/** Threads in the order in which Go prefers them. */
type Threads = { readonly steps: Int32Array; readonly begins: Int32Array; count: number; readonly seen: Int32Array };

function search(program: readonly Step[], text: string, from: number, any: boolean): readonly [number, number] | undefined {
  const size = program.length;
  const threads = (): Threads => ({ steps: new Int32Array(size), begins: new Int32Array(size), count: 0, seen: new Int32Array(size).fill(-1) });
  let [current, next] = [threads(), threads()];
  let found: readonly [number, number] | undefined;
  const stack: number[] = [];
  const add = (list: Threads, step: number, begin: number, at: number): void => {
    stack.push(step);
    while (stack.length > 0) {
      const here = stack.pop() ?? 0;
      if (list.seen[here] === at) continue;
      list.seen[here] = at;
      const one = program[here];
      if (one?.op === 'split') stack.push(one.b, one.a);
      else if (one?.op === 'assert') { if (holds(one.what, text, at)) stack.push(here + 1); }
      else { list.steps[list.count] = here; list.begins[list.count++] = begin; }
    }
  };
  for (let at = from; ; ) {
    if (found === undefined) add(current, 0, at, at);
    if (current.count === 0 && found !== undefined) break;
    const code = at < text.length ? text.codePointAt(at) ?? 0 : -1;
    const after = at + (code > 0xffff ? 2 : 1);
    for (let index = 0; index < current.count; index++) {
      const here = current.steps[index] ?? 0;
      const begin = current.begins[index] ?? 0;
      const one = program[here];
      if (one?.op === 'match') {
        found = [begin, at];
        if (any) return found;
        break; // what comes later in the list is preferred less
      }
      if (one?.op === 'char' && code >= 0 && one.test(code)) add(next, here + 1, begin, after);
    }
    if (code < 0) break;
    [current, next] = [next, current];
    next.count = 0;
    at = after;
  }
  return found;
}
