/** `kubectl explain`. @k8s kubectl/pkg/cmd/explain/explain.go, kubectl/pkg/explain/v2; golden kubectl/explain-fields */
import { isObject } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { groupVersionOf } from '../discovery.ts';
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
    const schema = schemaOf(document, groupVersion, resource.kind);
    if (schema === undefined) fail(`GVR (${groupVersion}, Resource=${resource.plural}) not found in OpenAPI schema`);
    const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
    const told = explanation({ document, schema, fields, group: group ?? '', version: version ?? '', kind: resource.kind, recursive: flags.on('recursive') });
    context.out(told.text);
    return told.error === undefined ? 0 : fail(told.error);
  },
};

/** `deploy.spec.replicas`, `pods.v1`, `deployments.v1.apps`: as much as the server knows is the resource. */
function resourceOf(context: KubectlContext, path: string): { readonly resource: Resource; readonly fields: readonly string[] } {
  const words = path.replace(/\.$/, '').split('.');
  const [head = '', ...fields] = words;
  const resource = context.discovery.find(head);
  if (resource === undefined) throw new Failure({ type: 'plain', message: `the server doesn't have a resource type ${JSON.stringify(head)}` });
  const wanted = context.flags.text('api-version');
  const same = context.discovery.all().find((each) => each.plural === resource.plural && groupVersionOf(each) === wanted);
  return { resource: same ?? resource, fields };
}

function documentOf(context: KubectlContext, groupVersion: string, resource: Resource): JsonObject {
  const answer = context.api.attempt('GET', `/openapi/v3/${groupVersion.includes('/') ? 'apis' : 'api'}/${groupVersion}`);
  return answer.ok ? answer.body : fail(`couldn't find resource for "${groupVersion.includes('/') ? '' : '/'}${groupVersion}, Resource=${resource.plural}"`);
}

function schemaOf(document: JsonObject, groupVersion: string, kind: string): JsonObject | undefined {
  return Object.values(objectAt(document, 'components', 'schemas')).filter(isObject).find((schema) =>
    listAt(schema, 'x-kubernetes-group-version-kind').some((each) => {
      const group = textAt(each, 'group');
      return textAt(each, 'kind') === kind && (group === '' ? textAt(each, 'version') : `${group}/${textAt(each, 'version')}`) === groupVersion && field(schema, 'properties') !== undefined;
    }));
}
