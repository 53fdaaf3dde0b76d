/** What all `kubectl create TYPE` have in common. */
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import type { FlagSpec } from '../../flags.ts';
import { annotationsOf, goJson, nameOf, textAt, withField } from '../../objects.ts';
import { dryRunFlag, fieldManagerFlag, printFlags, validateFlag } from '../../print/flags.ts';
import { createPrinter, dryRunOf, operationText } from '../../print/printer.ts';
import { Failure, fail, problemText, usageFail } from '../../problems.ts';
import { LAST_APPLIED } from '../../resources/lastApplied.ts';
import type { Info } from '../../resources/select.ts';
import { createObject } from '../../resources/write.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { withHash } from './contentHash.ts';

export type Generator = {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly usage: string;
  readonly about: string;
  readonly flags?: readonly FlagSpec[];
  /** The object; it has apiVersion, kind and metadata.name. */
  readonly build: (context: KubectlContext, name: string) => JsonObject | Task<JsonObject>;
  /** What stands before the server's words: `failed to create configmap: `. Without it errors are printed as they come. */
  readonly failure?: string;
};

const COMMON: readonly FlagSpec[] = [
  ...printFlags, dryRunFlag, fieldManagerFlag('kubectl-create'), validateFlag,
  { name: 'save-config', type: 'bool', about: 'Keep the configuration in the annotation that apply uses' },
];

export const generatorVerb = (generator: Generator): Verb => ({
  name: generator.name,
  ...(generator.aliases === undefined ? {} : { aliases: generator.aliases }),
  usage: `create ${generator.usage} [options]`,
  about: generator.about,
  flags: [...COMMON, ...(generator.flags ?? [])],
  *run(context) {
    const name = oneName(context);
    const dryRun = dryRunOf(context);
    const printer = createPrinter(context, { operation: operationText('created', dryRun), typed: true });
    const built = generator.build(context, name);
    const made = isTask(built) ? yield* built : built;
    const object = finished(context, context.flags.changed('append-hash') && context.flags.on('append-hash') ? withHash(made) : made);
    if (dryRun === 'client') { context.out(printer(object)); return 0; }
    const created = send(context, object, dryRun, generator.failure);
    context.out(printer(created));
    return 0;
  },
});

const isTask = (value: JsonObject | Task<JsonObject>): value is Task<JsonObject> => typeof (value as Task<JsonObject>).next === 'function';

/** What comes after `--` is a command, not a name. @k8s kubectl/pkg/cmd/create NameFromCommandArgs */
export function oneName(context: KubectlContext): string {
  const names = context.argsBeforeDash < 0 ? context.args : context.args.slice(0, context.argsBeforeDash);
  const [name] = names;
  if (names.length !== 1 || name === undefined) return usageFail(context, `exactly one NAME is required, got ${names.length}`);
  return name;
}
export const commandAfterDash = (context: KubectlContext): readonly string[] => (context.argsBeforeDash < 0 ? [] : context.args.slice(context.argsBeforeDash));

function finished(context: KubectlContext, object: JsonObject): JsonObject {
  const namespaced = context.namespaceGiven && textAt(object, 'kind') !== 'Namespace' && isNamespaced(context, object);
  const placed = namespaced ? withField(object, ['metadata', 'namespace'], context.namespace) : object;
  if (!context.flags.on('save-config')) return placed;
  const annotations = annotationsOf(placed);
  return withField(placed, ['metadata', 'annotations'], { ...annotations, [LAST_APPLIED]: `${goJson(placed)}\n` });
}

function isNamespaced(context: KubectlContext, object: JsonObject): boolean {
  return resourceOf(context, object).namespaced;
}

function resourceOf(context: KubectlContext, object: JsonObject): Info['resource'] {
  const [apiVersion, kind] = [textAt(object, 'apiVersion'), textAt(object, 'kind')];
  return context.discovery.byKind(apiVersion, kind) ?? fail(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
}

function send(context: KubectlContext, object: JsonObject, dryRun: 'none' | 'server', failure: string | undefined): JsonObject {
  const resource = resourceOf(context, object);
  const info: Info = { resource, namespace: resource.namespaced ? context.namespace : '', name: nameOf(object), object, source: '' };
  try { return createObject(context, info, { dryRun, manager: context.flags.text('field-manager') }); }
  catch (error) {
    if (!(error instanceof Failure) || failure === undefined) throw error;
    return fail(`${failure}${problemText(error.problem)}`);
  }
}

/** A generator of a later issue. */
export const laterVerb = (name: string, aliases: readonly string[], about: string, kind: string, flags: readonly string[]): Verb => ({
  name, aliases, about, usage: `create ${name} NAME [options]`, flags: [...COMMON, ...flags.map((flag): FlagSpec => ({ name: flag, type: 'array', about: 'Not used yet', hidden: true }))],
  *run(context) {
    const known = context.discovery.all().some((resource) => resource.kind === kind);
    return fail(known ? `"kubectl create ${name}" is not part of this kubectl yet: write the object in a file and use "kubectl apply -f"` : `this cluster has no ${kind} objects yet`);
  },
});
