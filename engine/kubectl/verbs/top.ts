/** `kubectl top`: what a metrics server says. @k8s kubectl/pkg/cmd/top */
import type { Verb } from '../verb.ts';
import { topNode } from './top/node.ts';
import { topPod } from './top/pod.ts';

export const top: Verb = { name: 'top', usage: 'top [flags]', about: 'Show what nodes and pods use of CPU and memory', flags: [], helpToStderr: true, subcommands: [topNode, topPod] };
