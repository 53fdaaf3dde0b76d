/** The page for authors: a mistake is told with its place, the live lab is solved, a quiz is shown with its keys, and nothing typed is lost. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { test } from './runner.ts';
import { axeFindings, open, visit } from './world.ts';

/** An engine is loaded twice, a proof takes a dozen runs. */
const patienceMs = 90_000;
const editor = (page: Page) => page.locator('.cm-content');
/** The text of a file takes the place of what stands in the editor. */
async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}
const lab = (slug: string): string => readFileSync('engine/cli/templates/lab/exercise.yaml', 'utf8').replaceAll('SLUG', slug);
/** The worker for the files comes first, then that of the live lab. */
const ready = (page: Page): Promise<void> => page.locator('textarea:not([disabled])[autocorrect]').waitFor({ timeout: patienceMs });
const fine = (page: Page): Promise<void> => page.getByText(/^(No problems found\.|没有发现问题。)$/).waitFor({ timeout: patienceMs });

test('an author makes a mistake, is told where, mends it, and solves the live lab', async () => {
  await visit({}, async (page) => {
    page.setDefaultTimeout(patienceMs);
    await open(page, '/preview/');
    await ready(page);
    await fine(page);
    assert.deepEqual(await axeFindings(page), []);
    await write(page, lab('my-lab').replace('minutes: 5', 'minutes: five').replace('items.exists', 'itms.exists'));
    const first = page.getByRole('button', { name: /exercise\.yaml, line 9, column 10.*minutes: expected a number, found "five"/ });
    await first.waitFor();
    await page.getByRole('button', { name: /there is no variable itms here.*Did you mean items/ }).waitFor();
    await page.getByText('2 problems').waitFor();
    await page.getByText('Something is wrong with the files; this is what they last gave.').waitFor();
    // What was last right goes on working, and a click leads to the place.
    await first.click();
    await page.keyboard.press('Shift+End');
    await page.keyboard.insertText('7');
    await page.getByText('1 problem', { exact: true }).waitFor();
    await write(page, lab('my-lab').replace('minutes: 5', 'minutes: 7'));
    await fine(page);
    await page.getByText('about 7 min').waitFor();
    await page.getByRole('button', { name: 'Do it here' }).click();
    await page.getByText('deployment.apps/web created').waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Grade', exact: true }).click();
    await page.getByText('Solved: 6 of 6 points.').waitFor({ timeout: patienceMs });
    // Work on the cluster is not thrown away by a letter; the reload keeps what was typed.
    await write(page, lab('my-lab').replace('minutes: 5', 'minutes: 8'));
    await page.getByText('The files have changed since this cluster was started.').waitFor();
    await page.waitForTimeout(600);
    await page.reload();
    await page.getByText('about 8 min').waitFor({ timeout: patienceMs });
  });
});

test('a lab is proved on the page, which says how far it is, and can be given up', async () => {
  await visit({}, async (page) => {
    page.setDefaultTimeout(patienceMs);
    await open(page, '/preview/#lab/self-healing');
    await fine(page);
    await page.getByRole('button', { name: 'Prove this lab' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    // A proof takes a second: who looks only after the click may miss how far it was.
    await Promise.all([page.getByText(/^\s*\d+\/\d+ /).waitFor({ timeout: 30_000 }), page.getByRole('button', { name: 'Prove this lab' }).click()]);
    await page.getByText(/^Proved: 12 points/).waitFor({ timeout: 180_000 });
    await page.getByRole('region', { name: 'Who fails what' }).getByText('bare-pods').waitFor();
    assert.deepEqual(await axeFindings(page), []);
  });
});

test('a quiz is shown with its keys; only what changes is run again', async () => {
  await visit({}, async (page) => {
    page.setDefaultTimeout(patienceMs);
    await open(page, '/preview/');
    await page.getByLabel('Open', { exact: true }).selectOption('quiz/');
    await page.getByText('Keys that the engine found: 2').click();
    await page.getByRole('row', { name: /deleted-pod single/ }).waitFor();
    await page.getByLabel('Three: a new one was made').check();
    await page.getByRole('button', { name: 'Check', exact: true }).first().click();
    await page.getByRole('region', { name: 'As a learner sees it' }).getByText('The ReplicaSet found two where three are wanted').first().waitFor();
    const quiz = readFileSync('engine/cli/templates/quiz/quiz.yaml', 'utf8').replaceAll('SLUG', 'my-quiz');
    await write(page, quiz.replace('size() == 2', 'size() == 3'));
    await page.getByRole('button', { name: /my-quiz\.yaml, line \d+, column \d+.*question deleted-pod/ }).waitFor({ timeout: patienceMs });
    await page.getByText('Only questions that are proved are shown.').waitFor();
    await page.getByText('Keys that the engine found: 1').waitFor();
  });
});

test('files come from disk and go back to it', async () => {
  await visit({}, async (page) => {
    page.setDefaultTimeout(patienceMs);
    await open(page, '/preview/');
    await fine(page);
    await page.getByTestId('files').setInputFiles([{ name: 'exercise.yaml', mimeType: 'text/yaml', buffer: Buffer.from(lab('from-disk')) }]);
    await page.getByRole('button', { name: /task\.zh\.md.*this file is missing/ }).click();
    await page.getByRole('tab', { name: 'task.zh.md' }).waitFor();
    await page.getByTestId('files').setInputFiles([{ name: 'notes.yaml', mimeType: 'text/yaml', buffer: Buffer.from('a: 1') }]);
    await page.getByText(/^Neither a lab .* was found in notes\.yaml\.$/).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
    assert.equal(download.suggestedFilename(), 'from-disk.zip');
    const saved = join(tmpdir(), `peapod-${process.pid}.zip`);
    await download.saveAs(saved);
    const zip = readFileSync(saved);
    assert.ok(zip.includes('from-disk/exercise.yaml') && zip.includes('kind: Lab'));
    writeFileSync(saved, '');
    try { execFileSync('unzip', ['-v'], { stdio: 'ignore' }); } catch { return; }
    writeFileSync(saved, zip);
    assert.match(execFileSync('unzip', ['-t', saved], { encoding: 'utf8' }), /No errors detected/);
  });
});

const looks: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ['a phone, English', '', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ['a phone, Chinese, dark', '/zh-Hans', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, colorScheme: 'dark' }],
  ['a desk, Chinese, dark', '/zh-Hans', { colorScheme: 'dark' }],
];
for (const [name, language, options] of looks) {
  test(`the page for authors on ${name}`, async () => {
    await visit(options, async (page) => {
      await open(page, `${language}/preview/`);
      await fine(page);
      await ready(page);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= (options.viewport?.width ?? 1440));
      assert.deepEqual(await axeFindings(page), []);
    });
  });
}
