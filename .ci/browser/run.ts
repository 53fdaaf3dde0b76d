/** All browser tests, on what `npm run build` made: `tsx .ci/browser/run.ts [parts of tests' names]`. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.ts';
import { runTests } from './runner.ts';

const required = process.env['PEAPOD_REQUIRE_TOOLS'] === '1';
function missing(what: string): void {
  console.log(`${required ? 'FAILED' : 'SKIPPED'}: ${what}; nothing of the site was tested in a browser.`);
  process.exitCode = required ? 1 : 0;
}

if (findChromium() === undefined) missing('no Chromium was found (install one, or name it in CHROMIUM)');
else if (!existsSync(join(process.env['PEAPOD_SITE'] ?? 'build', 'index.html'))) missing('the site is not built (npm run build)');
else {
  for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.browser.ts')).sort()) await import(`./${file}`);
  const count = await runTests(process.argv.slice(2));
  await (await import('./world.ts')).endWorld();
  const report = process.env['PEAPOD_BROWSER_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify(count));
  process.exitCode = count.failed === 0 ? 0 : 1;
}
