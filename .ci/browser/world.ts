/** What every browser test stands on: the built site, served as `npm start` serves it, and one Chromium. Imported only where one was found. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { serveStatic } from '../site/staticServer.ts';
import { findChromium, launchChromium } from './chromium.ts';

export const folder = process.env['PEAPOD_SITE'] ?? 'build';
const server = await serveStatic(folder, 0);
export const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
export const browser = await launchChromium(findChromium() ?? '');

export async function endWorld(): Promise<void> {
  await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
}

/** A context that does not close (its page hangs) would hide why. */
const closeMs = 10_000;
async function close(context: BrowserContext): Promise<void> {
  const closing = context.close();
  await Promise.race([closing, new Promise((resolve) => { setTimeout(resolve, closeMs).unref(); })]);
  closing.catch(() => undefined);
}

/** A fresh profile. The test fails if the page complained in the console, or asked anyone but us for anything. */
export async function visit(options: BrowserContextOptions, run: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${new URL(page.url()).pathname}: ${message.text()}`); });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => { if (!request.url().startsWith(site) && !/^(data|blob):/.test(request.url())) complaints.push(`request outside the site: ${request.url()}`); });
    await run(page, context);
    assert.deepEqual(complaints, []);
  } finally { await close(context); }
}

export const open = (page: Page, path: string): ReturnType<Page['goto']> => page.goto(site + path, { waitUntil: 'load' });
export const field = (page: Page): Locator => page.getByRole('textbox', { name: /^(Command line|命令行)/ });
export const log = (page: Page): Locator => page.getByRole('log');
/** The terminal takes commands. */
export const ready = (page: Page): Promise<void> => page.locator('textarea:not([disabled])[autocorrect]').waitFor({ timeout: 15_000 });
/** Scrolls there. What was drawn beforehand may give its place to what lives, just then: the second try finds that. */
export const bringIntoView = (place: Locator): Promise<void> => place.scrollIntoViewIfNeeded().catch(() => place.scrollIntoViewIfNeeded());
/** Types a line into the terminal, and waits until something is printed. */
export async function command(page: Page, line: string, prints: string | RegExp): Promise<void> {
  await field(page).fill(line);
  await field(page).press('Enter');
  await log(page).getByText(prints).last().waitFor({ timeout: 15_000 });
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** What the page as it stands keeps from people who see, hear or move otherwise. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[] }> } };
    return (await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${String(node.target)} ${node.failureSummary}`).join(' ; ')}`);
}
/** React has taken the page over: buttons work. */
export const hydrated = (page: Page): Promise<void> => page.locator('html[data-has-hydrated=true]').waitFor({ state: 'attached' });
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** Nothing is cut off, or wider than a phone; and a thumb hits what it aims at. */
export async function assertFitsPhone(page: Page, name: string): Promise<void> {
  const { width, widest } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth,
    widest: [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > 391).map((one) => one.outerHTML.slice(0, 120)).slice(-3),
  }));
  assert.ok(width <= 390, `${name} is ${width} px wide: ${widest.join(' … ')}`);
  const small = await page.locator('main :is(button, label:has(input), select, input[type=text]):visible').evaluateAll((all) => all.map((one) => ({ name: one.textContent, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24)).map(({ name: words }) => words));
  assert.deepEqual(small, [], `targets on ${name}`);
}
export const isEngine = (url: string): boolean => /\/assets\/js\/engine\.[^/]*\.js/.test(url);
