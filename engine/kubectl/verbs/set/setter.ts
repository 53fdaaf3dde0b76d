/** What all `kubectl set` commands have in common: choose objects, change each, send the difference. @k8s kubectl/pkg/cmd/set/helper.go */
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import { groupKind } from '../../discovery.ts';
import type { FlagSpec } from '../../flags.ts';
import { field, listAt, objectAt, textAt, withField } from '../../objects.ts';
import { dryRunFlag, fieldManagerFlag, fileFlags, printFlags, selectorFlag } from '../../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../../print/printer.ts';
import { Failure, collect, fail, finish, problemText, textProblem } from '../../problems.ts';
import type { Problem } from '../../problems.ts';
import { changeBetween, goTypeOf, podSpecPath, sendChange } from '../../resources/changing.ts';
import { recorded, recordFlag } from '../../resources/record.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext } from '../../verb.ts';
import { isObject } from '../../../base/index.ts';

export const setFlags: readonly FlagSpec[] = [
  ...printFlags, ...fileFlags('to change'), selectorFlag, dryRunFlag, fieldManagerFlag('kubectl-set'),
  { name: 'all', type: 'bool', about: 'All objects of the types, in the namespace' },
  { name: 'local', type: 'bool', about: 'Change what the file says and ask no server' },
];

/** All of them but `set env`. */
export const recordingFlags: readonly FlagSpec[] = [...setFlags, recordFlag];

export type Setter = {
  /** The words that name objects. */
  readonly args: readonly string[];
  /** After the name: `image updated`. */
  readonly done: string;
  /** Before the server's words: `failed to patch image update to pod template:`. Without it they stand as they are. */
  readonly failure?: string;
  /** The object as it shall be; problems of the object are added to the list, Failures end it. */
  readonly change: (info: Info, problems: Problem[]) => JsonObject;
  /** An object that is already so is mentioned all the same. */
  readonly alwaysPrint?: true;
};

export function* runSetter(context: KubectlContext, setter: Setter): Task<number> {
  const { flags } = context;
  const local = flags.on('local');
  if (local && flags.list('filename').length === 0) {
    fail("you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'");
  }
  const dryRun = local ? 'client' : dryRunOf(context);
  const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), args: setter.args, fromFiles: local, flatten: true });
  const printer = createPrinter(context, { operation: local ? setter.done : operationText(setter.done, dryRun), typed: true });
  const failed: Problem[] = [];
  for (const info of infos) {
    collect(failed, () => {
      const refusals: Problem[] = [];
      const wanted = recorded(context, setter.change(info, refusals));
      failed.push(...refusals);
      const change = changeBetween(info, wanted);
      if (refusals.length > 0 || (change === undefined && setter.alwaysPrint !== true)) return;
      const object = dryRun === 'client' || change === undefined ? wanted : send(() => sendChange(context, info, change, dryRun, flags.text('field-manager')), setter.failure);
      context.out(printer(object));
    });
  }
  return finish(context, [...problems, ...failed]);
}

function send(work: () => JsonObject, failure: string | undefined): JsonObject {
  try { return work(); }
  catch (error) {
    if (!(error instanceof Failure) || failure === undefined) throw error;
    return fail(`${failure} ${problemText(error.problem)}`);
  }
}

export const objectText = (info: Info): string => `${groupKind(info.resource)}/${info.name}`;

/** The object with its pod spec changed; kinds without pods are refused. */
export function withPodSpec(info: Info, change: (spec: JsonObject) => JsonObject): JsonObject {
  const path = podSpecPath(textAt(info.object, 'kind') || info.resource.kind);
  if (path === undefined || !isObject(field(info.object, ...path))) return fail(`error: ${info.resource.plural}/${info.name} the object is not a pod or does not have a pod template: ${goTypeOf(info)}`);
  return withField(info.object, path, change(objectAt(info.object, ...path)));
}

export const CONTAINER_LISTS = ['containers', 'initContainers'] as const;

/** A pod spec with its containers changed; lists that are not there stay away. */
export function withContainers(spec: JsonObject, change: (container: JsonObject) => JsonObject): JsonObject {
  return CONTAINER_LISTS.reduce<JsonObject>((changed, list) => {
    const containers = listAt(spec, list);
    return containers.length === 0 ? changed : { ...changed, [list]: containers.filter(isObject).map(change) };
  }, spec);
}

export const containersOf = (spec: JsonObject): readonly JsonObject[] => CONTAINER_LISTS.flatMap((list) => listAt(spec, list).filter(isObject));

/** `*` in -c stands for any letters. @k8s kubectl/pkg/cmd/set/helper.go selectContainers */
export function matchesPattern(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

export type Words = { readonly resources: readonly string[]; readonly pairs: readonly string[] };

/** `deployment/web a=b c-` → objects and changes. @k8s kubectl/pkg/cmd/util GetResourcesAndPairs */
export function splitPairs(args: readonly string[], what: string): Words {
  const resources: string[] = [];
  const pairs: string[] = [];
  for (const arg of args) {
    const isPair = (arg.includes('=') && !arg.startsWith('=')) || (arg.endsWith('-') && arg !== '-');
    if (isPair) pairs.push(arg);
    else if (pairs.length === 0) resources.push(arg);
    else fail(`all resources must be specified before ${what} changes: ${arg}`);
  }
  return { resources, pairs };
}

export const asProblem = (text: string): Problem => textProblem(`error: ${text}`);
