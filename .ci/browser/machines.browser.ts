/** The machines that run, as charts: the page of all of them, and those of what is picked in the map. */
import assert from 'node:assert/strict';
import { test } from './runner.ts';
import { command, open, ready, visit } from './world.ts';

test('a Pod\'s lifecycles are opened by keyboard, and the state that lights up moves on', async () => {
  await visit({}, async (page) => {
    await open(page, '/learn/first-cluster/first-pod/');
    await ready(page);
    await command(page, 'kubectl run slow --image=busybox:1.36 --restart=Never -- sh -c "sleep 8"', 'pod/slow created');
    await page.getByRole('button', { name: /slow/ }).press('Enter');
    await page.getByRole('button', { name: 'Lifecycles' }).press('Enter');
    const container = page.getByRole('button', { name: /^container slow/ });
    await container.getByText('Started', { exact: true }).waitFor({ timeout: 20_000 });
    await container.press('Enter');
    const lit = page.locator('figure g[class*=lit] text');
    await lit.getByText('Started', { exact: true }).waitFor();
    await lit.getByText('Finished', { exact: true }).waitFor({ timeout: 20_000 });
  });
});

test('a node shows its own, in Chinese too', async () => {
  await visit({}, async (page) => {
    await open(page, '/zh-Hans/');
    await ready(page);
    await page.getByRole('button', { name: /^node01/ }).click();
    await page.getByRole('button', { name: '生命周期' }).click();
    await page.getByRole('button', { name: /^Node/ }).waitFor();
  });
});

test('the page of lifecycles says in words what its charts show', async () => {
  await visit({}, async (page) => {
    await open(page, '/machines/');
    const charts = page.locator('main section');
    assert.ok(await charts.count() >= 12, `${await charts.count()} charts`);
    await charts.first().getByText('States and events in words').click();
    assert.ok(await charts.first().locator('dt').count() > 5);
  });
});
