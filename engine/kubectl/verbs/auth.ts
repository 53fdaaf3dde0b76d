import { createTabWriter } from '../../base/index.ts';
import type { Task } from '../../time/index.ts';
import { field, listAt, objectAt, textAt } from '../objects.ts';
import { allNamespacesFlag, printFlags } from '../print/flags.ts';
import { createPrinter } from '../print/printer.ts';
import { fail } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';

const KNOWN_VERBS = new Set(['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection', 'use', 'bind', 'impersonate', '*', 'approve', 'sign', 'escalate', 'attest']);

const canI: Verb = {
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
    return context.flags.on('list') ? yield* listRules(context) : ask(context);
  },
};

/** @k8s kubectl/pkg/cmd/auth/cani.go; golden kubectl/auth-can-i */
function ask(context: KubectlContext): number {
  const { flags, args } = context;
  const [verb, word] = args;
  if (args.length !== 2 || verb === undefined || word === undefined) {
    return fail(`you must specify two arguments: verb resource or verb resource/resourceName.\nSee '${context.path} -h' for help and examples.`);
  }
  const spec = word.startsWith('/') ? { nonResourceAttributes: { verb, path: word } } : { resourceAttributes: attributesOf(context, verb, word) };
  const answer = context.api.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec },
  });
  const allowed = field(answer, 'status', 'allowed') === true;
  const reason = textAt(answer, 'status', 'reason');
  const shown = allowed || reason === '' || reason.startsWith('RBAC') ? '' : ` - ${reason}`;
  if (!flags.on('quiet')) context.out(`${allowed ? 'yes' : 'no'}${shown}\n`);
  return allowed ? 0 : 1;
}

function attributesOf(context: KubectlContext, verb: string, word: string): { [key: string]: string } {
  const [type = '', name = ''] = word.split('/');
  if (!KNOWN_VERBS.has(verb)) context.error(`Warning: verb '${verb}' is not a known verb\n\n`);
  const resource = type === '*' ? undefined : context.discovery.find(type);
  if (resource === undefined && type !== '*') context.error(`Warning: the server doesn't have a resource type '${type}'\n\n`);
  if (resource !== undefined && !resource.namespaced && !context.flags.on('all-namespaces')) context.error(`Warning: resource '${resource.plural}' is not namespace scoped\n\n`);
  const namespace = context.flags.on('all-namespaces') ? '' : context.namespace;
  return {
    ...(namespace === '' ? {} : { namespace }), verb, group: resource?.group ?? (type === '*' ? '*' : ''), resource: resource?.plural ?? type,
    ...(name === '' ? {} : { name }), ...(context.flags.text('subresource') === '' ? {} : { subresource: context.flags.text('subresource') }),
  };
}

function* listRules(context: KubectlContext): Task<number> {
  const answer = context.api.call('POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
    body: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', spec: { namespace: context.namespace } },
  });
  const writer = createTabWriter();
  if (!context.flags.on('no-headers')) writer.write('Resources\tNon-Resource URLs\tResource Names\tVerbs\n');
  const words = (value: ReturnType<typeof listAt>): string => `[${value.map(String).join(' ')}]`;
  for (const rule of listAt(answer, 'status', 'resourceRules')) {
    for (const group of listAt(rule, 'apiGroups').map(String)) {
      for (const resource of listAt(rule, 'resources').map(String)) {
        writer.write(`${group === '' ? resource : `${resource}.${group}`}\t[]\t${words(listAt(rule, 'resourceNames'))}\t${words(listAt(rule, 'verbs'))}\n`);
      }
    }
  }
  for (const rule of listAt(answer, 'status', 'nonResourceRules')) {
    for (const url of listAt(rule, 'nonResourceURLs').map(String)) writer.write(`\t[${url}]\t[]\t${words(listAt(rule, 'verbs'))}\n`);
  }
  context.out(writer.flush());
  return 0;
}

const whoami: Verb = {
  name: 'whoami',
  usage: 'auth whoami [options]',
  about: 'Show who the server thinks you are',
  flags: printFlags,
  *run(context) {
    const answer = context.api.call('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    });
    if (context.flags.text('output') !== '') { context.out(createPrinter(context)(answer)); return 0; }
    const user = objectAt(answer, 'status', 'userInfo');
    const writer = createTabWriter();
    writer.write('ATTRIBUTE\tVALUE\n');
    if (textAt(user, 'username') !== '') writer.write(`Username\t${textAt(user, 'username')}\n`);
    if (textAt(user, 'uid') !== '') writer.write(`UID\t${textAt(user, 'uid')}\n`);
    if (listAt(user, 'groups').length > 0) writer.write(`Groups\t[${listAt(user, 'groups').map(String).join(' ')}]\n`);
    const extra = objectAt(user, 'extra');
    for (const key of Object.keys(extra).sort()) writer.write(`Extra: ${key}\t[${listAt(extra, key).map(String).join(' ')}]\n`);
    context.out(writer.flush());
    return 0;
  },
};

export const auth: Verb = {
  name: 'auth', usage: 'auth SUBCOMMAND [options]', about: 'Ask about rights and identity', flags: [], subcommands: [canI, whoami],
};
