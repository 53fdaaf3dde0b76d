import type { Fault } from './fault.ts';

/** Requests over virtual time, counted: see `cluster/load/`. The target is the load as text: `shop http://web.default/ rate=50 from=node01`. */
export const loadStart: Fault = { name: 'load-start', target: 'load', apply: ({ loads }, target) => loads.start(target) };
/** The target is the load's name. */
export const loadStop: Fault = { name: 'load-stop', target: 'load', apply: ({ loads }, target) => loads.stop(target) };
