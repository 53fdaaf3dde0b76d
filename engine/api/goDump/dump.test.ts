/** @k8s golden kubectl/replace-and-force, pods/pod-ephemeral-debug, pods/pod-resize-cpu-in-place */
import { KINDS } from '../kinds/index.ts';
import type { Pod, PodSpec } from '../schema/types.ts';
import { definitionBelow, definitionOf, type Definition } from '../schema/structure.ts';
import { ephemeralDifference, fieldsOf, podSpecDifference } from './dump.ts';

const defaulted = (spec: PodSpec): PodSpec => (KINDS.Pod.defaults({ metadata: { name: 'p' }, spec }) as Pod).spec ?? spec;

test('a changed request, at its line of the dump', () => {
  const spec = (cpu: string): PodSpec => defaulted({ containers: [{ name: 'main', image: 'nginx', resources: { requests: { cpu, memory: '64Mi' }, limits: { cpu: '1', memory: '64Mi' } } }] });
  expect(podSpecDifference(spec('150m'), spec('100m'))).toBe([
    '@@ -17,7 +17,7 @@', '      "memory": "64Mi"', '     },', '     "Requests": {', '-     "cpu": "100m",', '+     "cpu": "150m",', '      "memory": "64Mi"', '     },', '     "Claims": null', '',
  ].join('\n'));
});

test('the names of the host are in the security context', () => {
  const base: PodSpec = defaulted({ containers: [{ name: 'a', image: 'x' }] });
  expect(podSpecDifference({ ...base, hostNetwork: true }, base)).toContain(' "SecurityContext": {\n-  "HostNetwork": false,\n+  "HostNetwork": true,\n   "HostPID": false,\n');
});

test('a container of its own', () => {
  const container = { name: 'debugger', image: 'busybox:1.36', command: ['sleep', '15'], securityContext: { capabilities: { add: ['SYS_PTRACE'] } } };
  expect(ephemeralDifference({ ...container, securityContext: { capabilities: { add: ['SYS_PTRACE', 'SYS_PTRACE'] } } }, container)).toMatch(/^@@ -30,6 \+30,7 @@\n/);
});

test('the layout has all fields of the API', () => {
  const elsewhere = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers', 'serviceAccount']);
  const problems: string[] = [];
  const seen = new Set<string>();
  const compare = (type: string, definition: Definition): void => {
    if (seen.has(`${type} ${definition.name}`)) return;
    seen.add(`${type} ${definition.name}`);
    const fields = fieldsOf(type);
    const names = fields.map(({ json }) => json);
    for (const name of Object.keys(definition.fields)) if (!names.includes(name) && !(type === 'PodSpec' && elsewhere.has(name))) problems.push(`${type} lacks ${name}`);
    for (const { json, type: inner } of fields) {
      const field = definition.fields[json];
      if (field === undefined) { if (!elsewhere.has(json)) problems.push(`${type}.${json} is unknown`); continue; }
      const below = definitionBelow(field);
      if (inner !== undefined && below !== undefined) compare(inner, below);
    }
  };
  compare('PodSpec', definitionOf('core.v1.PodSpec') as Definition);
  expect(problems).toEqual([]);
});
