/** A reader's own controller: started, seen at work, broken, mended, there again after a reload; by keyboard, in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { test } from './runner.ts';
import { axeFindings, bringIntoView, command, open, ready, visit } from './world.ts';

const LESSON = '/learn/controllers/write-a-controller/';
const SOURCE = readFileSync('exercises/manifests/crew-controller.js', 'utf8').trimEnd();
const WORDS = {
  '': { start: 'Start', stop: 'Stop', replace: 'Start this version', running: /^running: \d+ reconciles/, broken: 'it does not start: see the log', stopped: 'stopped', line: 'line 1' },
  '/zh-Hans': { start: '启动', stop: '停止', replace: '启动这个版本', running: /^运行中：协调了 \d+ 次/, broken: '启动不了，原因见日志', stopped: '已停止', line: '第 1 行' },
} as const;
const hydrated = (page: Page): Promise<void> => page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
const block = (page: Page): Locator => page.locator('figure[data-controller=crew]');
const press = (page: Page, name: string): Promise<void> => block(page).getByRole('button', { name, exact: true }).click();
const status = (page: Page, text: string | RegExp): Promise<void> => block(page).getByRole('status').filter({ hasText: text }).waitFor({ timeout: 20_000 });

for (const language of ['', '/zh-Hans'] as const) {
  const words = WORDS[language];

  test(`without scripts the source of a controller stands there${language}`, () => visit({ javaScriptEnabled: false }, async (page) => {
    await open(page, language + LESSON);
    assert.equal((await page.locator('figure[data-controller=crew] textarea').inputValue()).trimEnd(), SOURCE);
  }));

  test(`a reader's controller works, is stopped, broken, mended, and there again after a reload${language}`, () => visit({}, async (page) => {
    const large: string[] = [];
    page.on('response', (response) => { void response.body().then((body) => { if (body.includes('QuickJSRaw') || body.length > 450_000) large.push(response.url()); }, () => undefined); });
    await open(page, language + LESSON);
    await hydrated(page);
    await ready(page);
    await bringIntoView(block(page));
    await command(page, 'kubectl apply -f crew.yaml', 'configmap/crew created');
    const before = large.length;
    await press(page, words.start);
    await status(page, words.running);
    await block(page).getByRole('log').getByText('wanted 2, missing 2, too many 0').waitFor();
    assert.ok(large.length > before, 'what runs it is fetched only when it is started');
    await command(page, 'kubectl get pods', 'crew-ann');
    assert.deepEqual(await axeFindings(page), []);

    // A slip of the pen, by keyboard alone.
    await block(page).locator('textarea').focus();
    const editor = block(page).locator('.cm-content');
    await editor.waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('export const watches = [;');
    await page.keyboard.press('Control+Enter');
    await status(page, words.broken);
    await block(page).getByRole('log').getByText('SyntaxError').first().waitFor();
    await block(page).getByRole('button', { name: words.line }).first().click();
    assert.ok(await editor.evaluate((element) => element.contains(document.activeElement)));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.ok(!await editor.evaluate((element) => element.contains(document.activeElement)), 'the keyboard is trapped');
    assert.deepEqual(await axeFindings(page), []);

    // Mended: another version takes its place.
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(SOURCE.replace('wanted ${', 'counted ${'));
    await press(page, words.replace);
    await block(page).getByRole('log').getByText('counted 2, missing 0, too many 0').first().waitFor();
    await page.waitForTimeout(1500);
    await page.reload({ waitUntil: 'load' });
    await hydrated(page);
    await bringIntoView(block(page));
    await status(page, words.running);
    await press(page, words.stop);
    await status(page, words.stopped);
  }));
}
