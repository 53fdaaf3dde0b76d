import type { SessionFile } from '@site/src/worker/protocol.ts';

/** Hands a text to the reader as a file. */
export function saveText(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/** The session as a file: to hand in, to report, to open elsewhere. */
export const saveFile = (file: SessionFile, name = 'session'): void => saveText(`${JSON.stringify(file, null, 2)}\n`, `${name}.json`);
