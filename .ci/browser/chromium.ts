/** Chromium as found on the machine; playwright-core brings none of its own. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Where the browser is, or undefined: then the caller says loudly that it skips. */
export const findChromium = (): string | undefined => places.find((place): place is string => place !== undefined && existsSync(place));

export function launchChromium(executablePath: string): Promise<Browser> {
  // Containers have neither a user namespace nor a large /dev/shm.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'] });
}
