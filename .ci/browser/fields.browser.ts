/** What fields mean: `explain`, help in the editor, the page of limits. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { test } from './runner.ts';
import { command, field, isEngine, log, open, ready, site, visit } from './world.ts';

const lesson = '/learn/first-cluster/first-pod/';
const isScript = (url: string): boolean => /\/assets\/js\/[^/]*\.js/.test(url);
/** Scripts that the worker asks for once it runs; the engine comes first. */
async function withScripts(page: Page, run: (later: readonly string[]) => Promise<void>): Promise<void> {
  const later: string[] = [];
  await open(page, lesson);
  await ready(page);
  page.on('request', (request) => { if (isScript(request.url())) later.push(request.url()); });
  await page.context().route(/\/assets\/js\//, (route) => { if (!later.includes(route.request().url())) later.push(route.request().url()); return route.continue(); });
  await run(later);
}

test('the sentences of fields come with the first explain, however it is typed, and not before', async () => {
  await visit({}, async (page) => {
    await withScripts(page, async (later) => {
      await command(page, 'kubectl apply -f simple-pod.yaml', 'pod/nginx created');
      await page.waitForTimeout(1500);
      for (const url of later.filter((each) => !isEngine(each))) assert.doesNotMatch(await (await fetch(url)).text(), /NodeName (?:is|indicates|specifies)/i, url);
      await command(page, 'alias k=kubectl; k explain pod.spec.nodeName', /NodeName (?:is|indicates|specifies)/i);
    });
  });
});

test('explain inside a script waits for its sentences too', async () => {
  await visit({}, async (page) => {
    await withScripts(page, async () => {
      await command(page, "printf 'kubectl exp' > s.sh; printf 'lain pod.spec.nodeName\\necho ended\\n' >> s.sh; cat s.sh", 'kubectl explain pod.spec.nodeName');
      await page.waitForTimeout(500);
      await field(page).fill('sh s.sh');
      await field(page).press('Enter');
      await log(page).getByText(/^ended$/m).waitFor();
      const text = await log(page).textContent() ?? '';
      assert.ok(!text.includes('<empty>'), text);
      assert.match(text, /NodeName/i);
      await command(page, 'ls', /s\.sh/);
    });
  });
});

test('without a network explain prints the fields, and the page says what is missing', async () => {
  await visit({}, async (page, context) => {
    await open(page, `/zh-Hans${lesson}`);
    await ready(page);
    // The engine fetches by itself: only a browser without a network stops it.
    await context.setOffline(true);
    await command(page, 'kubectl explain pod.spec.nodeName', '<empty>');
    await page.getByText(/字段说明没能取到/).waitFor();
    await context.setOffline(false);
    await command(page, 'kubectl explain pod.spec.nodeName', /NodeName/i);
  }).catch((error: unknown) => {
    // That the browser complains of its failed request is what was asked for.
    const complaints = (error as { actual?: readonly string[] }).actual;
    if (!Array.isArray(complaints) || !complaints.every((text: string) => /ERR_INTERNET_DISCONNECTED|importScripts|loading chunk/i.test(text))) throw error;
  });
});

test('the editor suggests fields and values, and explains the field at the caret, all by keyboard', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await ready(page);
    await page.getByRole('textbox', { name: /^simple-pod.yaml/ }).focus();
    const editor = page.locator('.cm-content');
    await editor.waitFor();
    await editor.press('Control+End');
    await editor.press('Enter');
    await page.keyboard.press('Shift+Home');
    await page.keyboard.press('Delete');
    await page.keyboard.type('  restartP');
    await page.getByRole('option', { name: /^restartPolicy/ }).waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Space');
    const never = page.getByRole('option', { name: /^Never/ });
    await never.waitFor();
    await page.waitForTimeout(150);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    assert.match(await editor.innerText(), /restartPolicy: Never/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F1');
    const card = page.locator('.field-card');
    await card.getByText(/restart policy for all containers/i).waitFor();
    assert.match(await card.innerText(), /One of:.*Always.*Never.*OnFailure/s);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    // The pointer gets the same.
    await page.locator('.cm-line', { hasText: 'containers' }).hover({ position: { x: 30, y: 8 } });
    await card.getByText(/belonging to the pod/i).waitFor();
  });
});

test('a warning of ours leads to the page of limits', async () => {
  await visit({}, async (page) => {
    await open(page, `/zh-Hans${lesson}`);
    await ready(page);
    await command(page, `kubectl run gated --image=nginx --overrides='{"spec":{"resourceClaims":[{"name":"gpu","resourceClaimName":"gpu"}]}}'`, /not simulated by Peapod/);
    await log(page).getByRole('link', { name: '哪些是真的' }).click();
    await page.waitForURL(`${site}/zh-Hans/limits/?field=resourceClaims`);
    // The page stands there whole until it comes to life.
    await page.locator('#core\\.v1\\.Pod').waitFor({ state: 'detached' });
    await page.locator('#core\\.v1\\.PodSpec').waitFor();
    // A link to what the filter hides still leads there.
    await page.locator('#core\\.v1\\.PodSpec').getByRole('link', { name: 'containers', exact: true }).click();
    await page.locator('#core\\.v1\\.Container').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), '');
  });
});

test('the page of limits is filtered by keyboard', async () => {
  await visit({}, async (page) => {
    await open(page, '/limits/');
    await page.getByRole('searchbox', { name: /Filter by name/ }).focus();
    await page.keyboard.type('statefulset');
    await page.getByText(/^1 kinds, \d+ types$/).waitFor();
    await page.keyboard.press('Tab');
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /StatefulSet/);
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('#apps\\.v1\\.StatefulSet').isVisible());
  });
});

test('the last command is followed through the API server, and the session knows nothing of it', async () => {
  await visit({}, async (page) => {
    await open(page, `/zh-Hans${lesson}`);
    await ready(page);
    await command(page, 'kubectl apply -f simple-pod.yaml', 'pod/nginx created');
    await page.getByRole('button', { name: '请求经过' }).click();
    const panel = page.getByRole('region', { name: /^上一条命令/ });
    const create = panel.getByRole('table', { name: /^create .*pods → 201/ });
    await create.waitFor();
    assert.match(await create.getByRole('row', { name: /^准入（可修改）/ }).innerText(), /有改动[\s\S]*ServiceAccount: spec/);
    // Whoever follows it sees the next one as well.
    await command(page, 'kubectl delete pod nginx --as jane', 'Forbidden');
    await panel.getByRole('row', { name: /鉴权.*拒绝/ }).waitFor();
    await command(page, 'kubectl get pods', /nginx/);
  });
});
