/**
 * @jest-environment node
 *
 * Whatever plugin the scheduler's verdict names, there is a line about it in both languages.
 */
import { DEFAULT_PROFILE } from '../../../engine/scheduler/index.ts';
import { readPlugins } from './read.ts';

test('every filter and every score of the scheduler is explained, once', () => {
  const names = readPlugins(process.cwd()).map(({ name }) => name);
  const speak = [...DEFAULT_PROFILE.filters, ...DEFAULT_PROFILE.scores.map(({ name }) => name)];
  expect(speak.filter((name) => !names.includes(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
