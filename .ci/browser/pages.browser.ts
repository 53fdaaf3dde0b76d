/** Every page of the site: it loads, complains of nothing, asks nobody else, fits a phone, and keeps nothing from people who see, hear or move otherwise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { test } from './runner.ts';
import { assertFitsPhone, axeFindings, bringIntoView, folder, hydrated, open, phone, ready, visit } from './world.ts';

/** As the build lists them, without the language. */
const all = [...new Set([...readFileSync(join(folder, 'sitemap.xml'), 'utf8').matchAll(/<loc>[^<]*?:\/\/[^/<]+(\/[^<]*)<\/loc>/g)].map(([, path]) => path!).filter((path) => !path.startsWith('/zh-Hans/')))].sort();
/** Lessons, labs and quizzes are alike among themselves: one of each is looked at in all ways, the others in one. */
const kindOf = (path: string): string => /^\/(learn|labs|quizzes)\//.exec(path)?.[1] ?? path;
const models = new Set(['/learn/first-cluster/first-pod/', '/labs/self-healing/', '/quizzes/nodes/', ...all.filter((path) => kindOf(path) === path)]);
const languages = ['', '/zh-Hans'] as const;
const schemes = ['light', 'dark'] as const;

/** If there is a cluster on the page, it is seen, and it runs. */
async function clusterReady(page: Page): Promise<void> {
  const field = page.locator('textarea[autocorrect]').first();
  if (await field.count() === 0) return;
  await bringIntoView(field);
  await ready(page);
}

/** So many pages share a test: a course that grows grows tests, and none of them takes long. */
const perTest = 6;
const groups = Array.from({ length: Math.ceil(all.length / perTest) }, (_, group) => all.slice(group * perTest, (group + 1) * perTest));

for (const language of languages) {
  for (const [number, group] of groups.entries()) test(`pages load without a complaint, and axe finds nothing, light or dark, ${number + 1} of ${groups.length}${language}`, async () => {
    await visit({}, async (page) => {
      for (const [index, path] of group.entries()) {
        const response = await open(page, language + path);
        assert.equal(response?.status(), 200, path);
        assert.equal(await page.locator('html').getAttribute('lang'), language === '' ? 'en' : 'zh-Hans');
        await hydrated(page);
        await clusterReady(page);
        // The reader's choice follows the system's: no second load.
        for (const colorScheme of models.has(path) ? schemes : [schemes[(index + language.length) % 2]!]) {
          // At once: a colour on its way from one to the other is nobody's choice.
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.locator(`html[data-theme=${colorScheme}]`).waitFor({ state: 'attached' });
          assert.deepEqual(await axeFindings(page), [], `${language}${path} ${colorScheme}`);
        }
      }
    });
  });

  for (const [number, group] of groups.entries()) test(`pages fit a phone: they scroll down, never sideways, and their targets are large enough, ${number + 1} of ${groups.length}${language}`, async () => {
    await visit(phone, async (page) => {
      for (const path of group) {
        await open(page, language + path);
        await hydrated(page);
        if (models.has(path)) await clusterReady(page);
        await assertFitsPhone(page, language + path);
      }
    });
  });
}

test('all kinds of pages are in the list', () => {
  for (const path of ['/', '/progress/', '/review/', '/words/', '/machines/', '/limits/', ...models]) assert.ok(all.includes(path), `${path} is not in the sitemap: ${all.join(' ')}`);
  return Promise.resolve();
});
