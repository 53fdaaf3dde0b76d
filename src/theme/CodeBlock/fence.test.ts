import { fenceProps, isLive } from './fence.ts';

test.each([
  ['live', true], ['live file=a.yaml', true], ['title="x" live', true],
  ['', false], [undefined, false], ['alive', false], ['file=live.yaml', false],
])('isLive(%j) is %j', (meta, expected) => { expect(isLive(meta)).toBe(expected); });

test.each([
  ['live file=a.yaml', { file: 'a.yaml' }],
  ['live id="first run" file=\'b c.yaml\'', { id: 'first run', file: 'b c.yaml' }],
  [undefined, {}],
])('fenceProps(%j)', (meta, expected) => { expect(fenceProps(meta)).toEqual(expected); });
