/** See engine/base/onDemand.ts. */
import { createPart } from '../base/index.ts';
import type { Command } from '../script/index.ts';
import type * as Code from './code.ts';

export const kubectlPart = createPart<typeof Code>('kubectl');
export const completeKubectl: typeof Code.completeKubectl = (...args) => kubectlPart().completeKubectl(...args);
export const adminConfig: typeof Code.adminConfig = (...args) => kubectlPart().adminConfig(...args);
export const configObject: typeof Code.configObject = (...args) => kubectlPart().configObject(...args);
export const kubeconfigText: typeof Code.kubeconfigText = (...args) => kubectlPart().kubeconfigText(...args);
/** The program is on every disk before anybody runs it. */
export const createKubectl: typeof Code.createKubectl = (options) => {
  let made: Command | undefined;
  return (context) => (made ??= kubectlPart().createKubectl(options))(context);
};
