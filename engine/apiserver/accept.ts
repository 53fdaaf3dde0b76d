/**
 * What the Accept header asks for. Two places look at it in upstream: the router, which compares plain types, and the negotiation,
 * which knows of tables. @k8s emicklei/go-restful curly.go, apiserver/pkg/endpoints/handlers/negotiation/negotiate.go
 */
import { badRequest, canonicalJson, failure, notAcceptable } from '../api/index.ts';
import { dumpYaml, type Json } from '../base/index.ts';
import { fail, type Failure, type ResourceRequest } from './context.ts';
import { flag } from './query.ts';
import type { ApiResponse } from './request.ts';

export type Form =
  | { readonly as: 'object' }
  | { readonly as: 'table'; readonly include: 'None' | 'Metadata' | 'Object'; readonly version: string }
  | { readonly as: 'metadata'; readonly list: boolean; readonly version: string };

const OBJECT: Form = { as: 'object' };
const [JSON_TYPE, YAML_TYPE, PROTOBUF] = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const PRODUCED = [JSON_TYPE, YAML_TYPE, PROTOBUF];
const STREAMED = [...PRODUCED, `${JSON_TYPE};stream=watch`, `${PROTOBUF};stream=watch`];

type Clause = { readonly type: string; readonly parameters: ReadonlyMap<string, string>; readonly quality: number };

/** The clauses of the header, those that are liked best first. */
function clausesOf(accept: string): readonly Clause[] {
  const clauses = accept.split(',').map((entry): Clause => {
    const [type = '', ...rest] = entry.split(';').map((part) => part.trim());
    const parameters = new Map(rest.map((part) => { const at = part.indexOf('='); return [part.slice(0, at), part.slice(at + 1)] as const; }));
    return { type, parameters, quality: Number(parameters.get('q') ?? 1) };
  });
  return clauses.some(({ quality }) => quality !== 1) ? [...clauses].sort((a, b) => b.quality - a.quality) : clauses;
}

/** What we write: JSON and YAML. Protobuf is never chosen; clients that like it best name JSON, too. */
function writable(type: string): boolean {
  return type === JSON_TYPE || type === YAML_TYPE || type === '*/*' || type === 'application/*';
}

export function formOf(request: ResourceRequest): Form | Failure {
  const accept = request.headers['accept'];
  if (accept === undefined || accept === '' || accept === JSON_TYPE || accept === '*/*') return OBJECT;
  const clauses = clausesOf(accept);
  const many = request.name === undefined && request.method === 'GET';
  const produced = many ? STREAMED : PRODUCED;
  if (request.asked.custom === undefined && !clauses.some(({ type }) => type === '*/*' || produced.includes(type))) {
    return fail(failure(406, 'NotAcceptable', `406: Not Acceptable\n\nAvailable representations: ${produced.join(', ')}`, {}));
  }
  for (const clause of clauses) {
    const form = writable(clause.type) ? clauseForm(request, clause) : undefined;
    if (form !== undefined) return form;
  }
  const watch = flag(request.query, 'watch') ? ';stream=watch' : '';
  return fail(notAcceptable(`only the following media types are accepted: ${PRODUCED.map((type) => type + (type === YAML_TYPE ? '' : watch)).join(', ')}`));
}

/** Undefined: the clause asks for what there is not. */
function clauseForm(request: ResourceRequest, { parameters }: Clause): Form | Failure | undefined {
  const [as, group = '', version = ''] = [parameters.get('as'), parameters.get('g'), parameters.get('v')];
  if (as === undefined && !parameters.has('g') && !parameters.has('v')) return OBJECT;
  if (group !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) return undefined;
  if (as === 'Table') {
    const include = includeOf(request);
    return typeof include === 'string' ? { as: 'table', include, version } : include;
  }
  return as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList' ? { as: 'metadata', list: as.endsWith('List'), version } : undefined;
}

function includeOf(request: ResourceRequest): 'None' | 'Metadata' | 'Object' | Failure {
  const asked = request.query.get('includeObject') ?? '';
  if (asked === 'None' || asked === 'Object' || asked === 'Metadata') return asked;
  if (asked === '') return 'Metadata';
  return fail(badRequest(`Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(asked)}: must be 'Metadata', 'Object', 'None', or empty`));
}

/** The response as YAML where that is liked best. Keys are sorted, as sigs.k8s.io/yaml does it. */
export function inYaml(accept: string | undefined, response: ApiResponse): ApiResponse {
  if (accept === undefined || response.type !== 'object' || !accept.includes(YAML_TYPE)) return response;
  const chosen = clausesOf(accept).find(({ type }) => writable(type));
  if (chosen?.type !== YAML_TYPE) return response;
  const { headers, warnings, code, body } = response;
  return {
    type: 'text', code, body: dumpYaml(JSON.parse(canonicalJson(body)) as Json), headers: { ...headers, 'content-type': YAML_TYPE },
    ...(warnings === undefined ? {} : { warnings }),
  };
}
