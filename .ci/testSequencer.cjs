/** Files that take minutes begin first, however small they are: begun last, one core would wait for the other. */
const Sequencer = require('@jest/test-sequencer').default;

const HEAVY = ['exercises/exercises.test.ts', '.ci/golden/golden.test.ts', '.ci/swarm/swarm.test.ts', 'engine/cluster/determinism.test.ts', 'engine/cli/cluster.refused.test.ts', 'engine/learner/learner.test.ts', 'engine/serve/wholeCluster.kubectl.test.ts', 'engine/cli/cluster.everyKind.test.ts'];
const rank = ({ path }) => { const at = HEAVY.findIndex((name) => path.endsWith(name)); return at < 0 ? HEAVY.length : at; };

module.exports = class HeavyFirst extends Sequencer {
  sort(tests) { return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b)); }
};
