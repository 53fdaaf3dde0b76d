/** Lessons as they are read: without scripts, in both languages at once, from one language to the other, with a tour and words that explain themselves. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { parseScript } from '../../engine/grading/lesson/script.ts';
import { test } from './runner.ts';
import { axeFindings, bringIntoView, command, open, ready, visit } from './world.ts';

type Course = { readonly modules: readonly { readonly items: readonly { readonly lesson?: string }[] }[] };
// Whether it is well formed, the build has already said.
const lessons = (load(readFileSync('exercises/course.yaml', 'utf8')) as Course).modules.flatMap(({ items }) => items.flatMap(({ lesson }) => lesson ?? []));
const languages = ['', '/zh-Hans'] as const;
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const sourceOf = (lesson: string, language: string): string => readFileSync(language === '' ? `docs/${lesson}.mdx` : `i18n/zh-Hans/docusaurus-plugin-content-docs/current/${lesson}.mdx`, 'utf8');
const hydrated = (page: Page): Promise<void> => page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();
const touring = lessons.filter((lesson) => sourceOf(lesson, '').includes('<ManifestTour '));
const firstTour = async (page: Page, language: string): Promise<Locator> => {
  await open(page, `${language}/learn/${touring[0]!}/`);
  await hydrated(page);
  const tour = page.locator('figure').filter({ has: page.getByRole('group', { name: /^(What each line of|.* 每一行的作用)/ }) }).first();
  await bringIntoView(tour);
  return tour;
};

for (const language of languages) {
  test(`without scripts a lesson shows what its blocks print, and all of its text${language}`, async () => {
    for (const lesson of lessons) {
      await visit({ javaScriptEnabled: false }, async (page) => {
        await open(page, `${language}/learn/${lesson}/`);
        const source = sourceOf(lesson, language);
        // React puts nothing aside for a script to bring back.
        assert.equal(await page.locator('template, div[hidden][id^="S:"]').count(), 0, `${lesson}: a part of the page waits for a script`);
        const text = flat(await page.locator('.theme-doc-markdown').evaluate((element) => element.textContent));
        for (const [, body = ''] of source.matchAll(/^```sh live[^\n]*\n([\s\S]*?)^```$/gm)) {
          for (const { command: typed, output } of parseScript(body.replace(/\n$/, '')).steps) {
            assert.ok(text.includes(flat(typed)), `${lesson}: the command ${typed} is not on the page`);
            assert.ok(text.includes(flat(output)), `${lesson}: what ${typed} prints is not on the page`);
          }
        }
        for (const [, question = ''] of source.matchAll(/<Predict question="([^"]*)"/g)) assert.ok(text.includes(flat(question)), `${lesson}: ${question}`);
        for (const details of await page.locator('.theme-doc-markdown details').all()) assert.ok(await details.locator('summary').first().isVisible());
        // A tour is its file and the list of its notes.
        for (const [, title = ''] of source.matchAll(/<Stop [^>]*title="([^"]*)"/g)) assert.ok(await page.locator('figure strong', { hasText: title }).first().isVisible(), `${lesson}: the note “${title}”`);
      });
    }
  });

  test(`a tour is gone through by keyboard and pointer, and says what the cluster made of each line${language}`, async () => {
    if (touring.length === 0) return;
    await visit({}, async (page) => {
      const tour = await firstTour(page, language);
      const lines = tour.getByRole('group').getByRole('button');
      const active = tour.getByRole('button', { expanded: true });
      await lines.first().focus();
      await page.keyboard.press('ArrowDown');
      assert.equal(await active.textContent(), await lines.nth(1).textContent());
      await page.keyboard.press('End');
      assert.equal(await active.textContent(), await lines.last().textContent());
      const height = (await tour.boundingBox())?.height;
      await lines.nth(2).hover();
      assert.equal(await active.textContent(), await lines.nth(2).textContent());
      assert.equal((await tour.boundingBox())?.height, height, 'the page moves while one goes from line to line');
      // Tab leaves the tour for what comes after it: one stop for all lines.
      await lines.nth(2).focus();
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.closest('[role=group]') === null || document.activeElement?.closest('p') !== null), true);
      await ready(page);
      assert.deepEqual(await axeFindings(page), []);
    });
  });
}

test('on a phone the note of a tour stands beneath its line', async () => {
  if (touring.length === 0) return;
  await visit(phone, async (page) => {
    const tour = await firstTour(page, '/zh-Hans');
    const line = tour.getByRole('group').getByRole('button').nth(1);
    await line.tap();
    const [above, note] = [await line.boundingBox(), await tour.locator(`[id="${await line.getAttribute('aria-controls') ?? ''}"]`).boundingBox()];
    assert.ok(above !== null && note !== null && Math.abs(above.y + above.height - note.y) < 2 && note.height > 20);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the screen');
  });
});

const switchOn = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /side by side|对照/ }).click();
  await page.locator('.both-languages').waitFor();
};

for (const [language, lang] of [['', 'zh-Hans'], ['/zh-Hans', 'en']] as const) {
  test(`a lesson is read in both languages at once, and stays so${language}`, async () => {
    await visit({}, async (page) => {
      await open(page, `${language}/learn/${lessons[0]!}/`);
      await hydrated(page);
      await ready(page);
      await switchOn(page);
      const pairs = await page.locator('.theme-doc-markdown').evaluate((markdown, wanted) => [...markdown.children].flatMap((block) => {
        const other = block.nextElementSibling;
        if (!['P', 'H2', 'UL'].includes(block.tagName)) return [];
        const beside = other instanceof HTMLElement && other.lang === wanted;
        const [a, b] = [block.getBoundingClientRect(), beside ? other.getBoundingClientRect() : undefined];
        return [{ tag: block.tagName, text: block.textContent.slice(0, 40), beside, right: b !== undefined && b.left >= a.right - 1 && b.top < a.bottom && b.bottom > a.top }];
      }), lang);
      const headings = pairs.filter(({ tag }) => tag === 'H2');
      assert.deepEqual(headings.filter(({ beside, right }) => !beside || !right), []);
      const alone = pairs.filter(({ beside }) => !beside);
      assert.ok(alone.length * 5 <= pairs.length, `without a twin: ${JSON.stringify(alone)}`);
      assert.deepEqual(pairs.filter(({ beside, right }) => beside && !right), []);
      // One cluster, one set of blocks that run, one outline.
      assert.equal(await page.locator('[data-other-language] :is(button, textarea, h1, h2, [id])').count(), 0);
      assert.deepEqual(await axeFindings(page), []);
      await command(page, 'kubectl get nodes', 'node02');
      await page.reload();
      await page.locator('.both-languages').waitFor();
      await page.getByRole('button', { name: /side by side|对照/ }).click();
      assert.equal(await page.locator('[data-other-language]').count(), 0);
    });
  });
}

test('on a phone the other language stands beneath each paragraph', async () => {
  await visit(phone, async (page) => {
    await open(page, `/learn/${lessons[0]!}/`);
    await hydrated(page);
    await switchOn(page);
    const under = await page.locator('[data-other-language]').evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().top >= (box.previousElementSibling?.getBoundingClientRect().bottom ?? 0) - 1));
    assert.ok(under.length > 5 && under.every(Boolean));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the screen');
  });
});

test('who switches the language keeps the cluster, the manifest as changed, and the place on the page', async () => {
  await visit({}, async (page) => {
    await open(page, '/learn/first-cluster/first-pod/');
    await hydrated(page);
    await ready(page);
    await command(page, 'kubectl run keep --image=nginx:1.14.2', 'pod/keep created');
    const editor = page.locator('figure').filter({ hasText: 'simple-pod.yaml' }).first();
    await bringIntoView(editor);
    await editor.getByRole('textbox').first().click();
    // The editor comes when it is asked for.
    await editor.locator('[contenteditable=true]').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('# mine');
    // What comes into view wakes up and may change its height.
    const heading = page.locator('#delete');
    for (let quiet = 0, times = 0; quiet < 3 && times < 20; times++) {
      const was = await heading.evaluate((one) => { one.scrollIntoView({ behavior: 'instant' }); return one.getBoundingClientRect().top; });
      await page.waitForTimeout(500);
      quiet = Math.abs(await heading.evaluate((one) => one.getBoundingClientRect().top) - was) < 1 ? quiet + 1 : 0;
    }
    await page.locator('#delete').evaluate((heading) => { addEventListener('pagehide', () => { sessionStorage.setItem('left-at', String(heading.getBoundingClientRect().top)); }); });
    // To point at the menu this program would scroll the page, more or less far: the heading is to be in sight when the page is left.
    await page.getByRole('link', { name: '简体中文', includeHidden: true }).first().dispatchEvent('click');
    await page.waitForURL(/zh-Hans/);
    await hydrated(page);
    await ready(page);
    await page.waitForTimeout(2000);
    const after = await page.locator('#delete').evaluate((heading) => heading.getBoundingClientRect().top);
    const before = Number(await page.evaluate(() => sessionStorage.getItem('left-at')));
    assert.ok(Math.abs(after - before) < 40, `the heading was at ${before}, now it is at ${after}`);
    await page.getByRole('button', { name: /keep/ }).first().waitFor();
    assert.match(await page.locator('figure').filter({ hasText: 'simple-pod.yaml' }).first().getByRole('textbox').inputValue(), /# mine/);
  });
});

test('a word of the glossary explains itself to the keyboard and to a finger', async () => {
  await visit({}, async (page) => {
    await open(page, `/learn/${lessons[0]!}/`);
    await hydrated(page);
    const word = page.locator('main a[aria-describedby]').first();
    const card = page.locator(`[id="${await word.getAttribute('aria-describedby') ?? ''}"]`);
    await word.focus();
    assert.equal(await card.isVisible(), true);
    await page.keyboard.press('Escape');
    assert.equal(await card.isVisible(), false);
    await word.hover();
    assert.equal(await card.isVisible(), true);
  });
  await visit(phone, async (page) => {
    await open(page, `/zh-Hans/learn/${lessons[0]!}/`);
    await hydrated(page);
    const word = page.locator('main a[aria-describedby]').first();
    await word.tap();
    const box = await page.locator(`[id="${await word.getAttribute('aria-describedby') ?? ''}"]`).boundingBox();
    assert.ok(box !== null && box.x >= 0 && box.x + box.width <= 390);
    assert.doesNotMatch(page.url(), /words/);
    await word.tap();
    await page.waitForURL(/\/zh-Hans\/words\/#/);
  });
});
