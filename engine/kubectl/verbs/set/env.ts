/** `kubectl set env`. @k8s kubectl/pkg/cmd/set/set_env.go, kubectl/pkg/cmd/set/env */
import { isObject } from '../../../base/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import { field, listAt, objectAt, textAt } from '../../objects.ts';
import { Failure, fail, finish, collect } from '../../problems.ts';
import type { Problem } from '../../problems.ts';
import { podSpecPath } from '../../resources/changing.ts';
import { selectFlags, selectResources } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { containersOf, matchesPattern, runSetter, setFlags, splitPairs, withContainers, withPodSpec } from './setter.ts';

export const setEnv: Verb = {
  name: 'env',
  usage: 'set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  about: 'Change the environment of containers',
  flags: [
    ...setFlags,
    { name: 'containers', short: 'c', type: 'string', default: '*', about: 'Names of the containers; * stands for any letters' },
    { name: 'env', short: 'e', type: 'array', about: 'A variable and its value, as key=value' },
    { name: 'from', type: 'string', about: 'A config map or secret whose keys become variables' },
    { name: 'keys', type: 'strings', about: 'Only these keys of --from' },
    { name: 'list', type: 'bool', about: 'Show the environment' },
    { name: 'overwrite', type: 'bool', default: 'true', about: 'Change variables that are there already' },
    { name: 'prefix', type: 'string', about: 'Goes before the names of variables that come with --from' },
    { name: 'resolve', type: 'bool', about: 'Show the values of references, with --list' },
  ],
  *run(context) {
    const { flags } = context;
    const { resources, pairs } = splitPairs(context.args, 'environment');
    if (resources.length === 0 && flags.list('filename').length === 0) fail('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    const change = parseChange(pairs, flags.list('env'));
    if (flags.on('list') && pairs.length === 0) return yield* list(context, resources);
    const more = flags.text('from') === '' ? [] : yield* fromObject(context, flags.text('from'));
    const wanted = [...change.variables, ...more];
    const pattern = flags.text('containers');
    return yield* runSetter(context, {
      args: resources, done: 'env updated', failure: 'failed to patch env update to pod template:',
      change: (info, problems) => withPodSpec(info, (spec) => {
        const chosen = containersOf(spec).filter((container) => matchesPattern(pattern, textAt(container, 'name')));
        if (chosen.length === 0) { context.error(`Warning: ${info.resource.kind}/${info.name} does not have any containers matching ${JSON.stringify(pattern)}\n`); return spec; }
        if (!flags.on('overwrite')) chosen.forEach((container) => refuseOverwrites(info, container, wanted, problems));
        return withContainers(spec, (container) => (chosen.includes(container) ? updated(container, wanted, change.remove) : container));
      }),
    });
  },
};

type Variable = JsonObject;
type Change = { readonly variables: readonly Variable[]; readonly remove: readonly string[] };

function parseChange(pairs: readonly string[], more: readonly string[]): Change {
  const variables: Variable[] = [];
  const remove: string[] = [];
  for (const word of [...pairs, ...more]) {
    const cut = word.indexOf('=');
    if (cut < 0) { remove.push(word.replace(/-$/, '')); continue; }
    const name = word.slice(0, cut);
    if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) {
      fail(`${JSON.stringify(name)} is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not start with a digit `
        + "(e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')");
    }
    variables.push({ name, value: word.slice(cut + 1) });
  }
  if (variables.some((each) => remove.includes(textAt(each, 'name')))) fail('can not both modify and remove the same environment variable in the same command');
  return { variables, remove };
}

/** The keys of a config map or secret as references to it. */
function* fromObject(context: KubectlContext, from: string): Task<Variable[]> {
  const { infos: [info], problems: [problem] } = yield* selectResources(context, { args: [from] });
  if (info === undefined) throw new Failure(problem ?? { type: 'silent' });
  const { resource, name, object } = info;
  if (resource.kind !== 'ConfigMap' && resource.kind !== 'Secret') fail('unsupported resource specified in --from');
  const reference = resource.kind === 'Secret' ? 'secretKeyRef' : 'configMapKeyRef';
  const only = context.flags.list('keys');
  return Object.keys(objectAt(object, 'data')).sort().filter((key) => only.length === 0 || only.includes(key)).map((key) => {
    const variable = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
    if (variable !== key) context.error(`Warning: key ${key} transferred to ${variable}\n`);
    return { name: `${context.flags.text('prefix')}${variable}`, valueFrom: { [reference]: { name, key } } };
  });
}

/** Changed in their place, new ones at the end. */
function updated(container: JsonObject, wanted: readonly Variable[], remove: readonly string[]): JsonObject {
  const present = listAt(container, 'env').filter(isObject);
  const find = (name: string): Variable | undefined => wanted.find((each) => textAt(each, 'name') === name);
  const kept = present.filter((each) => !remove.includes(textAt(each, 'name'))).map((each) => find(textAt(each, 'name')) ?? each);
  const added = wanted.filter((each) => !present.some((old) => textAt(old, 'name') === textAt(each, 'name')));
  const env = [...kept, ...added];
  if (env.length > 0) return { ...container, env };
  const { env: _none, ...others } = container;
  return others;
}

function refuseOverwrites(info: Info, container: JsonObject, wanted: readonly Variable[], problems: Problem[]): void {
  for (const each of wanted) {
    const name = textAt(each, 'name');
    const old = listAt(container, 'env').find((present) => textAt(present, 'name') === name);
    if (old === undefined || textAt(old, 'value') === textAt(each, 'value')) continue;
    problems.push({ type: 'text', message: `error: ${info.resource.plural}/${info.name} '${name}' already has a value (${textAt(old, 'value')}), and --overwrite is false` });
    return; // only the first is told
  }
}

function* list(context: KubectlContext, args: readonly string[]): Task<number> {
  const { infos, problems } = yield* selectResources(context, { ...selectFlags(context), args, fromFiles: context.flags.on('local'), flatten: true });
  const failed: Problem[] = [];
  const pattern = context.flags.text('containers');
  for (const info of infos) {
    collect(failed, () => {
      const spec = objectAt(info.object, ...(podSpecPath(info.resource.kind) ?? []));
      for (const container of containersOf(spec)) {
        if (!matchesPattern(pattern, textAt(container, 'name'))) continue;
        context.out(`# ${info.resource.kind} ${info.name}, container ${textAt(container, 'name')}\n`);
        for (const variable of listAt(container, 'env')) context.out(`${variableText(context, info, variable)}\n`);
      }
    });
  }
  return finish(context, [...problems, ...failed]);
}

function variableText(context: KubectlContext, info: Info, variable: JsonObject[string]): string {
  const name = textAt(variable, 'name');
  const from = field(variable, 'valueFrom');
  if (from === undefined) return `${name}=${textAt(variable, 'value')}`;
  const [secret, map] = [objectAt(from, 'secretKeyRef'), objectAt(from, 'configMapKeyRef')];
  const named = textAt(secret, 'name') !== '' ? { type: 'secrets', what: 'secret', key: secret } : textAt(map, 'name') !== '' ? { type: 'configmaps', what: 'configmap', key: map } : undefined;
  if (named === undefined) return `# ${name} from field path ${textAt(from, 'fieldRef', 'fieldPath') || textAt(from, 'resourceFieldRef', 'resource')}`;
  const [object, key] = [textAt(named.key, 'name'), textAt(named.key, 'key')];
  if (!context.flags.on('resolve')) return `# ${name} from ${named.what} ${object}, key ${key}`;
  const answer = context.api.attempt('GET', `/api/v1/namespaces/${info.namespace}/${named.type}/${encodeURIComponent(object)}`);
  return answer.ok ? `${name}=${textAt(answer.body, 'data', key)}` : `# ${name}: ${answer.status.message ?? ''}`;
}
