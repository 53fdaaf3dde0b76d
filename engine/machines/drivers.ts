/** One driver for each machine: its table and its rules, without XState. */
import { createDriver } from './step.ts';
import * as containerRules from './container/rules.ts';
import { table as containerTable } from './container/table.data.ts';
import * as evictionRules from './eviction/rules.ts';
import { table as evictionTable } from './eviction/table.data.ts';
import * as imagePullRules from './imagePull/rules.ts';
import { table as imagePullTable } from './imagePull/table.data.ts';
import * as nodeRules from './node/rules.ts';
import { table as nodeTable } from './node/table.data.ts';
import * as nodeConditionRules from './nodeCondition/rules.ts';
import { table as nodeConditionTable } from './nodeCondition/table.data.ts';
import * as podRules from './pod/rules.ts';
import { table as podTable } from './pod/table.data.ts';
import * as probeRules from './probe/rules.ts';
import { table as probeTable } from './probe/table.data.ts';
import * as volumeMountRules from './volumeMount/rules.ts';
import { table as volumeMountTable } from './volumeMount/table.data.ts';

export const container = createDriver<containerRules.ContainerContext, containerRules.ContainerEvent, containerRules.ContainerEffect>(containerTable, containerRules);
export const eviction = createDriver<evictionRules.EvictionContext, evictionRules.EvictionEvent, evictionRules.EvictionEffect>(evictionTable, evictionRules);
export const imagePull = createDriver<imagePullRules.ImagePullContext, imagePullRules.ImagePullEvent, imagePullRules.ImagePullEffect>(imagePullTable, imagePullRules);
export const node = createDriver<nodeRules.NodeContext, nodeRules.NodeEvent, nodeRules.NodeEffect>(nodeTable, nodeRules);
export const nodeCondition = createDriver<nodeConditionRules.NodeConditionContext, nodeConditionRules.NodeConditionEvent, nodeConditionRules.NodeConditionEffect>(nodeConditionTable, nodeConditionRules);
export const pod = createDriver<podRules.PodContext, podRules.PodEvent, podRules.PodEffect>(podTable, podRules);
export const probe = createDriver<probeRules.ProbeContext, probeRules.ProbeEvent, probeRules.ProbeEffect>(probeTable, probeRules);
export const volumeMount = createDriver<volumeMountRules.VolumeMountContext, volumeMountRules.VolumeMountEvent, volumeMountRules.VolumeMountEffect>(volumeMountTable, volumeMountRules);
