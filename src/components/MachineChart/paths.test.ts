import { activePaths, innermost } from './paths.ts';

it.each([
  ['running', ['running'], ['running']],
  [{ running: 'started' }, ['running', 'running.started'], ['running.started']],
  [{ work: 'syncing', phase: { pending: 'new' } }, ['work', 'work.syncing', 'phase', 'phase.pending', 'phase.pending.new'], ['work.syncing', 'phase.pending.new']],
] as const)('%j is in %j', (value, all, inner) => {
  expect(activePaths(value)).toEqual(all);
  expect(innermost(all)).toEqual(inner);
});
