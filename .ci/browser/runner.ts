/** A runner of a few lines: tests in one browser, two at a time, a count at the end. */
import { availableParallelism } from 'node:os';

type Test = { readonly name: string; readonly run: () => Promise<void>; readonly alone: boolean };
const tests: Test[] = [];

export function test(name: string, run: () => Promise<void>): void { tests.push({ name, run, alone: false }); }
/** One that measures time: nothing else runs meanwhile. */
export function testAlone(name: string, run: () => Promise<void>): void { tests.push({ name, run, alone: true }); }

const limitMs = 180_000;
function within(run: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1000} s`)), limitMs); });
  return Promise.race([run(), late]).finally(() => clearTimeout(timer));
}

async function passes({ name, run }: Test): Promise<boolean> {
  const began = performance.now();
  try {
    await within(run);
    console.log(`ok   ${name} (${Math.round(performance.now() - began)} ms)`);
    return true;
  } catch (error) {
    console.log(`FAIL ${name} (${Math.round(performance.now() - began)} ms)\n${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    return false;
  }
}

/** @param only parts of tests' names, from the command line; all tests if there are none */
export async function runTests(only: readonly string[]): Promise<{ readonly passed: number; readonly failed: number }> {
  const began = performance.now();
  const chosen = tests.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  let passed = 0;
  const drain = async (queue: Test[]): Promise<void> => { for (let next = queue.shift(); next !== undefined; next = queue.shift()) if (await passes(next)) passed += 1; };
  await drain(chosen.filter(({ alone }) => alone));
  const queue = chosen.filter(({ alone }) => !alone);
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, () => drain(queue)));
  const failed = chosen.length - passed;
  console.log(`${passed} passed, ${failed} failed, ${Math.round((performance.now() - began) / 1000)} s`);
  return { passed, failed };
}
