/** Brings the parts that a browser loads after the first view: see engine/base/onDemand.ts. */
import * as yaml from './base/yaml/code.ts';
import { yamlPart } from './base/yaml/onDemand.browser.ts';
import * as cel from './cel/code.ts';
import { celPart } from './cel/onDemand.browser.ts';
import * as cluster from './cluster/code.ts';
import { clusterPart } from './cluster/onDemand.browser.ts';
import * as kubectl from './kubectl/code.ts';
import { kubectlPart } from './kubectl/onDemand.browser.ts';
import * as runtime from './runtime/code.ts';
import { runtimePart } from './runtime/onDemand.browser.ts';
import * as script from './script/code.ts';
import { scriptPart } from './script/onDemand.browser.ts';
import * as shell from './shell/code.ts';
import { shellPart } from './shell/onDemand.browser.ts';

export function provideParts(): void {
  yamlPart.provide(yaml);
  celPart.provide(cel);
  clusterPart.provide(cluster);
  kubectlPart.provide(kubectl);
  runtimePart.provide(runtime);
  scriptPart.provide(script);
  shellPart.provide(shell);
}
