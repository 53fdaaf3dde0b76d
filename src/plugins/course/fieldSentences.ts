/** Upstream's sentences about fields, made anew with every build (a fifth of a second): the file that `serve` reads is never stale either. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFieldDocs, type FieldDocs } from '../../../engine/serve/fieldDocs.ts';

export function fieldSentences(siteDir: string): FieldDocs {
  const docs = makeFieldDocs() ?? {};
  const file = join(siteDir, 'engine/api/schema/docs.json');
  const text = JSON.stringify(docs);
  // Written only when it differs: `npm start` builds again when a file has changed.
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  return docs;
}
