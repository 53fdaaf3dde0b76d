/** A measurement for the second time: with the compiled code that the first one left, as browsers keep it for pages that come again. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Script } from 'node:vm';

const [, , , source = '', kept = ''] = process.argv;
const there = existsSync(kept);
const script = new Script(readFileSync(source, 'utf8'), { filename: source, ...(there ? { cachedData: readFileSync(kept) } : {}) });
if (!there) process.on('exit', () => writeFileSync(kept, script.createCachedData()));
script.runInThisContext();
