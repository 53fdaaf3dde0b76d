/** Quizzes and the review as learners take them: by keyboard, by touch, in both languages, without JavaScript, and a day later. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { test } from './runner.ts';
import { axeFindings, field, open, ready, site, visit } from './world.ts';

type Authored = { readonly questions: readonly { readonly id: string; readonly type: string; readonly typed?: boolean; readonly stem: { readonly en: string; readonly zh: string } }[] };
const quizzes = readdirSync('exercises/quizzes').filter((name) => name.endsWith('.yaml')).sort()
  // Whether it is well formed, the build has already said.
  .map((name) => ({ slug: name.replace('.yaml', ''), ...load(readFileSync(`exercises/quizzes/${name}`, 'utf8')) as Authored }));
const languages = ['', '/zh-Hans'] as const;
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const hydrated = (page: Page): Promise<void> => page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
const answered = (page: Page, done: number, all: number): Promise<void> =>
  page.getByText(new RegExp(`^(${done} of ${all} answered|共 ${all} 题，已答 ${done} 题)`)).waitFor();
const verdict = /^(Right|Partly right|Not right|正确|部分正确|不正确)/;

type Focused = { readonly tag: string; readonly type: string; readonly group: string; readonly checked: boolean; readonly value: string; readonly text: string; readonly submits: boolean; readonly inMain: boolean };
const focused = (page: Page): Promise<Focused> => page.evaluate(() => {
  const at = document.activeElement as HTMLInputElement | null;
  return {
    tag: at?.tagName ?? '', type: at?.type ?? '', group: at?.name ?? '', checked: at?.checked === true, value: at?.value ?? '', text: at?.textContent ?? '',
    submits: at?.tagName === 'BUTTON' && at.type === 'submit', inMain: at?.closest('main') !== null,
  };
});

/** Tab, Space, arrows and Enter, from the top of the page until all is answered; whatever the type of the question, something is answered. */
async function answerAll(page: Page, all: number): Promise<void> {
  let done = 0;
  for (let presses = 0; done < all; presses++) {
    assert.ok(presses < all * 60, `only ${done} of ${all} were answered with ${presses} keys: the keyboard is held somewhere`);
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (!at.inMain) continue;
    if ((at.type === 'radio' || at.type === 'checkbox') && !at.checked) await page.keyboard.press('Space');
    else if (at.tag === 'SELECT') await page.keyboard.press('ArrowDown');
    else if (at.tag === 'INPUT' && at.type === 'text' && at.value === '') await page.keyboard.type('30');
    else if (at.submits) {
      await page.keyboard.press('Enter');
      // Focus goes to the verdict, wherever that is; a run on a copy of the cluster takes its time.
      await page.waitForFunction((pattern) => new RegExp(pattern).test(document.activeElement?.textContent ?? ''), verdict.source, { timeout: 30_000 });
      done += 1;
      await answered(page, done, all);
    }
  }
}

for (const language of languages) {
  test(`every question of every quiz is answered by keyboard alone, explained, and remembered${language}`, async () => {
    for (const { slug, questions } of quizzes) {
      await visit({}, async (page) => {
        await open(page, `${language}/quizzes/${slug}/`);
        await hydrated(page);
        await answerAll(page, questions.length);
        assert.equal(await page.locator('main form [type=submit]').count(), 0, slug);
        // Right or wrong is said in words, once for each.
        const verdicts = await page.locator('main [aria-live] > p[tabindex="-1"]').allTextContents();
        assert.equal(verdicts.length, questions.length);
        for (const text of verdicts) assert.match(text, verdict);
        await page.getByRole('heading', { name: /^(All right|\d+ of \d+ right|全部答对|\d+ 题对了 \d+ 题)$/ }).waitFor();
        await page.waitForTimeout(600);
        await page.reload();
        await answered(page, questions.length, questions.length);
        assert.deepEqual(await page.locator('main [aria-live] > p[tabindex="-1"]').allTextContents(), verdicts, `${slug} after a reload`);
      });
    }
  });
}

for (const [colorScheme, language] of [['light', ''], ['light', '/zh-Hans'], ['dark', ''], ['dark', '/zh-Hans']] as const) {
  test(`axe finds nothing in an answered quiz with its proof open, ${colorScheme}${language}`, async () => {
    const [quiz] = quizzes;
    await visit({ colorScheme }, async (page) => {
      await open(page, `${language}/quizzes/${quiz!.slug}/`);
      await hydrated(page);
      await answerAll(page, quiz!.questions.length);
      await page.getByRole('button', { name: /^(Open the cluster that proves it|打开证明答案的集群)$/ }).first().click();
      await ready(page);
      assert.deepEqual(await axeFindings(page), []);
    });
  });
}

async function answerFirst(page: Page): Promise<Locator> {
  const first = page.locator('main ol > li').first();
  await first.getByRole('radio').first().check();
  await first.locator('[type=submit]').click();
  await first.getByText(verdict).first().waitFor();
  return first;
}

test('the cluster that proves it stands still at the moment that decides, can be used, and is not kept', async () => {
  await visit({}, async (page) => {
    await open(page, '/quizzes/first-cluster/');
    await hydrated(page);
    const first = await answerFirst(page);
    await page.getByRole('button', { name: 'Open the cluster that proves it' }).press('Enter');
    await ready(page);
    const proof = page.getByRole('region', { name: 'The cluster that proves it' });
    await proof.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const clock = proof.getByTitle('Time in the cluster');
    const then = await clock.textContent();
    await page.waitForTimeout(1500);
    assert.equal(await clock.textContent(), then);
    await field(page).fill('kubectl get pods');
    await field(page).press('Enter');
    await proof.getByRole('log').getByText(/nginx/).last().waitFor();
    await proof.getByRole('button', { name: 'Undo' }).click();
    // The steps of the question are not for undoing.
    await proof.locator('button:disabled', { hasText: 'Undo' }).waitFor();
    await proof.getByText(then ?? '', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Close the cluster' }).click();
    await proof.waitFor({ state: 'detached' });
    const kept = await page.evaluate(async () => {
      if (!(await indexedDB.databases()).some(({ name }) => name === 'peapod')) return [];
      return new Promise<readonly string[]>((done) => {
        const opening = indexedDB.open('peapod');
        opening.onsuccess = () => {
          const stores = [...opening.result.objectStoreNames];
          if (stores.length === 0) { done([]); return; }
          const asking = opening.result.transaction(stores[0]!).objectStore(stores[0]!).getAllKeys();
          asking.onsuccess = () => done(asking.result.map(String));
        };
      });
    });
    assert.deepEqual(kept.filter((key) => key.includes('proof')), []);
    await first.getByRole('button', { name: /^Try again/ }).press('Enter');
    await first.locator('[type=submit]').waitFor();
  });
});

test('a typed command runs on a copy, and what it printed is shown', async () => {
  const quiz = quizzes.find(({ questions }) => questions.some(({ typed }) => typed === true));
  if (quiz === undefined) { console.log('     SKIPPED: no quiz asks for a typed command'); return; }
  await visit({}, async (page) => {
    await open(page, `/quizzes/${quiz.slug}/`);
    await hydrated(page);
    const prompt = page.getByRole('textbox', { name: 'Your command' }).first();
    await prompt.fill('ｋｕｂｅｃｔｌ　ｇｅｔ　ｎｏｄｅｓ');
    await prompt.press('Enter');
    await page.getByLabel('What it printed').getByText(/Ready/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Open the cluster with your answer' }).click();
    await ready(page);
  });
});

for (const language of languages) {
  test(`a phone shows one question a screen, never sideways, with targets that a thumb hits${language}`, async () => {
    for (const { slug, questions } of quizzes) {
      await visit(phone, async (page) => {
        await open(page, `${language}/quizzes/${slug}/`);
        await hydrated(page);
        const next = page.getByRole('button', { name: /^(Next|下一题)$/ });
        for (let at = 0; at < questions.length; at++) {
          await page.getByText(`${at + 1} / ${questions.length}`).waitFor();
          assert.equal(await page.locator('main form > fieldset:visible').count(), 1, `${slug} ${at + 1}`);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= 390, `${slug}, question ${at + 1} is ${width} px wide`);
          const small = await page.locator('main :is(button, label:has(input), select, input[type=text]):visible').evaluateAll((all) => all.map((one) => ({ name: one.textContent, box: one.getBoundingClientRect() }))
            .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24)).map(({ name }) => name));
          assert.deepEqual(small, [], slug);
          await next.tap();
        }
        await page.getByText(/still to be answered|题没答/).waitFor();
      });
    }
  });
}

test('without JavaScript questions, options, keys and explanations are read', async () => {
  for (const [language, name] of [['', 'en'], ['/zh-Hans', 'zh']] as const) {
    for (const { slug, questions } of quizzes) {
      await visit({ ...phone, javaScriptEnabled: false }, async (page) => {
        await open(page, `${language}/quizzes/${slug}/`);
        const text = await page.locator('main').innerText();
        // Parameters are filled in, and code has lost its backticks.
        for (const { id, stem } of questions) {
          const piece = stem[name].split(/[`{]/)[0]!.trim();
          assert.ok(text.includes(piece), `${slug}/${id}: ${piece}`);
        }
        assert.equal(await page.locator('main details > summary').count(), questions.length, slug);
        await page.locator('main details > summary').first().click();
        assert.ok((await page.locator('main details').first().innerText()).split('\n').length > 1);
        assert.equal(await page.locator('main [type=submit]:visible').count(), 0);
      });
    }
  }
});

const day = 86_400_000;
test('what was wrong comes up the next day, with its number in the navigation; then nothing is due', async () => {
  for (const language of languages) {
    await visit({}, async (page) => {
      const begin = new Date(2026, 10, 22, 21).getTime();
      await page.addInitScript((now) => { Reflect.set(globalThis, 'peapodNow', Number(sessionStorage.getItem('now') ?? now)); }, begin);
      const later = (days: number): Promise<void> => page.evaluate((now) => sessionStorage.setItem('now', String(now)), begin + days * day);
      await open(page, `${language}/review/`);
      await page.getByText(/There is nothing to review yet|还没有要复习的内容/).waitFor();
      await open(page, `${language}/quizzes/${quizzes[0]!.slug}/`);
      await hydrated(page);
      await answerFirst(page);
      await page.waitForTimeout(800);
      await later(0);
      await open(page, `${language}/review/`);
      await page.getByText(/Nothing is due today|今天没有到期/).waitFor();
      await page.getByText(/^(Next: 1 (tomorrow|in \d+ days)|下一次：)/).waitFor();
      assert.equal(await page.getByRole('link', { name: /^(Review|复习) \d/ }).count(), 0);
      await later(5);
      await open(page, `${language}/`);
      const link = page.getByRole('link', { name: /^(Review 1 due|复习 1 项到期)$/ });
      await link.waitFor();
      await link.press('Enter');
      await page.waitForURL(`${site}${language}/review/`);
      await page.getByText(/^(1 of 1|第 1 题，共 1 题)/).waitFor();
      await page.locator('main [type=submit]').waitFor();
      // What moves the card comes late: whoever finishes at once is not asked again.
      await page.route('**/assets/js/*.js', async (route) => { await new Promise((resolve) => { setTimeout(resolve, 2000); }); await route.continue(); });
      assert.deepEqual(await axeFindings(page), []);
      for (let presses = 0; await page.locator('main [type=submit]').count() > 0; presses++) {
        assert.ok(presses < 60);
        await page.keyboard.press('Tab');
        const at = await focused(page);
        if (!at.inMain) continue;
        if ((at.type === 'radio' || at.type === 'checkbox') && !at.checked) await page.keyboard.press('Space');
        else if (at.tag === 'SELECT') await page.keyboard.press('ArrowDown');
        else if (at.tag === 'INPUT' && at.type === 'text' && at.value === '') await page.keyboard.type('30');
        else if (at.submits) { await page.keyboard.press('Enter'); await page.locator('main').getByText(verdict).first().waitFor({ timeout: 30_000 }); }
      }
      await page.getByRole('button', { name: /^(Finish|完成)$/ }).press('Enter');
      await page.getByText(/That was all for today|今天的都复习完了/).waitFor();
      await link.waitFor({ state: 'detached' });
    });
  }
});

test('a page that asks nothing loads nothing of quizzes or of the review before it is idle', async () => {
  await visit({}, async (page) => {
    const html = await (await page.request.get(`${site}/learn/first-cluster/first-pod/`)).text();
    const first = [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, src]) => src!);
    for (const src of first) {
      const script = await (await page.request.get(new URL(src, site).href)).text();
      for (const mark of ['request_retention', 'peapod.quiz.verdict', 'sureAndWrong']) assert.ok(!script.includes(mark), `${src} contains ${mark}`);
    }
  });
});
