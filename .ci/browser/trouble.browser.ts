/** Faults, the scheduler's reasons, load, and the two models of a node: as a reader comes to them. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { test } from './runner.ts';
import { axeFindings, command, open, ready, visit } from './world.ts';

const silent = '/learn/nodes/silent-node/';
const parts = '/learn/nodes/control-plane/';
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('without a scheduler a Pod waits and says why; with one it says node by node why there', async () => {
  await visit({}, async (page) => {
    await open(page, parts);
    await ready(page);
    await button(page, /^kube-scheduler/).press('Enter');
    await button(page, 'Stop kube-scheduler').press('Enter');
    await button(page, 'kube-scheduler stopped').waitFor({ timeout: 10_000 });
    await command(page, 'kubectl run web --image=nginx', 'pod/web created');
    await button(page, /^Pod web/).press('Enter');
    await button(page, 'Why nowhere?').press('Enter');
    await page.getByText('kube-scheduler does not run: nobody looks for a node.').waitFor();
    await button(page, /^kube-scheduler/).press('Enter');
    await button(page, 'Start kube-scheduler').press('Enter');
    await button(page, /^Pod web.*Running/).press('Enter', { timeout: 20_000 });
    await button(page, 'Why there?').press('Enter');
    const table = page.getByRole('table', { name: 'What each plugin said of each node' });
    await table.getByRole('row', { name: /^master01 refused by TaintToleration/ }).waitFor();
    assert.equal(await table.getByRole('row', { name: /✓ chosen/ }).count(), 1);
    await page.getByText('Points for nodes that already have the image, more for large ones.').waitFor();
  });
});

test('a cable is cut from the menu, seen on the machine, told on the timeline in Chinese, and healed', async () => {
  await visit({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }, async (page) => {
    await open(page, `/zh-Hans${silent}`);
    await ready(page);
    await button(page, /^node02/).click();
    await button(page, '更多故障').click();
    await button(page, /^切断 node02 的网络/).click();
    await button(page, /^node02.*已断网/).waitFor();
    await button(page, /^发生过什么/).click();
    await page.getByText('network-cut node02 · 切断 node02 的网络').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${width} px wide`);
    await button(page, '恢复 node02 的网络').click();
    await button(page, /^node02 ?Ready/).waitFor();
  });
});

test('a machine joins, goes away, and its Node object is deleted', async () => {
  await visit({}, async (page) => {
    await open(page, silent);
    await ready(page);
    await button(page, '+ Add a machine').click();
    await button(page, /^node03.*Ready/).click({ timeout: 30_000 });
    await button(page, 'More faults').click();
    await button(page, 'Take node03 away').click();
    await button(page, /^node03.*machine gone/).waitFor();
    await button(page, 'Delete the Node object').click();
    await button(page, /^node03/).waitFor({ state: 'detached' });
  });
});

test('a load is counted second by second, also when a machine dies', async () => {
  await visit({}, async (page) => {
    await open(page, parts);
    await ready(page);
    await command(page, 'kubectl apply -f nginx-deployment.yaml -f nginx-service.yaml', 'service/nginx-service created');
    await button(page, /^Pod nginx.*Running/).first().waitFor({ timeout: 20_000 });
    await button(page, 'Load').click();
    await page.getByLabel('Requests per second').fill('20');
    await button(page, 'Start').click();
    await page.getByRole('img', { name: /^load-1: answered [1-9]/ }).waitFor({ timeout: 10_000 });
    await button(page, /^node02/).click();
    await button(page, 'Break node02').click();
    await page.getByRole('img', { name: /timed out [1-9]/ }).waitFor({ timeout: 20_000 });
    await page.getByText('Second by second').click();
    assert.ok(await page.getByRole('table').getByRole('row').count() > 2);
    await button(page, 'Stop load-1').click();
    await page.getByRole('region', { name: 'Load on the cluster' }).getByText('stopped', { exact: true }).waitFor();
    await page.getByLabel('Address').fill('ftp://nowhere');
    await button(page, 'Start').click();
    await page.getByRole('alert').getByText(/a load asks an address like/).waitFor();
  });
});

test('the old model tells a stopped kubelet from a cut cable, today\'s does not', async () => {
  await visit({}, async (page) => {
    await open(page, silent);
    await ready(page);
    await button(page, /^node02/).click();
    await button(page, 'More faults').click();
    await button(page, 'Stop the kubelet of node02').click();
    const models = page.getByRole('figure', { name: 'Two models of a node' });
    await models.getByRole('row', { name: /NodeReady no/ }).waitFor();
    await models.getByRole('row', { name: /NodeReachable yes/ }).waitFor();
    await button(page, 'Cut the network of node02').click();
    await models.getByRole('row', { name: /NodeReady cannot be asked/ }).waitFor();
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('16');
    await models.getByRole('row', { name: /Ready Unknown \(NodeStatusUnknown\)/ }).waitFor({ timeout: 20_000 });
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in open panels in ${colorScheme} mode`, async () => {
    await visit({ colorScheme }, async (page) => {
      await open(page, parts);
      await ready(page);
      await command(page, 'kubectl apply -f nginx-deployment.yaml -f nginx-service.yaml', 'service/nginx-service created');
      await button(page, 'Load').click();
      await button(page, 'Start').click();
      await button(page, /^Pod nginx.*Running/).first().click({ timeout: 20_000 });
      await button(page, 'Why there?').click();
      await page.getByRole('table', { name: 'What each plugin said of each node' }).waitFor();
      await page.getByText('Second by second').click();
      assert.deepEqual(await axeFindings(page), []);
      await button(page, /^kube-scheduler/).click();
      await button(page, 'Stop kube-scheduler').click();
      await button(page, 'kube-scheduler stopped').waitFor({ timeout: 10_000 });
      assert.deepEqual(await axeFindings(page), []);
      await button(page, /^node02/).click();
      await button(page, 'More faults').click();
      await button(page, 'Cut the network of node02').click();
      await button(page, /^node02.*network cut/).waitFor();
      assert.deepEqual(await axeFindings(page), []);
    });
  });
}
