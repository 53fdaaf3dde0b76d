/** @jest-environment node */
import { blockKey } from './noteRun.ts';

test('a block without an id is the same in both languages, whatever its comments say', () => {
  expect(blockKey('nodes', ['kubectl get nodes'])).toBe('nodes');
  expect(blockKey(undefined, ['# look', 'kubectl get nodes'])).toBe(blockKey(undefined, ['  # 看一看', 'kubectl get nodes']));
  expect(blockKey(undefined, ['kubectl get nodes'])).not.toBe(blockKey(undefined, ['kubectl get pods']));
});
