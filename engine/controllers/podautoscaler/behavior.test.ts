/** @k8s docs concepts/workloads/autoscaling/horizontal-pod-autoscale#configurable-scaling-behavior, podautoscaler/horizontal.go */
import type { HorizontalPodAutoscalerBehavior, HPAScalingPolicy } from '../../api/index.ts';
import { normalize, noteScale } from './behavior.ts';
import { createMemory } from './memory.ts';

const MIN = { min: 1, max: 100 };
/** Recommendations every 15 s; the sizes that follow. */
function follow(behavior: HorizontalPodAutoscalerBehavior | undefined, from: number, recommended: readonly number[], bounds = MIN): string[] {
  const memory = createMemory();
  memory.recommendations = [{ replicas: from, at: 0 }];
  let current = from;
  return recommended.map((desired, i) => {
    const now = i * 15_000;
    const { replicas, able, limited } = normalize(memory, behavior, { current, desired, ...bounds, now });
    if (replicas !== current) noteScale(memory, behavior, current, replicas, now);
    current = replicas;
    return `${replicas} ${able.reason} ${limited.status === 'True' ? '!' : ''}${limited.reason}`;
  });
}
const sizes = (lines: readonly string[]): number[] => lines.map((line) => Number(line.split(' ')[0]));
const repeat = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value);

test.each<[string, number, number, string]>([
  ['within', 3, 4, '4 ReadyForNewScale DesiredWithinRange'], ['not more than twice as many', 5, 30, '10 ReadyForNewScale !ScaleUpLimit'],
  ['but four at least', 1, 30, '4 ReadyForNewScale !ScaleUpLimit'], ['not above the maximum', 5, 30, '8 ReadyForNewScale !TooManyReplicas'],
])('without rules: %s', (name, from, desired, line) => {
  expect(follow(undefined, from, [desired], name.includes('maximum') ? { min: 1, max: 8 } : MIN)).toEqual([line]);
});

test('without rules nobody goes for five minutes after a higher recommendation', () => {
  const lines = follow(undefined, 6, repeat(2, 23), { min: 3, max: 10 });
  expect(sizes(lines)).toEqual([...repeat(6, 21), 3, 3]);
  expect(lines[1]).toBe('6 ScaleDownStabilized DesiredWithinRange');
  expect(lines[21]).toBe('3 ReadyForNewScale !TooFewReplicas');
});

const rules = (policies: readonly HPAScalingPolicy[], selectPolicy = 'Max', stabilizationWindowSeconds = 0) => ({ policies, selectPolicy, stabilizationWindowSeconds });
const pods = (value: number, periodSeconds = 60): HPAScalingPolicy => ({ type: 'Pods', value, periodSeconds });
const percent = (value: number, periodSeconds = 60): HPAScalingPolicy => ({ type: 'Percent', value, periodSeconds });
const FREE = rules([percent(100, 15)]);

test.each<[string, HorizontalPodAutoscalerBehavior, number, readonly number[], readonly number[]]>([
  ['four pods a minute or ten percent, whichever is more: 80 pods', { scaleUp: FREE, scaleDown: rules([pods(4), percent(10)]) }, 80, repeat(10, 10), [72, 72, 72, 72, 64, 64, 64, 64, 57, 57]],
  ['… and once there are few, the pods', { scaleUp: FREE, scaleDown: rules([pods(4), percent(10)]) }, 20, repeat(10, 6), [16, 16, 16, 16, 12, 12]],
  ['the smaller of both', { scaleUp: FREE, scaleDown: rules([pods(4), percent(10)], 'Min') }, 80, repeat(10, 5), [76, 76, 76, 76, 72]],
  ['five pods a minute at most', { scaleUp: FREE, scaleDown: rules([pods(5), percent(10)], 'Min') }, 80, [10], [75]],
  ['no way down', { scaleUp: FREE, scaleDown: rules([percent(100)], 'Disabled') }, 8, [1, 1], [8, 8]],
  ['no way up', { scaleUp: rules([percent(100)], 'Disabled'), scaleDown: FREE }, 8, [20, 20], [8, 8]],
  ['the default way up: double or four', { scaleUp: rules([pods(4, 15), percent(100, 15)]), scaleDown: FREE }, 1, repeat(50, 5), [5, 10, 20, 40, 50]],
  ['900 percent a minute', { scaleUp: rules([percent(900)]), scaleDown: FREE }, 1, repeat(100, 5), [10, 10, 10, 10, 100]],
  ['one pod a minute up', { scaleUp: rules([pods(1)]), scaleDown: FREE }, 2, repeat(9, 9), [3, 3, 3, 3, 4, 4, 4, 4, 5]],
  ['what went within the period may come back', { scaleUp: rules([pods(1)]), scaleDown: rules([percent(100)]) }, 10, [4, 10], [4, 10]],
  ['a window up takes the lowest', { scaleUp: rules([percent(100, 15)], 'Max', 30), scaleDown: FREE }, 4, [8, 6, 8, 8], [4, 4, 6, 8]],
  ['a window down takes the highest', { scaleUp: FREE, scaleDown: rules([percent(100, 15)], 'Max', 30) }, 8, [2, 4, 3, 2], [8, 8, 4, 3]],
])('%s', (_name, behavior, from, recommended, wanted) => {
  expect(sizes(follow(behavior, from, recommended))).toEqual(wanted);
});

test('what holds it is told', () => {
  const behavior = { scaleUp: rules([pods(1)]), scaleDown: rules([pods(1)]) };
  expect(follow(behavior, 3, [9])).toEqual(['4 ReadyForNewScale !ScaleUpLimit']);
  expect(follow(behavior, 3, [1])).toEqual(['2 ReadyForNewScale !ScaleDownLimit']);
  expect(follow({ scaleUp: FREE, scaleDown: FREE }, 3, [9], { min: 1, max: 5 })).toEqual(['5 ReadyForNewScale !TooManyReplicas']);
  expect(follow({ scaleUp: FREE, scaleDown: FREE }, 3, [1], { min: 2, max: 5 })).toEqual(['2 ReadyForNewScale !TooFewReplicas']);
  expect(follow({ scaleUp: rules([pods(9)], 'Max', 60), scaleDown: FREE }, 3, [9])).toEqual(['3 ScaleUpStabilized DesiredWithinRange']);
  expect(follow({ scaleUp: FREE, scaleDown: { ...FREE, stabilizationWindowSeconds: 300 } }, 3, [1])).toEqual(['3 ScaleDownStabilized DesiredWithinRange']);
});
