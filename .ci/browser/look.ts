/** Pictures of the site for a person to look at: `tsx .ci/browser/look.ts <folder> [path…]`, both languages, both colour modes, phone and desk. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { browser, endWorld, site } from './world.ts';

const [out = '.cache/look', ...asked] = process.argv.slice(2);
const paths = asked.length > 0 ? asked : ['/', '/learn/first-cluster/first-pod/', '/learn/first-cluster/self-healing/'];
mkdirSync(out, { recursive: true });
for (const [width, height] of [[1440, 900], [390, 844]] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['', '/zh-Hans']) {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch: width < 500, isMobile: width < 500 });
      for (const path of paths) {
        const page = await context.newPage();
        await page.goto(site + language + path);
        await page.waitForTimeout(3500);
        const name = [path.replaceAll('/', '-').replace(/^-|-$/g, '') || 'home', language.slice(1) || 'en', colorScheme, width].join('.');
        await page.screenshot({ path: join(out, `${name}.png`), fullPage: width < 500 });
        await page.close();
      }
      await context.close();
    }
  }
}
await endWorld();
console.log(`pictures in ${out}`);
