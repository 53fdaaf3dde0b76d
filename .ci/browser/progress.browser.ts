/** What a reader has done: kept, shown, shared by tabs, taken along as a file; and what happens when keeping it goes wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { test } from './runner.ts';
import { axeFindings, command, log, open, ready, site, visit } from './world.ts';

const lesson = '/learn/first-cluster/first-pod/';
const lab = '/labs/self-healing/';
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const hydrated = (page: Page): Promise<void> => page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
/** An item of the course map. */
const item = (page: Page, title: string) => page.locator('main li', { hasText: title });

async function solve(page: Page): Promise<void> {
  await ready(page);
  for (const line of readFileSync('exercises/labs/self-healing/solution/commands.sh', 'utf8').split('\n').filter((text) => text !== '' && !text.startsWith('#'))) await command(page, line, /\S/);
  await page.getByRole('textbox', { name: /^web.yaml/ }).focus();
  await page.locator('.cm-content').fill(readFileSync('exercises/labs/self-healing/solution/web.yaml', 'utf8'));
  await button(page, 'Apply').click();
  await page.getByText('holds now').first().waitFor({ timeout: 20_000 });
  await page.waitForTimeout(1500);
  await button(page, 'Grade').click();
  await page.getByText(/Solved: 12 of 12 points/).waitFor({ timeout: 30_000 });
}
async function exported(page: Page, name: string | RegExp = 'Export'): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  assert.match(download.suggestedFilename(), /^peapod-progress-\d{4}-\d\d-\d\d\.json$/);
  return readFileSync(await download.path(), 'utf8');
}
async function give(page: Page, text: string, name = 'Import…'): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, name).click()]);
  await chooser.setFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}
const at = Date.parse('2026-11-20T10:00:00Z');
const answer = (credit: number, skill: string) => ({ at, right: credit === 1, credit, skill, misconceptions: [], given: null, variant: 'v', tries: 1 });
/** Somebody who has come halfway. */
const halfway = JSON.stringify({
  kind: 'PeapodProgress', version: 1, savedAt: '2026-11-20T10:00:00Z', sessions: {}, attempts: {},
  progress: {
    version: 1, age: 0, cards: {}, settings: {},
    lessons: { 'first-cluster/first-pod': { at, opened: at, ran: {}, predicted: { a: { at, right: true }, b: { at, right: false } }, done: at }, 'first-cluster/self-healing': { at, opened: at, ran: {}, predicted: {} } },
    labs: { 'self-healing': { at, opened: at, worked: at, hints: { a: at }, best: { score: 5, max: 12, at }, attempts: [{ id: '1', at, score: 5, max: 12, passed: false, seed: 'lab/self-healing', engineVersion: '0.4.0' }] } },
    quizzes: { 'first-cluster': { at, opened: at, answers: { one: answer(0, 'probes'), two: answer(1, 'self-healing'), three: answer(0.5, 'probes') } } },
  },
});
async function halfwayThere(page: Page, language = ''): Promise<void> {
  await open(page, `${language}/progress/`);
  await hydrated(page);
  await give(page, halfway, language === '' ? 'Import…' : '导入……');
  await Promise.all([page.waitForEvent('load'), button(page, language === '' ? 'Add to what is here' : '并入现有进度').click()]);
  await page.getByText(language === '' ? 'The file was taken in.' : '文件已导入。').waitFor();
}

test('a solved lab stands on the map, after a reload and in another tab; export, erase, import bring all of it back', async () => {
  await visit({}, async (page, context) => {
    await open(page, lab);
    await solve(page);
    const other = await context.newPage();
    await open(other, '/');
    await item(other, 'A website that heals itself').getByText('done, 12 of 12 points').waitFor();
    await other.reload();
    await item(other, 'A website that heals itself').getByText('done, 12 of 12 points').waitFor();
    await open(page, '/progress/');
    await page.getByRole('row', { name: /done A website that heals itself.*12 of 12 points/ }).waitFor();
    await page.getByText(/handed in: 1\)/).waitFor();
    const text = await exported(page);
    await button(page, 'Erase everything…').click();
    await button(page, 'Keep it').click();
    await button(page, 'Erase everything…').click();
    await Promise.all([page.waitForEvent('load'), button(page, 'Erase it all').click()]);
    await page.getByText('Everything was erased.').waitFor();
    await page.getByRole('row', { name: /new A website that heals itself/ }).waitFor();
    await other.getByText(/In another tab everything that was kept has been replaced/).waitFor();
    await Promise.all([other.waitForEvent('load'), button(other, 'Reload the page').click()]);
    await item(other, 'A website that heals itself').getByText('done').waitFor({ state: 'detached' });
    await give(page, text);
    await page.getByText('In the file: lessons 0, labs 1, answers 0').waitFor();
    await Promise.all([page.waitForEvent('load'), button(page, 'Replace what is here').click()]);
    await page.getByRole('row', { name: /done A website that heals itself/ }).waitFor();
    await open(page, lab);
    await ready(page);
    await log(page).getByText('kubectl apply').first().waitFor();
  });
});

test('two tabs lose nothing of each other, and show what the other does', async () => {
  await visit({}, async (page, context) => {
    const other = await context.newPage();
    await Promise.all([open(page, lesson), open(other, '/learn/nodes/silent-node/')]);
    await Promise.all([button(page, 'Mark as done').click(), button(other, 'Mark as done').click()]);
    for (const tab of [page, other]) {
      await tab.getByText('This lesson is done.').waitFor();
      await tab.locator('.item-done', { hasText: 'Your first Pod' }).waitFor();
      await tab.locator('.item-done', { hasText: 'When a node goes silent' }).waitFor();
    }
  });
});

test('blocks that are run make a lesson done; what was noted just before leaving is kept', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await ready(page);
    const run = page.getByRole('button', { name: 'Run', exact: true });
    await run.first().click();
    await page.getByText(/^1 of \d+ blocks run\.$/).waitFor({ timeout: 15_000 });
    await button(page, 'Mark as done').click();
    // At once, before anything was saved.
    await open(page, '/');
    await item(page, 'Your first Pod').getByText('done').waitFor();
    await page.locator('main p', { hasText: /^Next/ }).getByRole('link', { name: 'A Pod of your own' }).waitFor();
  });
});

test('hints that cost ask first; a hand-in is opened again; a branch is taken over', async () => {
  await visit({}, async (page) => {
    await open(page, lab);
    await ready(page);
    await button(page, 'Hint (costs 1)').click();
    await button(page, 'Not yet').click();
    assert.equal(await page.getByText(/keeps a number of equal Pods alive/).count(), 0);
    await button(page, 'Grade').click();
    await page.getByText(/^0 of 12 points/).waitFor({ timeout: 30_000 });
    await page.getByText('What the examiner did').click();
    await command(page, 'kubectl create configmap main', 'configmap/main created');
    await page.getByText('Graded before (1)').click();
    await button(page, 'Open that session').click();
    await page.getByText('The session as you handed it in.').waitFor();
    await ready(page);
    assert.equal(await log(page).getByText('configmap/main created').count(), 0);
    await button(page, 'Back to the main line').click();
    await log(page).getByText('configmap/main created').waitFor();
    await button(page, 'Branch').click();
    await page.getByText(/^A branch:/).waitFor();
    await command(page, 'kubectl create configmap twig', 'configmap/twig created');
    await command(page, 'kubectl get configmap main -o name', /^configmap\/main$/m);
    await button(page, 'Go on from here instead').click();
    await page.getByText(/^A branch:/).waitFor({ state: 'detached' });
    await command(page, 'kubectl get configmap twig -o name', /^configmap\/twig$/m);
    await page.reload();
    await ready(page);
    await log(page).getByText('configmap/twig created').waitFor();
    await page.getByRole('link', { name: 'Peapod' }).first().click();
    await page.getByText('You left this lab half done').waitFor();
  });
});

/** What was done last lies in the browser: nothing is on its way any more. */
const saved = (page: Page): Promise<unknown> => page.waitForFunction(() => new Promise<boolean>((done) => {
  const opening = indexedDB.open('peapod-progress');
  opening.onsuccess = () => {
    const asking = opening.result.transaction('progress').objectStore('progress').get('progress');
    asking.onsuccess = () => { opening.result.close(); done(JSON.stringify(asking.result ?? {}).includes('"done":')); };
  };
}));
/** Whatever is kept is replaced by junk, from a page without a program of ours: one would notice at once. */
async function damage(page: Page): Promise<void> {
  // The browser asks for a site's icon by itself where a page names none.
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  await open(page, '/img/favicon.svg');
  await junk(page);
}
const junk = (page: Page): Promise<void> => page.evaluate(() => new Promise<void>((done, fail) => {
  // What the page before had no time to save lies here, whole: with it nothing would be lost.
  localStorage.clear();
  const opening = indexedDB.open('peapod-progress');
  opening.onsuccess = () => {
    const put = opening.result.transaction('progress', 'readwrite').objectStore('progress').put({ version: 1, lessons: 'half a l' }, 'progress');
    put.onsuccess = () => { opening.result.close(); done(); };
    put.onerror = () => fail(put.error);
  };
}));
test('a corrupt store is set aside, said once, and can be saved', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await button(page, 'Mark as done').click();
    await page.getByText('This lesson is done.').waitFor();
    await saved(page);
    await damage(page);
    await open(page, '/');
    await page.getByRole('status').getByText('Your progress could not be read').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save what was found').click()]);
    assert.match(readFileSync(await download.path(), 'utf8'), /half a l/);
    await open(page, lesson);
    await button(page, 'Mark as done').click();
    await page.getByText('This lesson is done.').waitFor();
    await page.waitForTimeout(600);
    await page.reload();
    await page.getByText('This lesson is done.').waitFor();
    assert.equal(await page.getByText('could not be read').count(), 0);
    await open(page, '/progress/');
    await page.getByText('was set aside').waitFor();
  });
});

async function withoutRoom(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    IDBObjectStore.prototype.put = new Proxy(Reflect.get(IDBObjectStore.prototype, 'put'), {
      apply(put, store, given) {
        if (Reflect.get(globalThis, 'hasRoom') === true) return Reflect.apply(put, store, given);
        throw new DOMException('no room', 'QuotaExceededError');
      },
    });
  });
}
test('a full store is told in words, work goes on, and is saved once there is room', async () => {
  await visit({}, async (page, context) => {
    await withoutRoom(context);
    await open(page, lesson);
    await button(page, 'Mark as done').click();
    await page.getByRole('status').getByText('The browser’s storage is full').waitFor();
    await page.getByText('This lesson is done.').waitFor();
    await button(page, 'All right').click();
    await page.getByRole('link', { name: 'Progress', exact: true }).click();
    await page.getByRole('row', { name: /done Your first Pod/ }).waitFor();
    assert.match(await exported(page), /"done"/);
    await page.evaluate(() => { Reflect.set(globalThis, 'hasRoom', true); });
    await page.getByRole('link', { name: 'Things that heal' }).first().click();
    await page.getByText('This lesson is done.').waitFor({ state: 'detached' });
    await page.waitForTimeout(800);
    await page.evaluate(() => { Reflect.set(globalThis, 'hasRoom', false); });
    await open(page, '/');
    await item(page, 'Your first Pod').getByText('done').waitFor();
  });
});

test('a browser that keeps nothing says so, and everything works', async () => {
  await visit({}, async (page, context) => {
    await context.addInitScript(() => { Object.defineProperty(globalThis, 'indexedDB', { value: undefined }); });
    await open(page, `/zh-Hans${lesson}`);
    await page.getByRole('status').getByText('这个浏览器不让我们保存任何东西').waitFor();
    await button(page, '标为已完成').click();
    await page.getByRole('link', { name: '进度', exact: true }).click();
    await page.getByRole('row', { name: /已完成 第一个 Pod/ }).waitFor();
    assert.match(await exported(page, '导出'), /first-cluster\/first-pod/);
  });
});

test('a file that is not sound changes nothing, and all that is wrong with it is said, in Chinese too', async () => {
  await visit({}, async (page) => {
    await halfwayThere(page, '/zh-Hans');
    await page.getByRole('row', { name: /已完成 第一个 Pod/ }).waitFor();
    await give(page, halfway.replace('"right":true', '"right":"yes"').replace('"first-cluster/self-healing":', '"__proto__":'), '导入……');
    await page.getByText('这个文件没有导入，你的进度原样未动。').waitFor();
    await page.getByText(/quizzes\.first-cluster|lessons\.first-cluster/).first().waitFor();
    await page.getByText('__proto__').first().waitFor();
    await button(page, '先不导入').click();
    await give(page, halfway.slice(0, 200), '导入……');
    await page.getByText(/cut off/).waitFor();
    await page.getByRole('row', { name: /已完成 第一个 Pod/ }).waitFor();
    await open(page, '/zh-Hans/');
    await page.getByText('这个实验做到一半').waitFor();
    await item(page, '第一个 Pod').getByText('已完成').waitFor();
  });
});

test('by keyboard alone: the map, the panes of a lab, the file, and erasing with a second thought', async () => {
  await visit({}, async (page) => {
    await open(page, lab);
    await ready(page);
    const bar = page.getByRole('separator', { name: /^Width of the task/ });
    await bar.focus();
    const before = Number(await bar.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    assert.equal(Number(await bar.getAttribute('aria-valuenow')), before + 2);
    await page.keyboard.press('Enter');
    assert.equal(await bar.getAttribute('aria-valuenow'), '0');
    assert.ok(!await button(page, 'Grade').isVisible());
    await page.waitForTimeout(500);
    await page.reload();
    await ready(page);
    assert.equal(await bar.getAttribute('aria-valuenow'), '0');
    await bar.press('Enter');
    await button(page, 'Grade').waitFor();
    await open(page, '/progress/');
    await hydrated(page);
    const reached: string[] = [];
    for (let i = 0; i < 400 && !reached.includes('Erase everything…'); i++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
    }
    for (const wanted of ['Your first Pod', 'Export', 'Import…', 'Erase everything…']) assert.ok(reached.includes(wanted), `${wanted} was not reached: ${reached.join(' | ')}`);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Keep it');
    await page.keyboard.press('Enter');
    await button(page, 'Erase everything…').waitFor();
  });
});

for (const language of ['', '/zh-Hans']) {
  test(`on a phone nothing is cut off${language === '' ? '' : ', in Chinese'}`, async () => {
    await visit({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, async (page) => {
      await halfwayThere(page, language);
      for (const path of ['/progress/', '/', lab]) {
        await open(page, language + path);
        await page.waitForTimeout(900);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 390, `${path} is ${width} px wide`);
      }
      await ready(page);
      const timeline = page.getByRole('region', { name: language === '' ? 'Timeline' : '时间轴' });
      const box = await timeline.boundingBox();
      assert.ok(box !== null && box.y + box.height > 800 && box.y < 844, `the timeline does not stick to the bottom: ${JSON.stringify(box)}`);
    });
  });
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the map, on the progress page and in a graded lab in ${colorScheme} mode`, async () => {
    await visit({ colorScheme }, async (page) => {
      await halfwayThere(page);
      assert.deepEqual(await axeFindings(page), []);
      await button(page, 'Erase everything…').click();
      await give(page, '{"kind": "other"}');
      await page.getByText('This file was not taken in.').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await open(page, '/');
      await ready(page);
      assert.deepEqual(await axeFindings(page), []);
      await open(page, lab);
      await ready(page);
      await button(page, 'Grade').click();
      await page.getByText(/^0 of 12 points/).waitFor({ timeout: 30_000 });
      await page.getByText('What the examiner did').click();
      await button(page, 'Branch').click();
      await page.getByText(/^A branch:/).waitFor();
      await ready(page);
      assert.deepEqual(await axeFindings(page), []);
      await damage(page);
      await open(page, lesson);
      await page.getByRole('status').getByText('could not be read').waitFor();
      await ready(page);
      assert.deepEqual(await axeFindings(page), []);
    });
  });
}

test('without JavaScript the home page shows the path', async () => {
  await visit({ javaScriptEnabled: false }, async (page) => {
    await open(page, '/');
    await item(page, 'A website that heals itself').getByText('about 12 min').waitFor();
    assert.equal(await page.locator('main').getByRole('link', { name: 'Your first Pod' }).first().getAttribute('href'), lesson);
    assert.equal(await page.goto(`${site}/progress/`).then((response) => response?.status()), 200);
  });
});
