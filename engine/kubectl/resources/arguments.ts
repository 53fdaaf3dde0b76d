/** What `TYPE NAME…`, `TYPE/NAME …` and `TYPE,TYPE` mean. @k8s cli-runtime/pkg/resource/builder.go */
import type { Discovery, Resource } from '../discovery.ts';
import { fail } from '../problems.ts';

export type Tuple = { readonly resource: Resource; readonly name: string };
export type Arguments =
  | { readonly type: 'tuples'; readonly tuples: readonly Tuple[] }
  | { readonly type: 'types'; readonly resources: readonly Resource[]; readonly names: readonly string[] };

export const MISSING_RESOURCE = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

export function parseArguments(discovery: Discovery, given: readonly string[]): Arguments {
  const args = combined(given);
  refuseMixed(args);
  if (args.some((arg) => arg.includes('/'))) return { type: 'tuples', tuples: args.map((arg) => parseTuple(discovery, arg)) };
  const [types = '', ...names] = args;
  return { type: 'types', resources: types === '' ? [] : resourcesOf(discovery, types), names };
}

/** Either `TYPE NAME…` or `TYPE/NAME…`. */
export function refuseMixed(args: readonly string[]): void {
  const slashes = args.filter((arg) => arg.includes('/')).length;
  if (slashes > 0 && slashes < args.length) {
    fail("there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'");
  }
}

/** `cm,svc a b` is `cm/a cm/b svc/a svc/b`. @k8s cli-runtime/pkg/resource/builder.go normalizeMultipleResourcesArgs */
function combined(args: readonly string[]): readonly string[] {
  const [types = '', ...names] = args;
  const several = types.split(',').filter((word) => word !== '');
  if (names.length === 0 || several.length < 2 || names.some((name) => name.includes('/'))) return args;
  return several.flatMap((type) => names.map((name) => `${type}/${name}`));
}

function parseTuple(discovery: Discovery, word: string): Tuple {
  const parts = word.split('/');
  if (parts.length !== 2) fail('arguments in resource/name form may not have more than one slash');
  const [type = '', name = ''] = parts;
  if (type === '' || name === '' || type.includes(',')) fail('arguments in resource/name form must have a single resource and name');
  return { resource: discovery.resource(type), name };
}

/** `pods,svc`, `all`; each resource once. */
export function resourcesOf(discovery: Discovery, types: string): readonly Resource[] {
  const found = types.split(',').filter((word) => word !== '').flatMap((word) => discovery.category(word) ?? [discovery.resource(word)]);
  return [...new Set(found)];
}
