/** See engine/base/onDemand.ts. */
import { createPart } from '../base/index.ts';
import type { Command } from '../script/index.ts';
import type * as Code from './code.ts';

export const shellPart = createPart<typeof Code>('shell');
export const createMinikube: typeof Code.createMinikube = (port) => {
  let made: Command | undefined;
  return (context) => (made ??= shellPart().createMinikube(port))(context);
};
