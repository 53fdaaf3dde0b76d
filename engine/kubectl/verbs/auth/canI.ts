/** `kubectl auth can-i`. @k8s kubectl/pkg/cmd/auth/cani.go; golden kubectl/auth-can-i */
import { printableRules, ruleCells, type PolicyRule } from '../../../api/index.ts';
import { createTabWriter, isObject, type Json } from '../../../base/index.ts';
import type { Resource } from '../../discovery.ts';
import { field, listAt, objectAt, textAt } from '../../objects.ts';
import { allNamespacesFlag } from '../../print/flags.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext, Verb } from '../../verb.ts';

const RESOURCE_VERBS = new Set(['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'use', 'bind', 'impersonate', '*', 'approve', 'sign', 'escalate', 'attest']);
const PATH_VERBS = new Set(['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*']);
/** Resources that no client can discover. */
const HIDDEN = new Set(['users', 'groups']);
const REVIEWS = '/apis/authorization.k8s.io/v1';

export const canI: Verb = {
  name: 'can-i',
  usage: 'auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]',
  about: 'Ask whether you may do something',
  flags: [
    allNamespacesFlag,
    { name: 'list', type: 'bool', about: 'Show everything that you may do' },
    { name: 'no-headers', type: 'bool', about: 'Leave out the line with the names of the columns' },
    { name: 'quiet', short: 'q', type: 'bool', about: 'Say nothing, only exit with 0 or 1' },
    { name: 'subresource', type: 'string', about: 'A subresource, such as log or status' },
  ],
  *run(context) {
    return context.flags.on('list') ? listRules(context) : ask(context);
  },
};

const warn = (context: KubectlContext, text: string): void => context.error(`Warning: ${text}\n\n`);

function ask(context: KubectlContext): number {
  const { flags, args } = context;
  const [verb, word] = args;
  if (args.length !== 2 || verb === undefined || word === undefined) {
    return fail("you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.");
  }
  const spec = word.startsWith('/') ? { nonResourceAttributes: pathAttributes(context, verb, word) } : { resourceAttributes: attributesOf(context, verb, word) };
  if (flags.on('no-headers')) fail('--no-headers cannot be set without --list specified');
  const answer = context.api.call('POST', `${REVIEWS}/selfsubjectaccessreviews`, { body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec } });
  const allowed = field(answer, 'status', 'allowed') === true;
  const reasons = [textAt(answer, 'status', 'reason'), textAt(answer, 'status', 'evaluationError')].filter((text) => text !== '');
  if (!flags.on('quiet')) context.out(allowed ? 'yes\n' : `${['no', ...reasons].join(' - ')}\n`);
  return allowed ? 0 : 1;
}

function pathAttributes(context: KubectlContext, verb: string, path: string): { [key: string]: string } {
  if (context.flags.text('subresource') !== '') fail('--subresource can not be used with NonResourceURL');
  if (!PATH_VERBS.has(verb)) warn(context, `verb '${verb}' is not a known verb`);
  return { verb, path };
}

function attributesOf(context: KubectlContext, verb: string, word: string): { [key: string]: string } {
  const slash = word.indexOf('/');
  const [type, name] = slash < 0 ? [word, ''] : [word.slice(0, slash), word.slice(slash + 1)];
  const resource = type === '*' ? undefined : resourceFor(context, type);
  const everywhere = context.flags.on('all-namespaces');
  if (!everywhere) {
    if (resource !== undefined && !resource.namespaced) {
      warn(context, `resource '${resource.plural}' is not namespace scoped${resource.group === '' ? '' : ` in group '${resource.group}'`}`);
    }
    if (!RESOURCE_VERBS.has(verb)) warn(context, `verb '${verb}' is not a known verb`);
  }
  const subresource = context.flags.text('subresource');
  const given = { namespace: everywhere ? '' : context.namespace, verb, group: resource?.group ?? '', resource: resource?.plural ?? type, subresource, name };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

function resourceFor(context: KubectlContext, type: string): Resource | undefined {
  const found = context.discovery.find(type);
  const [resource = '', ...group] = type.toLowerCase().split('.');
  if (found === undefined && !HIDDEN.has(type.toLowerCase())) {
    warn(context, `the server doesn't have a resource type '${resource}'${group.length === 0 ? '' : ` in group '${group.join('.')}'`}`);
  }
  return found;
}

const texts = (value: Json, key: string): { readonly [key: string]: readonly string[] } => {
  const list = listAt(value, key).map(String);
  return list.length === 0 ? {} : { [key]: list };
};
const rulesIn = (list: readonly Json[], keys: readonly string[]): PolicyRule[] =>
  list.filter(isObject).map((rule) => ({ verbs: [], ...Object.assign({}, ...keys.map((key) => texts(rule, key))) as Partial<PolicyRule> })); // keys of a rule

function listRules(context: KubectlContext): number {
  const { flags } = context;
  if (context.args.length > 0) fail('list option must be specified with no arguments');
  if (flags.on('quiet') || flags.on('all-namespaces') || flags.text('subresource') !== '') fail("list option can't be specified with neither quiet, all-namespaces nor subresource options");
  const answer = context.api.call('POST', `${REVIEWS}/selfsubjectrulesreviews`, {
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: context.namespace } },
  });
  const status = objectAt(answer, 'status');
  if (status['incomplete'] === true) context.error(`Warning: the list may be incomplete: ${textAt(status, 'evaluationError')}\n`);
  const rules = printableRules([
    ...rulesIn(listAt(status, 'resourceRules'), ['verbs', 'apiGroups', 'resources', 'resourceNames']),
    ...rulesIn(listAt(status, 'nonResourceRules'), ['verbs', 'nonResourceURLs']),
  ]);
  const writer = createTabWriter();
  if (!flags.on('no-headers')) writer.write('Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
  for (const rule of rules) writer.write(`${ruleCells(rule).join('\t')}\n`);
  context.out(writer.flush());
  return 0;
}
