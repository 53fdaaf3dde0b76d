/** Wrong turns lead to help: why, what to look at, where it is taught. And what items of the course are, and where lessons come from. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { test } from './runner.ts';
import { assertFitsPhone, axeFindings, command, field, hydrated, log, open, phone, ready, visit } from './world.ts';

const WORDS = {
  '': { why: 'kubectl reads pdos as a kind', lesson: "kubectl's grammar: Whose error is it?", wrong: 'Something is wrong with web. Why?', cause: /The node cannot fetch an image/, run: 'Run', sources: 'Where this comes from', lab: 'Lab', restart: 'Start over' },
  '/zh-Hans': { why: 'kubectl 把 pdos 当成类型', lesson: /^kubectl 的语法：/, wrong: 'web 有问题。为什么？', cause: /节点拉不到这个 Pod 的镜像/, run: '运行', sources: '这些内容的依据', lab: '实验', restart: '重新开始' },
} as const;
const lesson = '/learn/first-cluster/first-pod/';
/** Beside a terminal; live blocks have their own. */
const help = (page: Page): Locator => page.locator('section:has(textarea[autocorrect]) [data-help]');
const languages = ['', '/zh-Hans'] as const;

for (const language of languages) {
  const words = WORDS[language];
  test(`an error is explained beside the terminal, which prints what kubectl prints${language}`, async () => {
    await visit({}, async (page) => {
      await open(page, `${language}${lesson}`);
      await ready(page);
      await command(page, 'kubectl get pdos', 'error: the server doesn\'t have a resource type "pdos"');
      await help(page).getByText(words.why).waitFor();
      assert.ok(!(await log(page).innerText()).includes(words.why));
      // By keyboard: back from the field to the link, then to the command.
      await field(page).focus();
      const reached: string[] = [];
      for (let i = 0; i < 4; i++) {
        await page.keyboard.press('Tab');
        reached.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
      }
      assert.ok(reached.some((text) => text.includes('kubectl api-resources')), reached.join(' | '));
      await help(page).getByRole('button', { name: /kubectl api-resources/ }).focus();
      await page.keyboard.press('Enter');
      assert.equal(await field(page).inputValue(), 'kubectl api-resources');
      assert.equal(await field(page).evaluate((element) => element === document.activeElement), true);
      await field(page).press('Enter');
      await log(page).getByText('SHORTNAMES').waitFor();
      await help(page).getByText(words.why).waitFor({ state: 'detached' });
      await command(page, 'kubectl get pdos', /pdos/);
      await help(page).getByRole('link', { name: words.lesson }).click();
      await page.waitForURL(/kubectl-grammar\/#errors$/);
      await page.locator('#errors').waitFor();
    });
  });

  test(`what is wrong with an object is told to whoever asks, in lessons and not in labs${language}`, async () => {
    await visit({}, async (page) => {
      await open(page, `${language}${lesson}`);
      await ready(page);
      await command(page, 'kubectl run web --image=ngnix:1.14.2', 'pod/web created');
      const why = help(page).getByText(words.wrong);
      await why.waitFor({ timeout: 20_000 });
      assert.equal(await help(page).getByText(words.cause).isVisible(), false);
      await why.click();
      await help(page).getByText(words.cause).waitFor();
      await help(page).getByRole('button', { name: /kubectl describe pod web/ }).waitFor();
      await open(page, `${language}/labs/image-typo/`);
      await ready(page);
      await command(page, 'kubectl get pods', /ErrImagePull|ImagePullBackOff/);
      await page.waitForTimeout(2500);
      assert.equal(await help(page).innerText(), '');
      await command(page, 'kubectl gte pods', /unknown command/);
      await help(page).getByRole('link').waitFor();
    });
  });

  for (const colorScheme of ['light', 'dark'] as const) test(`help is for everybody, on a phone as well${language} ${colorScheme}`, async () => {
    for (const options of [{}, phone]) await visit({ ...options, colorScheme }, async (page) => {
      await open(page, `${language}${lesson}`);
      await ready(page);
      await command(page, 'kubectl create simple-pod.yaml', /Unexpected args/);
      await help(page).getByRole('link').waitFor();
      assert.deepEqual(await axeFindings(page), []);
      if (options === phone) await assertFitsPhone(page, 'a lesson with help');
    });
  });

  test(`a live block that fails unforeseen is explained, a foreseen error is not${language}`, async () => {
    await visit({}, async (page) => {
      await open(page, `${language}/learn/first-cluster/kubectl-grammar/`);
      await ready(page);
      // Each block runs in order; the second of them alone finds nothing.
      const block = page.locator('figure').filter({ hasText: 'kubectl gte pods' }).first();
      await block.getByRole('button', { name: words.run, exact: true }).click();
      await block.getByText('unknown command "gte"').first().waitFor();
      await page.waitForTimeout(1500);
      const told = await block.locator('[data-help]').innerText();
      assert.ok(!told.includes('gte'), told);
    });
  });

  test(`the sidebar tells lessons, labs and quizzes apart; a lesson says where it comes from${language}`, async () => {
    await visit({}, async (page) => {
      await open(page, `${language}${lesson}`);
      await hydrated(page);
      const shapes = await page.locator('.theme-doc-sidebar-menu .menu__link').evaluateAll((links) => links.map((link) => ({ kind: /item-(lesson|lab|quiz)/.exec(link.parentElement?.className ?? '')?.[1], sign: getComputedStyle(link, '::before').maskImage })));
      for (const kind of ['lesson', 'lab', 'quiz']) assert.ok(shapes.some((one) => one.kind === kind), kind);
      assert.equal(new Set(shapes.filter(({ kind }) => kind !== undefined).map(({ sign }) => sign)).size, 3);
      await page.getByRole('link', { name: new RegExp(`^${words.lab}[:：]`) }).first().waitFor();
      const sources = page.locator('details').filter({ hasText: words.sources });
      await sources.getByText(words.sources).click();
      assert.ok(await sources.getByRole('link', { name: /^kubernetes\.io/ }).first().isVisible());
      assert.deepEqual(await axeFindings(page), []);
    });
  });
}
