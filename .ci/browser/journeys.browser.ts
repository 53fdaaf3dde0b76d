/** The three journeys, whole: read a lesson, solve a lab, take a quiz. By mouse, by keyboard alone, and by thumb on a phone, in both languages. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { test } from './runner.ts';
import { assertFitsPhone, hydrated, log, open, phone, ready, site, visit } from './world.ts';

type Hand = {
  /** A button, a link, a radio button, a summary. */
  readonly press: (target: Locator) => Promise<void>;
  /** A line into the terminal. */
  readonly command: (line: string) => Promise<void>;
  readonly write: (target: Locator, text: string) => Promise<void>;
  readonly pick: (target: Locator) => Promise<void>;
};
const solution = (name: string): string => readFileSync(`exercises/labs/self-healing/solution/${name}`, 'utf8');
const fieldOf = (page: Page): Locator => page.locator('textarea[autocorrect]').first();

/** By mouse or by thumb. */
const pointing = (page: Page, touch: boolean): Hand => {
  const press = (target: Locator): Promise<void> => (touch ? target.tap() : target.click());
  return {
    press,
    command: async (line) => { await press(fieldOf(page)); await page.keyboard.insertText(line); await page.keyboard.press('Enter'); },
    write: async (target, text) => { await press(target); await page.keyboard.insertText(text); },
    // The list itself is drawn by the system.
    pick: async (target) => { await target.selectOption({ index: 1 }); },
  };
};

/** Tab until it is there; of what is a group, arrows lead to its members. */
const keys = (page: Page): Hand => {
  const reach = async (target: Locator): Promise<void> => {
    await target.waitFor();
    const element = await target.elementHandle();
    assert.ok(element !== null);
    for (let presses = 0; presses < 250; presses++) {
      const at = await page.evaluate((wanted) => {
        const { activeElement: active } = document;
        const radios = [active, wanted].every((one) => one instanceof HTMLInputElement && one.type === 'radio');
        return { gone: !wanted.isConnected, there: active === wanted, group: radios && (active as HTMLInputElement).name === (wanted as HTMLInputElement).name, writes: active instanceof HTMLTextAreaElement || active?.closest('.cm-editor') !== null };
      }, element);
      if (at.there) return;
      // The editor takes the place of its text, and the focus with it.
      if (at.gone) { await page.locator('.cm-content:focus').waitFor(); return; }
      // Terminal and editor keep Tab for themselves until Esc.
      if (at.writes) await page.keyboard.press('Escape');
      await page.keyboard.press(at.group ? 'ArrowDown' : 'Tab');
    }
    throw new Error(`the keyboard does not reach ${String(target)}`);
  };
  return {
    press: async (target) => {
      await reach(target);
      const isBox = await target.evaluate((element) => element instanceof HTMLInputElement);
      await page.keyboard.press(isBox ? 'Space' : 'Enter');
    },
    command: async (line) => { await reach(fieldOf(page)); await page.keyboard.insertText(line); await page.keyboard.press('Enter'); },
    write: async (target, text) => { await reach(target); await page.keyboard.insertText(text); },
    pick: async (target) => { await reach(target); await page.keyboard.press('ArrowDown'); },
  };
};

const button = (page: Page, name: RegExp): Locator => page.getByRole('button', { name });

async function readLesson(page: Page, hand: Hand): Promise<void> {
  // Predict, then see.
  const predict = page.locator('main fieldset:has(input[type=radio])').first();
  await hand.press(predict.getByRole('radio').nth(1));
  await hand.press(button(page, /^(Run|运行)$/).first());
  await page.getByLabel(/^(Output|输出)$/).getByText(/master01 +Ready/).waitFor({ timeout: 60_000 });
  await ready(page);
  await hand.command('kubectl get namespaces');
  await log(page).getByText(/kube-system +Active/).waitFor();
  await hand.press(button(page, /^(Mark as done|标为已完成)$/));
  await page.getByText(/This lesson is done\.|这一课已完成。/).waitFor();
  await page.locator('.item-done .menu__link, .item-done').first().waitFor({ state: 'attached' });
  const lesson = page.url();
  await hand.press(page.locator('.pagination-nav__link--next'));
  await page.waitForURL((url) => url.href !== lesson);
  await page.locator('h1').first().waitFor();
}

async function solveLab(page: Page, hand: Hand): Promise<void> {
  await ready(page);
  for (const line of solution('commands.sh').split('\n').filter((text) => text !== '' && !text.startsWith('#'))) await hand.command(line);
  const closed = page.getByRole('textbox', { name: /^web.yaml/ });
  await hand.write(closed, '');
  // Its place is taken by the editor, which has the focus.
  await page.locator('.cm-content:focus').waitFor();
  await page.keyboard.insertText(solution('web.yaml'));
  await hand.press(button(page, /^(Apply|提交)$/));
  await page.getByText(/^(holds now|目前做到了)$/).nth(1).waitFor({ timeout: 60_000 });
  await hand.press(button(page, /^(Grade|评分)$/));
  await page.getByText(/^(Solved: 12 of 12 points\.|解决了：12 分里得了 12 分。)/).waitFor({ timeout: 60_000 });
}

/** Something, whatever the type of the question. */
async function answer(hand: Hand, form: Locator): Promise<void> {
  const groups = await form.locator('input[type=radio]').evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLInputElement).name))]);
  for (const name of groups) await hand.press(form.locator(`input[type=radio][name="${name}"]`).first());
  for (const box of (await form.locator('input[type=checkbox]').all()).slice(0, 1)) await hand.press(box);
  for (const list of await form.locator('select').all()) await hand.pick(list);
  for (const field of await form.locator('input[type=text], textarea').all()) await hand.write(field, '30');
  await hand.press(form.locator('[type=submit]'));
}

async function takeQuiz(page: Page, hand: Hand, onPhone: boolean): Promise<void> {
  const forms = page.locator('main ol > li:has(form)');
  const count = await forms.count();
  assert.ok(count > 3);
  for (let at = 0; at < count; at++) {
    const question = forms.nth(at);
    await answer(hand, question.locator('form'));
    await question.getByText(/^(Right|Partly right|Not right|正确|部分正确|不正确)/).first().waitFor({ timeout: 60_000 });
    if (!onPhone) continue;
    await assertFitsPhone(page, `question ${at + 1}, answered`);
    await hand.press(button(page, /^(Next|下一题)$/));
  }
  await page.getByRole('heading', { name: /^(All right|\d+ of \d+ right|全部答对|\d+ 题对了 \d+ 题)$/ }).waitFor();
}

for (const language of ['', '/zh-Hans']) {
  for (const way of ['mouse', 'keyboard', 'thumb'] as const) {
    test(`the three journeys by ${way}${language}`, async () => {
      const onPhone = way === 'thumb';
      await visit(onPhone ? phone : {}, async (page) => {
        const hand = way === 'keyboard' ? keys(page) : pointing(page, onPhone);
        await open(page, `${language}/learn/first-cluster/first-pod/`);
        await hydrated(page);
        await readLesson(page, hand);
        if (onPhone) await assertFitsPhone(page, 'a lesson');
        await open(page, `${language}/labs/self-healing/`);
        await solveLab(page, hand);
        if (onPhone) await assertFitsPhone(page, 'a solved lab');
        await open(page, `${language}/quizzes/nodes/`);
        await hydrated(page);
        await takeQuiz(page, hand, onPhone);
        // All three stand on the map.
        await open(page, `${language}/progress/`);
        await page.getByRole('row', { name: /^(done|已完成)/ }).nth(2).waitFor();
        assert.equal(new URL(page.url()).origin, site);
      });
    });
  }
}
