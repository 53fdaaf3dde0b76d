import { readFileSync } from 'node:fs';
import { packed, structureIn } from '../../../.ci/gen/structure.ts';
import { kindsIn, unpacked, type Entry } from './packed.ts';

const ROWS: readonly (readonly [name: string, text: string, entry: Entry])[] = [
  ['core.v1.A', 'name', { f: { name: 'string' } }],
  ['core.v1.A', 'type!|=|enum=B,C\nitems!:[]@B|map=name', { f: { type: 'string|=|enum=B,C', items: '[]@core.v1.B|map=name' }, r: ['type', 'items'] }],
  ['core.v1.A', 'metadata:@meta.v1.ObjectMeta|={}', { f: { metadata: '@meta.v1.ObjectMeta|={}' } }],
  ['core.v1.A', 'b\na\n r=a,b\n g=/v1/A\n atomic\n u=[{"discriminator":"a"}]', { f: { b: 'string', a: 'string' }, r: ['a', 'b'], g: ['/v1/A'], atomic: true, u: [{ discriminator: 'a' }] }],
  ['apiextensions.v1.JSON', ' x', { x: true }],
];
test.each(ROWS)('%s: %j', (name, text, entry) => { expect(unpacked(name, text)).toEqual(entry); });

test('the table is written as it is read', () => {
  const file = readFileSync('engine/api/schema/structure.json', 'utf8');
  const lines = Object.entries(structureIn(file)).map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(packed(name, entry))}`);
  expect(`{\n${lines.join(',\n')}\n}\n`).toBe(file);
});

test('the kinds of a definition', () => {
  expect(kindsIn('name\n g=/v1/A,apps/v1/A\n atomic')).toEqual(['/v1/A', 'apps/v1/A']);
  expect(kindsIn('name')).toEqual([]);
});
