/** The site as readers meet it: both languages, both colour modes, keyboard, phone, without JavaScript. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { replay } from '../../engine/index.ts';
import { test, testAlone } from './runner.ts';
import { bringIntoView, command, field, isEngine, log, open, ready, site, visit } from './world.ts';

const lesson = '/learn/first-cluster/first-pod/';
/** tsx wraps named functions in a helper that the page does not have. */
const named = 'globalThis.__name = (named) => named';

test('no engine code is requested before a live block is seen', async () => {
  await visit({ viewport: { width: 1000, height: 150 } }, async (page) => {
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await open(page, lesson);
    await page.waitForTimeout(800);
    assert.deepEqual(scripts.filter(isEngine), [], 'the engine was loaded although no live block is in view');
    await bringIntoView(page.getByRole('figure').first());
    await ready(page);
    assert.equal(scripts.filter(isEngine).length, 1);
  });
});

testAlone('the cluster answers within a second after its block is seen', async () => {
  // The best of three first visits: what else the machine does is not what is asked about.
  const times: number[] = [];
  while (times.length < 3 && !times.some((ms) => ms < 1000)) await visit({ viewport: { width: 1000, height: 150 } }, async (page) => {
    await open(page, lesson);
    await page.waitForTimeout(500);
    // Measured inside the page: the driver looks only every half second.
    await page.evaluate(named);
    const took = await page.evaluate(() => new Promise<number>((done) => {
      const began = performance.now();
      const look = (): void => {
        if (![...document.querySelectorAll('button')].some((button) => button.textContent.startsWith('node01'))) return;
        changes.disconnect();
        requestAnimationFrame(() => done(performance.now() - began));
      };
      const changes = new MutationObserver(look);
      changes.observe(document.body, { subtree: true, childList: true });
      document.querySelector('figure')?.scrollIntoView();
    }));
    times.push(Math.round(took));
  });
  console.log(`     ready after ${times.join(', ')} ms`);
  assert.ok(Math.min(...times) < 1000, `the map was filled after ${times.join(', ')} ms`);
});

test('a command typed in the terminal is answered', async () => {
  await visit({}, async (page) => {
    await open(page, '/');
    await ready(page);
    await command(page, 'kubectl get pods', /nginx-deployment-\S+ +1\/1/);
  });
});

test('a live block runs, and shows its output beneath', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await ready(page);
    await page.getByRole('button', { name: 'Run', exact: true }).first().click();
    const output = page.getByLabel('Output', { exact: true }).getByText(/master01 +Ready/);
    await output.waitFor({ timeout: 10_000 });
    await page.reload();
    await ready(page);
    await output.waitFor({ timeout: 10_000 });
  });
});

test('a manifest is edited, checked, and applied', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await ready(page);
    await page.getByRole('textbox', { name: /^simple-pod.yaml/ }).focus();
    const editor = page.locator('.cm-content');
    await editor.waitFor();
    await editor.press('Control+End');
    await editor.pressSequentially('\n\tbroken: yes');
    await page.getByText(/Line \d+, column \d+:/).waitFor({ timeout: 5000 });
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: /^Pod nginx/ }).waitFor({ timeout: 10_000 });
  });
});

test('the editor says what the API server would, where it stands, and the session knows nothing of it', async () => {
  await visit({}, async (page) => {
    await open(page, `/zh-Hans${lesson}`);
    await ready(page);
    const before = await page.getByRole('button', { name: '撤销' }).isDisabled();
    await page.getByRole('textbox', { name: /^simple-pod.yaml/ }).focus();
    const editor = page.locator('.cm-content');
    await editor.waitFor();
    await editor.fill('apiVersion: v1\nkind: Pod\nmetadata:\n  name: nginx\nspec:\n  containers:\n  - name: nginx\n    imagee: nginx:1.14.2\n');
    await page.getByRole('button', { name: '第 8 行第 5 列： unknown field "spec.containers[0].imagee"' }).waitFor({ timeout: 5000 });
    await page.getByRole('button', { name: /spec\.containers\[0\]\.image: Required value/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: '撤销' }).isDisabled(), before);
    await editor.fill('apiVersion: v1\nkind: Pood\nmetadata:\n  name: nginx\n');
    await page.getByRole('button', { name: /第 2 行第 7 列： no matches for kind "Pood" in version "v1"/ }).waitFor({ timeout: 5000 });
  });
});

test('a session is saved, started over, opened again; half a file changes nothing', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await ready(page);
    await command(page, 'kubectl create configmap kept', 'configmap/kept created');
    const menu = page.getByRole('button', { name: 'Session', exact: true });
    await menu.click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save session' }).click()]);
    const text = readFileSync(await download.path(), 'utf8');
    await menu.click();
    await page.getByRole('button', { name: 'Start over' }).click();
    await log(page).getByText('configmap/kept created').waitFor();
    await page.getByRole('button', { name: 'Forget all? Press again' }).click();
    await log(page).getByText('configmap/kept created').waitFor({ state: 'detached' });
    await command(page, 'kubectl create configmap other', 'configmap/other created');
    const give = async (content: string): Promise<void> => {
      if (await menu.getAttribute('aria-expanded') === 'false') await menu.click();
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Open session…' }).click()]);
      await chooser.setFiles({ name: 'session.json', mimeType: 'application/json', buffer: Buffer.from(content) });
    };
    await give(text.slice(0, text.length / 2));
    await page.getByRole('alert').getByText(/If the file was cut off/).waitFor();
    await log(page).getByText('configmap/other created').waitFor();
    await give(text.replace('"seed": "lesson/first-cluster/first-pod"', '"seed": "lab/self-healing"'));
    await page.getByRole('alert').getByText(/saved on another page \(lab\/self-healing\)/).waitFor();
    await give(text);
    await log(page).getByText('configmap/kept created').waitFor();
    await command(page, 'kubectl get configmap kept -o name', /^configmap\/kept$/m);
    assert.equal(await page.getByRole('alert').count(), 0);
  });
});

test('a block of React sees the cluster; pages without one load no compiler for it', async () => {
  await visit({}, async (page) => {
    let loaded = 0;
    page.on('response', (response) => { void response.body().then((body) => { if (body.includes('react-live')) loaded += body.length; }, () => undefined); });
    await open(page, lesson);
    await ready(page);
    assert.equal(loaded, 0);
    await open(page, '/learn/first-cluster/self-healing/');
    await ready(page);
    await page.getByText('0 of 0 Pods are ready').waitFor();
    await command(page, 'kubectl apply -f nginx-deployment.yaml', 'deployment.apps/nginx-deployment created');
    await page.getByText('3 of 3 Pods are ready').waitFor({ timeout: 20_000 });
  });
});

test('one click breaks a node on the home page, and time can be run to what follows', async () => {
  await visit({}, async (page) => {
    await open(page, '/');
    await ready(page);
    await page.getByRole('button', { name: 'Break node02' }).click();
    await page.getByText('power off').waitFor();
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('max');
    await page.getByRole('button', { name: /^node02.*NotReady/ }).waitFor({ timeout: 15_000 });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Break node02' }).waitFor();
  });
});

test('switching the language keeps the cluster and the place', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await ready(page);
    await command(page, 'kubectl create configmap kept', 'configmap/kept created');
    await page.getByRole('button', { name: 'English', exact: true }).hover();
    await page.getByRole('link', { name: '简体中文' }).click();
    await page.waitForURL(`${site}/zh-Hans${lesson}`);
    await ready(page);
    await log(page).getByText('configmap/kept created').waitFor();
    await command(page, 'kubectl get configmap kept -o name', /^configmap\/kept$/m);
  });
});

test('a lab is solved in the terminal, graded by faults, and survives a reload', async () => {
  await visit({}, async (page) => {
    await open(page, '/labs/self-healing/');
    await ready(page);
    await page.getByText('There is no Deployment named web').waitFor();
    await page.getByRole('button', { name: 'Grade' }).click();
    await page.getByText('not passed').first().waitFor({ timeout: 20_000 });
    // A hint is no reason to take away what the examiner said; the next command only marks it as old.
    await page.getByRole('button', { name: /^Hint/ }).click();
    await page.getByRole('button', { name: 'Open it' }).click();
    await page.getByText(/keeps a number of equal Pods alive/).waitFor();
    assert.ok(await page.getByText('not passed').count() > 0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText(/keeps a number of equal Pods alive/).waitFor({ state: 'detached' });
    await page.getByText('Last grade:').first().waitFor();
    for (const line of readFileSync('exercises/labs/self-healing/solution/commands.sh', 'utf8').split('\n').filter((text) => text !== '' && !text.startsWith('#'))) await command(page, line, /\S/);
    const manifest = page.getByRole('textbox', { name: /^web.yaml/ });
    await manifest.focus();
    await page.locator('.cm-content').fill(readFileSync('exercises/labs/self-healing/solution/web.yaml', 'utf8'));
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('holds now').first().waitFor({ timeout: 20_000 });
    await page.waitForTimeout(1500);
    await page.getByRole('button', { name: 'Grade' }).click();
    await page.getByText(/Solved: 12 of 12 points/).waitFor({ timeout: 20_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Hand in' }).click()]);
    assert.equal(download.suggestedFilename(), 'self-healing.json');
    const graded = spawnSync(process.execPath, ['engine/cli/bin.mjs', 'grade', 'self-healing', await download.path()], { encoding: 'utf8' });
    assert.match(graded.stdout, /^self-healing: 12\/12 passed$/m, graded.stderr);
    assert.equal(graded.status, 0);
    await page.reload();
    await ready(page);
    await page.getByText('holds now').first().waitFor({ timeout: 20_000 });
  });
});

test('the same session file ends in the same hash in Chromium and in Node', async () => {
  const files = { 'web.yaml': readFileSync('exercises/manifests/nginx-deployment.yaml', 'utf8') };
  const line = (at: number, text: string) => ({ type: 'line' as const, terminal: 'main', text, at });
  const inputs = [line(500, 'kubectl apply -f web.yaml'), line(20_000, 'kubectl get pods -o wide | sort'), { type: 'fault' as const, fault: 'node-power-off', target: 'node02', at: 30_000 }, line(400_000, 'kubectl describe nodes')];
  const end = 420_000;
  const here = replay({ seed: 'hash', preset: 'three-nodes', files }, inputs, end).session;
  await visit({}, async (page) => {
    let engine = '';
    page.on('request', (request) => { if (isEngine(request.url())) engine = request.url(); });
    await open(page, '/');
    await ready(page);
    await page.evaluate(named);
    const there = await page.evaluate(({ url, file, spec }) => new Promise<string>((done, fail) => {
      const worker = new Worker(url);
      worker.onerror = (event) => fail(new Error(`the worker failed: ${event.message}`));
      setTimeout(() => fail(new Error('no answer from the worker after 30 s')), 30_000);
      const calls = [{ name: 'open', spec }, { name: 'pace', pace: { playing: false, speed: 1 } }, { name: 'openFile', text: file }, { name: 'hash' }];
      const ask = (request: number): void => worker.postMessage({ request, session: spec.id, call: calls[request] });
      worker.onmessage = ({ data }: MessageEvent<{ type: string; request: number; value: string; message: string }>) => {
        if (data.type === 'failed') fail(new Error(data.message));
        else if (data.type === 'answer' && data.request < calls.length - 1) ask(data.request + 1);
        else if (data.type === 'answer') done(data.value);
      };
      ask(0);
    }), { url: engine, file: JSON.stringify(here.file()), spec: { id: 'hash', preset: 'three-nodes', files } });
    assert.equal(there, here.hash());
  });
});

test('a corrupt store is set aside with a message', async () => {
  await visit({}, async (page) => {
    await open(page, lesson);
    await ready(page);
    await command(page, 'echo saved', /^saved$/m);
    await page.goto(`${site}/words/`);
    await page.evaluate(() => new Promise<void>((done, fail) => {
      const opening = indexedDB.open('peapod');
      opening.onsuccess = () => {
        const put = opening.result.transaction('sessions', 'readwrite').objectStore('sessions').put({ file: { inputs: 'half a f' } }, 'session:lesson/first-cluster/first-pod');
        put.onsuccess = () => { opening.result.close(); done(); };
        put.onerror = () => fail(put.error);
      };
    }));
    await open(page, lesson);
    await page.getByText('It was set aside').waitFor();
    await ready(page);
  });
});

test('everything is reached by the keyboard, and the terminal lets go of it', async () => {
  await visit({}, async (page) => {
    await open(page, '/');
    await ready(page);
    const reached: string[] = [];
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''));
    }
    for (const wanted of [/^Break node02/, /^Table$/, /^master01/, /^Command line/, /^Pause$/, /^Run to next change$/, /^Your first Pod/]) {
      assert.ok(reached.some((name) => wanted.test(name)), `${wanted} was not reached by Tab; reached: ${reached.join(' | ')}`);
    }
    await field(page).focus();
    await page.keyboard.type('kubectl get');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.notEqual(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
    await page.getByRole('button', { name: /^master01/ }).focus();
    // Over the control plane's programs to the next machine.
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Break node01' }).waitFor();
  });
});

test('without JavaScript a lesson is read with its transcripts', async () => {
  await visit({ javaScriptEnabled: false }, async (page) => {
    await open(page, lesson);
    const text = await page.locator('main').innerText();
    for (const wanted of ['Three machines', 'kubectl get nodes', 'Pulling']) assert.ok(text.includes(wanted), wanted);
    assert.ok((await page.locator('main').textContent())?.includes('No resources found in default namespace.'));
    assert.equal(await page.locator('textarea[aria-label^="simple-pod.yaml"]').inputValue(), readFileSync('exercises/manifests/simple-pod.yaml', 'utf8').trimEnd());
  });
});
