/** `structure.json` → `engine/api/schema/types.ts`: one readonly type alias per definition that the roots reach. */
import type { Structure } from './structure.ts';

/** The kinds whose types are written by hand-coded engine parts; everything they refer to comes along. */
export const ROOTS = [
  'core.v1.Namespace', 'core.v1.Node', 'core.v1.Pod', 'core.v1.Service', 'core.v1.ConfigMap', 'core.v1.Secret',
  'core.v1.ServiceAccount', 'core.v1.Event', 'core.v1.Binding', 'core.v1.Endpoints', 'core.v1.ReplicationController',
  'apps.v1.Deployment', 'apps.v1.ReplicaSet', 'apps.v1.ControllerRevision', 'discovery.v1.EndpointSlice',
  'coordination.v1.Lease', 'policy.v1.Eviction', 'autoscaling.v1.Scale', 'authentication.v1.TokenRequest',
  'meta.v1.Status', 'meta.v1.DeleteOptions', 'meta.v1.APIResourceList', 'meta.v1.APIGroupList', 'meta.v1.LabelSelector',
] as const;

const SCALAR: Record<string, string> = {
  string: 'string', boolean: 'boolean', int32: 'number', int64: 'number', number: 'number', time: 'string',
  microTime: 'string', byte: 'string', quantity: 'string | number', intOrString: 'string | number', any: 'Json',
};
const bare = (type: string): string => type.replace(/\|.*$/, '');

/** `core.v1.PodSpec` → `PodSpec`; a second definition of the same kind keeps its group: `EventsEvent`. */
function aliasOf(name: string): string {
  const [group = '', , kind = ''] = name.split('.');
  if (name === 'events.v1.Event') return 'EventsEvent';
  if (name === 'core.v1.EndpointPort') return 'CoreEndpointPort';
  return kind || group;
}

function typeScript(type: string): string {
  const t = bare(type);
  if (t.startsWith('[]')) return `readonly ${wrap(typeScript(t.slice(2)))}[]`;
  if (t.startsWith('{}')) return `{ readonly [key: string]: ${typeScript(t.slice(2))} }`;
  if (t.startsWith('@')) return aliasOf(t.slice(1));
  return SCALAR[t] ?? 'Json';
}
const wrap = (text: string): string => (/[ |]/.test(text) ? `(${text})` : text);
const refs = (type: string): string[] => {
  const t = bare(type).replace(/^(\[\]|\{\})+/, '');
  return t.startsWith('@') ? [t.slice(1)] : [];
};

export function typesOf(structure: Structure): string {
  const reached = new Set<string>();
  const queue: string[] = [...ROOTS];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const type of Object.values(structure[name]?.f ?? {})) queue.push(...refs(type));
  }
  const lines = ['// Made by `npm run gen`. Shapes of the API objects of Kubernetes v1.36, from the cluster\'s own OpenAPI.',
    "import type { Json } from '../../base/index.ts';", ''];
  for (const name of [...reached].sort()) {
    const definition = structure[name];
    const required = new Set(definition?.r ?? []);
    const fields = Object.entries(definition?.f ?? {});
    if (fields.length === 0) { lines.push(`export type ${aliasOf(name)} = { readonly [key: string]: Json };`, ''); continue; }
    lines.push(`export type ${aliasOf(name)} = {`);
    for (const [field, type] of fields) {
      const key = /^[A-Za-z_$][\w$]*$/.test(field) ? field : `'${field}'`;
      lines.push(`  readonly ${key}${required.has(field) ? '' : '?'}: ${typeScript(type)};`);
    }
    lines.push('};', '');
  }
  return lines.join('\n');
}
