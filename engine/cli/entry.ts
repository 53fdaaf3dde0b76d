/** What the program and its threads begin with. */
export { main } from './main.ts';
export { work } from './proof/worker.ts';
