export { startLoops } from './loops/controllers.ts';
export { withExpressions } from './policy/expressions.ts';
export { watchPolicies } from './policy/source.ts';
export { serveCustomResources } from './custom/served.ts';
