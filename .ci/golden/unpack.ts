/** The packed recordings as the folders that `peapod replay` and the judge read. */
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

type Packed = { readonly slug: string; readonly files: { readonly [name: string]: string } };

export function unpackRecordings(area: string, into: string): void {
  const packed = `.ci/golden/${area}.jsonl.gz`;
  const stamp = join(into, `.${area}`);
  if (existsSync(stamp) && statSync(stamp).mtimeMs > statSync(packed).mtimeMs) return;
  rmSync(join(into, area), { recursive: true, force: true });
  for (const line of gunzipSync(readFileSync(packed)).toString('utf8').split('\n').filter(Boolean)) {
    const { slug, files } = JSON.parse(line) as Packed;
    const folder = join(into, area, slug);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }
  writeFileSync(stamp, '');
}
