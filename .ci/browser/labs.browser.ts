/** Labs that begin broken, with the learner's own numbers, and that watch the way: what the page offers is what the grader accepts. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { test } from './runner.ts';
import { command, log, open, ready, visit } from './world.ts';

const lab = '/labs/image-typo/';
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
async function saved(page: Page): Promise<{ readonly end: number; readonly seed: string; readonly inputs: readonly object[] }> {
  await button(page, /^Session$/).click();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save session').click()]);
  return JSON.parse(readFileSync(await download.path(), 'utf8')) as Awaited<ReturnType<typeof saved>>;
}
async function give(page: Page, file: object): Promise<void> {
  await button(page, /^Session$/).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button(page, 'Open session…').click()]);
  await chooser.setFiles({ name: 'session.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) });
}

test('a lab begins broken, with numbers of its own in all its texts, and counts what its constraints forbid', async () => {
  await visit({}, async (page) => {
    await open(page, lab);
    await ready(page);
    await page.getByText('Something is broken before you begin:').waitFor();
    await button(page, /^Pod shop.*(ErrImagePull|ImagePullBackOff)/).first().waitFor();
    const task = await page.locator('#lab-task').innerText();
    assert.ok(!task.includes('{{'), task);
    const [version] = /nginx:1\.\d+\.\d+/.exec(task) ?? [''];
    assert.ok(task.split(version).length > 2, `${version} stands in the task and in a check: ${task}`);
    const way = page.getByRole('list', { name: 'On the way there' });
    assert.match(await way.innerText(), /Nothing was deleted on the way\s+kept so far\s+none so far/);
    await command(page, 'kubectl delete pod -l app=shop --wait=false', /pod "shop-\S+" deleted/);
    await way.getByText(/^\d+ times$/).waitFor();
    await button(page, 'Undo').click();
    await way.getByText(/^\d+ times$/).waitFor({ state: 'detached' });
    // The numbers are the learner's: they stay. Others are drawn only when asked for.
    const before = (await saved(page)).seed;
    await page.reload();
    await ready(page);
    assert.equal((await saved(page)).seed, before);
    assert.ok((await page.locator('#lab-task').innerText()).includes(version));
    await button(page, 'New variant').click();
    await ready(page);
    await page.waitForFunction((old) => !document.querySelector('#lab-task')?.textContent.includes('{{') && old !== '', before);
    assert.notEqual((await saved(page)).seed, before);
  });
});

test('a lab that leaves faults to its examiner offers none, and a session that has some is refused in words', async () => {
  await visit({}, async (page) => {
    await open(page, lab);
    await ready(page);
    await button(page, /^node02/).click();
    await button(page, 'Lifecycles').waitFor();
    for (const name of [/^Break/, /More faults/, /Add a machine/, /^Load$/]) assert.equal(await button(page, name).count(), 0, String(name));
    const file = await saved(page);
    await give(page, { ...file, inputs: [...file.inputs, { type: 'fault', fault: 'node-power-off', target: 'node02', at: file.end }] });
    await button(page, /^node02 ?power off/).waitFor();
    await button(page, 'Grade').click();
    await page.getByRole('alert').getByText(/the lab allows no faults by hand, 1 were caused/).waitFor();
    await button(page, 'Undo').click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await command(page, 'kubectl get nodes', /node02 +Ready/);
    assert.equal(await log(page).getByText('NotReady').count(), 0);
  });
});
