/** `kubectl explain`. @k8s kubectl/pkg/cmd/explain/explain.go, kubectl/pkg/explain/v2; golden kubectl/explain-fields */
import { isObject } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { groupResource, groupVersionOf } from '../discovery.ts';
import type { Resource } from '../discovery.ts';
import { field, listAt, objectAt, textAt } from '../objects.ts';
import { Failure, fail } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { explanation } from './explain/text.ts';

export const explain: Verb = {
  name: 'explain',
  usage: 'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]',
  about: 'Show the fields of a kind of objects',
  flags: [
    { name: 'api-version', type: 'string', about: 'Of this API version' },
    { name: 'output', short: 'o', type: 'string', default: 'plaintext', about: 'plaintext' },
    { name: 'recursive', type: 'bool', about: 'Show the fields of the fields too, without their descriptions' },
  ],
  *run(context) {
    const { args, flags } = context;
    const [path] = args;
    if (path === undefined) return fail('You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.');
    if (args.length > 1) fail('We accept only this format: explain RESOURCE');
    const output = flags.text('output');
    if (output !== 'plaintext' && output !== 'plaintext-openapiv2') fail(`unrecognized format: ${output}`);
    const { resource, fields } = resourceOf(context, path);
    const groupVersion = flags.text('api-version') || groupVersionOf(resource);
    const document = documentOf(context, groupVersion, resource);
    const kind = kindOf(document, groupVersion, resource.plural);
    const schema = kind === undefined ? undefined : schemaOf(document, kind);
    if (kind === undefined || schema === undefined) fail(`GVR (${groupVersion.includes('/') ? '' : '/'}${groupVersion}, Resource=${resource.plural}) not found in OpenAPI schema`);
    const told = explanation({ document, schema, fields, ...kind, recursive: flags.on('recursive') });
    context.out(told.text);
    return told.error === undefined ? 0 : fail(told.error);
  },
};

/**
 * The first word is the resource; of several that answer to it, the one whose `plural.group` begins the path, else the first. What
 * follows are fields. @k8s kubectl/pkg/explain/explain.go SplitAndParseResourceRequestWithMatchingPrefix
 */
function resourceOf({ discovery, flags }: KubectlContext, path: string): { readonly resource: Resource; readonly fields: readonly string[] } {
  const [head = '', ...rest] = path.replace(/\.$/, '').split('.');
  const first = discovery.find(head);
  if (first === undefined) throw new Failure({ type: 'plain', message: `the server doesn't have a resource type ${JSON.stringify(head)}` });
  if (rest.some((name) => /[[\]*]/.test(name))) fail('invalid jsonpath syntax, all nodes must be field nodes');
  if (flags.text('api-version') !== '') return { resource: first, fields: rest };
  const candidates = [first, ...discovery.all().filter((each) => each.plural === first.plural && each !== first)];
  const named = candidates.find((each) => path.startsWith(groupResource(each)));
  if (named === undefined) return { resource: first, fields: rest };
  return { resource: named, fields: path.slice(groupResource(named).length).split('.').filter((word) => word !== '') };
}

function documentOf(context: KubectlContext, groupVersion: string, resource: Resource): JsonObject {
  const answer = context.api.attempt('GET', `/openapi/v3/${groupVersion.includes('/') ? 'apis' : 'api'}/${groupVersion}`);
  return answer.ok ? answer.body : fail(`couldn't find resource for "${groupVersion.includes('/') ? '' : '/'}${groupVersion}, Resource=${resource.plural}"`);
}

type KindName = { readonly group: string; readonly version: string; readonly kind: string };

/** The kind that the resource's paths are about. */
function kindOf(document: JsonObject, groupVersion: string, plural: string): KindName | undefined {
  const root = groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`;
  const places = [`${root}/${plural}`, `${root}/${plural}/{name}`, `${root}/namespaces/{namespace}/${plural}`, `${root}/namespaces/{namespace}/${plural}/{name}`];
  for (const place of places) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
      const about = field(document, 'paths', place, method, 'x-kubernetes-group-version-kind');
      if (isObject(about)) return { group: textAt(about, 'group'), version: textAt(about, 'version'), kind: textAt(about, 'kind') };
    }
  }
  return undefined;
}

const schemaOf = (document: JsonObject, kind: KindName): JsonObject | undefined =>
  Object.values(objectAt(document, 'components', 'schemas')).filter(isObject).find((schema) => listAt(schema, 'x-kubernetes-group-version-kind')
    .some((each) => textAt(each, 'kind') === kind.kind && textAt(each, 'group') === kind.group && textAt(each, 'version') === kind.version));
