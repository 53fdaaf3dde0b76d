/** Fifty random clusters; `npm run swarm -- --seeds 1000` runs more. */
import { runSwarm } from './run.ts';

const SEEDS = Array.from({ length: 50 }, (_, i) => `swarm-${i}`);

it.each(SEEDS)('%s comes to what its specs ask, and to rest', (seed) => {
  const { breaches, file } = runSwarm(seed);
  const replays = `npm run swarm -- --seed ${seed}; its inputs:\n${file.inputs.map((input) => JSON.stringify(input)).join('\n')}`;
  expect({ breaches: breaches.slice(0, 20), replays: breaches.length === 0 ? '' : replays }).toEqual({ breaches: [], replays: '' });
});
