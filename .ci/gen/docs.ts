/** `tsx .ci/gen/docs.ts`: writes the documentation of fields anew (see `engine/serve/fieldDocs.ts`); git ignores it, the npm package carries it. */
import { writeFileSync } from 'node:fs';
import { makeFieldDocs } from '../../engine/serve/fieldDocs.ts';

const docs = makeFieldDocs();
if (docs === undefined) throw new Error('@kubernetes/client-node is not installed: run npm ci');
writeFileSync('engine/api/schema/docs.json', JSON.stringify(docs));
console.log(`wrote engine/api/schema/docs.json: ${Object.values(docs).reduce((sum, fields) => sum + Object.keys(fields).length, 0)} sentences`);
