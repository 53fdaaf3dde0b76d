/** A runner of a few lines: tests one after another in one browser, a count at the end. */
type Test = { readonly name: string; readonly run: () => Promise<void> };
const tests: Test[] = [];

export function test(name: string, run: () => Promise<void>): void { tests.push({ name, run }); }

const limitMs = 180_000;
function within(run: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`not done after ${limitMs / 1000} s`)), limitMs); });
  return Promise.race([run(), late]).finally(() => clearTimeout(timer));
}

/** `only`: part of a test's name, from the command line. */
export async function runTests(only: string | undefined): Promise<{ readonly passed: number; readonly failed: number }> {
  let failed = 0;
  let passed = 0;
  for (const { name, run } of tests.filter((one) => only === undefined || one.name.includes(only))) {
    const began = performance.now();
    try {
      await within(run);
      passed += 1;
      console.log(`ok   ${name} (${Math.round(performance.now() - began)} ms)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return { passed, failed };
}
