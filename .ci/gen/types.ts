/** `structure.json` → `engine/api/schema/types.ts`: one readonly type alias per definition that the roots reach. */
import type { Structure } from './structure.ts';

/** What is written by hand-coded engine parts beside the kinds themselves; everything that is referred to comes along. */
const MORE_ROOTS = ['meta.v1.DeleteOptions', 'meta.v1.LabelSelector', 'meta.v1.Condition'] as const;
const rootsOf = (structure: Structure): string[] =>
  [...Object.keys(structure).filter((name) => structure[name]?.g !== undefined && !name.endsWith('List')), ...LISTS, ...MORE_ROOTS];
const LISTS = ['meta.v1.APIResourceList', 'meta.v1.APIGroupList'];

const SCALAR: Record<string, string> = {
  string: 'string', boolean: 'boolean', int32: 'number', int64: 'number', number: 'number', time: 'string',
  microTime: 'string', byte: 'string', quantity: 'string | number', intOrString: 'string | number', any: 'Json',
};
const bare = (type: string): string => type.replace(/\|.*$/, '');

/** Where two groups or versions use one name, the less used one gets a name of its own. */
const RENAMED: { readonly [pattern: string]: string } = {
  'apiextensions.v1.ServiceReference': 'ApiextensionsServiceReference',
  'apiextensions.v1.WebhookClientConfig': 'ApiextensionsWebhookClientConfig',
  'apiregistration.v1.ServiceReference': 'ApiregistrationServiceReference',
  'autoscaling.v1.CrossVersionObjectReference': 'CrossVersionObjectReferenceV1',
  'autoscaling.v1.HorizontalPodAutoscaler': 'HorizontalPodAutoscalerV1',
  'autoscaling.v1.HorizontalPodAutoscalerSpec': 'HorizontalPodAutoscalerSpecV1',
  'autoscaling.v1.HorizontalPodAutoscalerStatus': 'HorizontalPodAutoscalerStatusV1',
  'core.v1.EndpointPort': 'CoreEndpointPort',
  'core.v1.ResourceClaim': 'CoreResourceClaim',
  'events.v1.Event': 'EventsEvent',
  'events.v1.EventSeries': 'EventsEventSeries',
  'flowcontrol.v1.Subject': 'FlowcontrolSubject',
  'storage.v1.TokenRequest': 'StorageTokenRequest',
};
/** `core.v1.PodSpec` → `PodSpec`. */
const aliasOf = (name: string): string => RENAMED[name] ?? name.split('.').at(-1) ?? name;

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
  const queue = rootsOf(structure);
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
    const fields = Object.entries(definition?.f ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
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
