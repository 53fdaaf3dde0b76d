import type { Entry } from '@site/src/worker/protocol.ts';
import { entriesOf } from './runs.ts';

let id = 0;
const line = (text: string, run?: string): Entry => ({ id: id++, kind: 'line', prompt: '$ ', text, ...(run === undefined ? {} : { run }) });
const output = (text: string, run?: string): Entry => ({ id: id++, kind: 'output', text, ...(run === undefined ? {} : { run }) });
const scroll = [line('a'), output('old a'), line('b'), output('b'), line('a'), output('1'), line('b'), output('2'), line('c')];

test.each<[string, readonly Entry[], string | undefined, readonly string[], readonly string[]]>([
  ['its own run', [...scroll, line('a', 'r'), output('mine', 'r')], 'r', ['a'], ['a', 'mine']],
  ['the last time it was typed', scroll, undefined, ['a', 'b'], ['a', '1', 'b', '2']],
  ['only in this order', scroll, undefined, ['b', 'c', 'a'], []],
  ['not what another block ran', [line('a', 'other'), output('1', 'other')], undefined, ['a'], []],
  ['a run that was undone', scroll, 'gone', ['x'], []],
  ['no commands', scroll, undefined, [], []],
])('%s', (_, entries, run, commands, texts) => { expect(entriesOf(entries, run, commands).map(({ text }) => text)).toEqual(texts); });
