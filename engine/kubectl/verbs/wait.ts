import { parseJsonPath, relaxedJsonPath } from '../../base/index.ts';
import { createPrinter } from '../print/printer.ts';
import { allNamespacesFlag, fieldSelectorFlag, printFlags, selectorFlag } from '../print/flags.ts';
import { fail } from '../problems.ts';
import { parseArguments } from '../resources/arguments.ts';
import { selectFlags, selectResources } from '../resources/select.ts';
import type { Info, Selected } from '../resources/select.ts';
import { waitForAll } from '../resources/waiting.ts';
import type { Condition } from '../resources/waiting.ts';
import type { Task } from '../../time/index.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const WEEK_MS = 168 * 3600 * 1000;

export const wait: Verb = {
  name: 'wait',
  usage: "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]] [options]",
  about: 'Wait until objects have a condition',
  flags: [
    ...printFlags, selectorFlag, fieldSelectorFlag, allNamespacesFlag,
    { name: 'all', type: 'bool', about: 'All objects of the types, in the namespace' },
    { name: 'filename', short: 'f', type: 'strings', about: 'Files, folders or addresses with the objects to wait for' },
    { name: 'for', type: 'array', about: 'What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath=EXPRESSION[=VALUE]' },
    { name: 'local', type: 'bool', about: 'Ask no server' },
    { name: 'recursive', short: 'R', type: 'bool', default: 'true', about: 'Look into the folders of a folder too' },
    { name: 'timeout', type: 'duration', default: '30s', about: 'How long; 0 looks once, less than 0 is a week' },
  ],
  *run(context) {
    const condition = conditionOf(context.flags.list('for'));
    const { infos, problems } = condition.type === 'create' ? yield* unseen(context)
      : yield* selectResources(context, { ...selectFlags(context), flatten: true, ignoreNotFound: condition.type === 'delete' });
    if (infos.length === 0 && problems.length === 0 && condition.type !== 'delete') fail('no matching resources found');
    const printer = createPrinter(context, { operation: 'condition met' });
    const timeout = context.flags.durationMs('timeout');
    return yield* waitForAll(context, infos.map((info) => ({ info, uid: '' })), timeout < 0 ? WEEK_MS : timeout, condition, (object) => context.out(printer(object)), problems);
  },
};

/** Objects that are yet to be made are not looked up. */
function* unseen(context: KubectlContext): Task<Selected> {
  const { flags } = context;
  if (flags.list('filename').length > 0) return yield* selectResources(context, { ...selectFlags(context), fromFiles: true });
  const parsed = parseArguments(context.discovery, context.args);
  const tuples = parsed.type === 'tuples' ? parsed.tuples : parsed.names.flatMap((name) => parsed.resources.map((resource) => ({ resource, name })));
  if (tuples.length === 0) return yield* selectResources(context, { ...selectFlags(context), flatten: true });
  return {
    infos: tuples.map(({ resource, name }): Info => ({ resource, name, namespace: resource.namespaced ? context.namespace : '', object: {}, source: '' })),
    problems: [], single: tuples.length === 1,
  };
}

/** @k8s kubectl/pkg/cmd/wait conditionFuncFor; golden kubectl/wait-conditions */
function conditionOf(words: readonly string[]): Condition {
  const [word, ...more] = words;
  if (word === undefined) return fail('unrecognized condition: []');
  if (more.length > 0) return fail(`unrecognized condition: [${words.join(' ')}]`);
  const lower = word.toLowerCase();
  if (lower === 'delete' || lower === 'create') return { type: lower };
  if (word.startsWith('condition=')) {
    const [name = '', ...value] = word.slice('condition='.length).split('=');
    return { type: 'condition', name, status: value.length === 0 ? 'true' : value.join('=') };
  }
  if (word.startsWith('jsonpath=')) return jsonPathCondition(word.slice('jsonpath='.length));
  return fail(`unrecognized condition: ${JSON.stringify(word)}`);
}

function jsonPathCondition(input: string): Condition {
  const parts = /^(\{.*?\}(?=$|=)|[^={]*)(?:=(.*))?$/s.exec(input);
  const [expression, value] = [parts?.[1] ?? input, parts?.[2]];
  const relaxed = relaxedJsonPath(expression);
  if (!relaxed.ok) return fail(relaxed.error);
  const parsed = parseJsonPath(relaxed.template, { allowMissing: true });
  if (!parsed.ok) return fail(parsed.error);
  if (value === undefined) return { type: 'jsonpath', path: parsed.path, value: undefined };
  const plain = value.replace(/^['"]+|['"]+$/g, '');
  if (plain === '') return fail('jsonpath wait has to have a value after equal sign, like --for=jsonpath=\'{.status.readyReplicas}\'=3');
  return { type: 'jsonpath', path: parsed.path, value: plain };
}
