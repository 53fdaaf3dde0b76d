/** In upstream's order: the first that rejects a node speaks for it. @k8s pkg/scheduler/apis/config/v1/default_plugins.go */
import type { Filter, PreFilter } from '../plugin.ts';
import { nodeAffinity } from './nodeAffinity.ts';
import { nodeName } from './nodeName.ts';
import { nodePorts } from './nodePorts.ts';
import { nodeResourcesFit } from './nodeResourcesFit.ts';
import { nodeUnschedulable } from './nodeUnschedulable.ts';
import { taintToleration } from './taintToleration.ts';
import { volumeBinding, volumeRestrictions } from './volumeBinding.ts';

export const FILTERS: readonly Filter[] = [nodeUnschedulable, nodeName, taintToleration, nodeAffinity, nodePorts, nodeResourcesFit, volumeRestrictions, volumeBinding];
export const PRE_FILTERS: readonly PreFilter[] = [nodeAffinity, volumeBinding];
