/** From flags and arguments to objects: what cli-runtime's resource builder does. */
import { isList, isObject, matchesRequirements, parseLabelSelector } from '../../base/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Status } from '../../api/index.ts';
import type { Task } from '../../time/index.ts';
import { withQuery } from '../api.ts';
import { collectionPath, groupVersionOf, objectPath } from '../discovery.ts';
import type { Resource } from '../discovery.ts';
import { goJson, labelsOf, nameOf, namespaceOf, textAt, withField } from '../objects.ts';
import { kustomize } from '../kustomize/build.ts';
import { Failure, collect, fail, statusProblem, textProblem } from '../problems.ts';
import type { Problem } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { MISSING_RESOURCE, parseArguments } from './arguments.ts';
import { flattenManifest, readManifests, readSources } from './manifests.ts';
import { validateHere } from './localValidation.ts';
import { metadataProblem } from './metadata.ts';
import type { Manifest, Source } from './manifests.ts';

/** One object that a command is about, or (unless `flatten`) one list. */
export type Info = {
  readonly resource: Resource;
  /** '' for objects of the cluster. */
  readonly namespace: string;
  /** '' for a list. */
  readonly name: string;
  /** From the file or from the server. */
  readonly object: JsonObject;
  /** The file's name, `STDIN`, or '' for objects of the server. */
  readonly source: string;
};
export type Selected = {
  readonly infos: readonly Info[];
  readonly problems: readonly Problem[];
  /** Exactly one object was asked for by its name. */
  readonly single: boolean;
};
export type SelectOptions = {
  readonly args?: readonly string[];
  readonly files?: readonly string[];
  readonly recursive?: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  /** `--all`; objects that are named beat it, unless `allIsSelector`. */
  readonly all?: boolean;
  readonly allIsSelector?: boolean;
  readonly allNamespaces?: boolean;
  /** `TYPE` alone means all of them (get, describe). */
  readonly emptySelector?: boolean;
  readonly subresource?: string;
  /** Objects of files as they are, without asking the server for their present state. */
  readonly fromFiles?: boolean;
  readonly validate?: boolean;
  /** Lists become their items. */
  readonly flatten?: boolean;
  readonly headers?: { readonly [name: string]: string };
  readonly query?: { readonly [name: string]: string };
  readonly chunk?: number;
  readonly ignoreNotFound?: boolean;
};

/** The flags that most commands have for choosing objects, read into options. */
export function selectFlags(context: KubectlContext): SelectOptions {
  const { flags } = context;
  return {
    args: context.args, files: flags.list('filename'), recursive: flags.on('recursive'), selector: flags.text('selector'),
    fieldSelector: flags.text('field-selector'), all: flags.on('all'), allNamespaces: flags.on('all-namespaces'),
  };
}

export function* selectResources(context: KubectlContext, options: SelectOptions): Task<Selected> {
  const files = options.files ?? [];
  if (files.length > 0 || context.flags.text('kustomize') !== '') return yield* fromFiles(context, options, files);
  return fromArguments(context, options);
}

function* fromFiles(context: KubectlContext, options: SelectOptions, files: readonly string[]): Task<Selected> {
  if ((options.args ?? []).length > 0) fail('when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well');
  const built = yield* sourcesOf(context, files, options.recursive === true);
  if (!Array.isArray(built)) return { infos: [], problems: [built], single: false };
  const sources: readonly Source[] = built;
  const { trouble } = context.api;
  if (options.validate === true && trouble?.cause !== undefined) {
    fail(`error validating ${JSON.stringify(sources[0]?.name ?? '')}: error validating data: failed to download openapi: Get ${JSON.stringify(`${trouble.server}/openapi/v2?timeout=32s`)}: ${trouble.cause}; if you choose to ignore these errors, turn validation off with --validate=false`);
  }
  const infos: Info[] = [];
  const problems: Problem[] = [];
  const wanted = labelFilter(options.selector ?? '');
  const add = (manifest: Manifest, problems: Problem[]): void => {
    try {
      const info = infoOf(context, manifest);
      if (!wanted(info.object)) return;
      if (options.validate === true) validateHere(context, info.resource, info.object, info.source);
      const live = (): JsonObject => context.api.call('GET', withQuery(pathOf(info), options.query ?? {}), options.headers === undefined ? {} : { headers: options.headers });
      infos.push(options.fromFiles === true ? info : { ...info, object: live() });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      problems.push(error.problem);
    }
  };
  for (const source of sources) {
    const read = readManifests([source], options.validate === true);
    for (const manifest of read.manifests) {
      // What is wrong with the items of one list is one problem.
      const own: Problem[] = [];
      for (const each of flattenManifest(manifest)) add(each, own);
      problems.push(...(own.length > 1 ? [{ type: 'many', problems: own } as const] : own));
    }
    problems.push(...read.problems);
  }
  // What is wrong with the files is one problem among others. @k8s cli-runtime/pkg/resource/visitor.go ContinueOnErrorVisitor
  return { infos, problems: problems.length > 1 || problems[0]?.type === 'many' ? [{ type: 'many', problems }] : problems, single: files.length === 1 && infos.length === 1 };
}

/** What -f names, or what -k builds; a build that fails is one problem among others. @k8s cli-runtime/pkg/resource/kustomizevisitor.go */
function* sourcesOf(context: KubectlContext, files: readonly string[], recursive: boolean): Task<Source[] | Problem> {
  const folder = context.flags.text('kustomize');
  if (folder === '') return yield* readSources(context, files, recursive);
  if (files.length > 0) fail('only one of -f or -k can be specified');
  if (recursive) fail("the -k flag can't be used with -f or -R");
  const problems: Problem[] = [];
  const text = collect(problems, () => kustomize(context, folder));
  return text === undefined ? problems[0] ?? textProblem('') : [{ name: folder, text }];
}

/** Objects of files are chosen by their labels here. */
function labelFilter(selector: string): (object: JsonObject) => boolean {
  if (selector === '') return () => true;
  const parsed = parseLabelSelector(selector);
  if (!parsed.ok) return fail(parsed.error);
  return (object) => matchesRequirements(parsed.requirements, labelsOf(object));
}

export const pathOf = (info: Info, subresource = ''): string => objectPath(info.resource, info.namespace, info.name, subresource);

const unasked = (apiVersion: string, kind: string): Resource => {
  const [version = '', group = ''] = apiVersion.split('/').reverse();
  return { group, version, kind, plural: `${kind.toLowerCase()}s`, singular: kind.toLowerCase(), shortNames: [], categories: [], namespaced: false, verbs: [] };
};

/** What a manifest is about; its namespace is filled in. @k8s cli-runtime/pkg/resource mapper.go infoForData, SetNamespace */
export function infoOf(context: KubectlContext, manifest: Manifest): Info {
  const { object, source } = manifest;
  const [apiVersion, kind] = [textAt(object, 'apiVersion'), textAt(object, 'kind')];
  if (kind === '') fail(`unable to decode ${JSON.stringify(source)}: Object 'Kind' is missing in '${goJson(object)}'`);
  const undecodable = metadataProblem(object);
  if (undecodable !== undefined) fail(`unable to decode ${JSON.stringify(source)}: ${undecodable}`);
  // With --local nobody is asked which kinds there are, nor whether they have namespaces. @k8s cli-runtime/pkg/resource/builder.go Local
  if (context.flags.on('local')) return { resource: unasked(apiVersion, kind), namespace: namespaceOf(object), name: nameOf(object), object, source };
  const resource = context.discovery.byKind(apiVersion, kind);
  if (resource === undefined && manifest.inList === true) fail(`unable to recognize no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
  if (resource === undefined) {
    fail(`resource mapping not found for name: ${JSON.stringify(nameOf(object))} namespace: ${JSON.stringify(namespaceOf(object))} from ${JSON.stringify(source)}: `
      + `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}\nensure CRDs are installed first`);
  }
  if (!resource.namespaced) return { resource, namespace: '', name: nameOf(object), object, source };
  const own = namespaceOf(object);
  if (own !== '' && context.namespaceGiven && own !== context.namespace) {
    fail(`the namespace from the provided object ${JSON.stringify(own)} does not match the namespace ${JSON.stringify(context.namespace)}. You must pass '--namespace=${own}' to perform this operation.`);
  }
  const namespace = own === '' ? context.namespace : own;
  return { resource, namespace, name: nameOf(object), object: withField(object, ['metadata', 'namespace'], namespace), source };
}

function fromArguments(context: KubectlContext, options: SelectOptions): Selected {
  const args = parseArguments(context.discovery, options.args ?? []);
  const label = options.selector ?? '';
  const fields = options.fieldSelector ?? '';
  const count = args.type === 'types' ? args.resources.length : 0;
  const named = args.type === 'tuples' || args.names.length > 0;
  const bySelector = (options.all === true && (options.allIsSelector === true || !named)) || label !== '' || fields !== ''
    || (options.emptySelector === true && args.type === 'types' && count > 0 && args.names.length === 0);
  if (bySelector) {
    if (args.type === 'tuples') fail('selectors and the all flag cannot be used when passing resource/name arguments');
    if (args.names.length > 0) fail('name cannot be provided when a selector is specified');
    if (count === 0) fail('at least one resource must be specified to use a selector');
    return list(context, options, args.resources);
  }
  if (args.type === 'tuples') return byName(context, options, args.tuples);
  if (args.names.length === 0) fail(count > 0 ? 'resource(s) were provided, but no name was specified' : MISSING_RESOURCE);
  if (count > 1) fail('you must specify only one resource');
  const [resource] = args.resources;
  if (resource === undefined) fail('you must provide a resource and a resource name together');
  return byName(context, options, args.names.map((name) => ({ resource, name })));
}

function byName(context: KubectlContext, options: SelectOptions, tuples: readonly { readonly resource: Resource; readonly name: string }[]): Selected {
  const infos: Info[] = [];
  const problems: Problem[] = [];
  for (const { resource, name } of tuples) {
    if (resource.namespaced && options.allNamespaces === true) fail('a resource cannot be retrieved by name across all namespaces');
    const namespace = resource.namespaced ? context.namespace : '';
    const path = withQuery(objectPath(resource, namespace, name, options.subresource), options.query ?? {});
    const answer = context.api.attempt('GET', path, options.headers === undefined ? {} : { headers: options.headers });
    if (answer.ok) infos.push({ resource, namespace, name, object: answer.body, source: '' });
    else if (options.ignoreNotFound !== true || answer.status.reason !== 'NotFound') problems.push(statusProblem(missingNamespace(context, namespace, answer.status) ?? answer.status));
  }
  return { infos, problems, single: tuples.length === 1 };
}

/** What is not there may have no namespace to be in. @k8s cli-runtime/pkg/resource/visitor.go Info.Get */
function missingNamespace(context: KubectlContext, namespace: string, status: Status): Status | undefined {
  if (status.reason !== 'NotFound' || namespace === '' || namespace === 'default') return undefined;
  const answer = context.api.attempt('GET', `/api/v1/namespaces/${namespace}`);
  return answer.ok || answer.status.reason !== 'NotFound' ? undefined : answer.status;
}

function list(context: KubectlContext, options: SelectOptions, resources: readonly Resource[]): Selected {
  const infos: Info[] = [];
  const problems: Problem[] = [];
  for (const resource of resources) {
    const namespace = !resource.namespaced || options.allNamespaces === true ? '' : context.namespace;
    let next: string | undefined = '';
    while (next !== undefined) {
      const answer = listOnce(context, options, resource, namespace, next);
      if (!answer.ok) { problems.push(listProblem(answer.status, resource, options)); break; }
      next = textAt(answer.body, 'metadata', 'continue') || undefined;
      if (options.flatten === true) infos.push(...itemsOf(resource, answer.body));
      else infos.push({ resource, namespace, name: '', object: answer.body, source: '' });
    }
  }
  return { infos, problems, single: false };
}

const listOnce = (context: KubectlContext, options: SelectOptions, resource: Resource, namespace: string, next: string) =>
  context.api.attempt('GET', withQuery(collectionPath(resource, namespace), {
    fieldSelector: options.fieldSelector, labelSelector: options.selector, ...options.query,
    limit: (options.chunk ?? 500) > 0 ? String(options.chunk ?? 500) : undefined, continue: next,
  }), options.headers === undefined ? {} : { headers: options.headers });

/** Items of a list get the kind that only the list says. A Table is left whole. */
export function itemsOf(resource: Resource, body: JsonObject): Info[] {
  const items = body['items'];
  if (!isList(items)) return [{ resource, namespace: '', name: nameOf(body), object: body, source: '' }];
  const typed = { apiVersion: groupVersionOf(resource), kind: resource.kind };
  return items.filter(isObject).map((item) => ({
    resource, namespace: namespaceOf(item), name: nameOf(item), object: { ...typed, ...item }, source: '',
  }));
}

/** @k8s cli-runtime/pkg/resource EnhanceListError */
function listProblem(status: Status, resource: Resource, options: SelectOptions): Problem {
  if (status.reason !== 'BadRequest' && status.reason !== 'NotFound') return statusProblem(status);
  const what = JSON.stringify(`${resource.group}/${resource.version}, Resource=${resource.plural}`);
  const [label, fields] = [options.selector ?? '', options.fieldSelector ?? ''];
  const head = label === '' && fields === '' ? `Unable to list ${what}`
    : `Unable to find ${what} that match label selector ${JSON.stringify(label)}, field selector ${JSON.stringify(fields)}`;
  return statusProblem({ ...status, message: `${head}: ${status.message ?? ''}` });
}

