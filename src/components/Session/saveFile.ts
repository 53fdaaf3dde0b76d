import type { SessionFile } from '@site/src/worker/protocol.ts';

/** Hands the session to the reader as a file: to hand in, to report, to open elsewhere. */
export function saveFile(file: SessionFile, name = 'session'): void {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: `${name}.json` });
  link.click();
  URL.revokeObjectURL(url);
}
