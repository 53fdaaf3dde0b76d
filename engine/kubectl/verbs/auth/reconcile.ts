/** `kubectl auth reconcile`. @k8s kubectl/pkg/cmd/auth/reconcile.go */
import type { Json, JsonObject } from '../../../base/index.ts';
import { collectionPath, objectPath } from '../../discovery.ts';
import { listAt, textAt, uidOf } from '../../objects.ts';
import { dryRunFlag, fileFlags, printFlags } from '../../print/flags.ts';
import { createPrinter, dryRunOf } from '../../print/printer.ts';
import { Failure, fail, finish, statusProblem } from '../../problems.ts';
import { selectResources, type Info } from '../../resources/select.ts';
import type { KubectlContext, Verb } from '../../verb.ts';
import { mergeBinding, mergeRole, type Result } from './merging.ts';

const RBAC = 'rbac.authorization.k8s.io';

export const reconcile: Verb = {
  name: 'reconcile',
  usage: 'auth reconcile -f FILENAME [options]',
  about: 'Make roles and bindings hold what files say',
  flags: [
    ...printFlags, ...fileFlags('to reconcile'), dryRunFlag,
    { name: 'remove-extra-permissions', type: 'bool', about: 'Take away what a role allows beyond the file' },
    { name: 'remove-extra-subjects', type: 'bool', about: 'Take away subjects that are not in the file' },
  ],
  *run(context) {
    const { flags } = context;
    const files = flags.list('filename');
    if (files.length === 0 && flags.text('kustomize') === '') fail('must specify one of -f and -k');
    if (context.args.length > 0) fail('no arguments are allowed');
    const dryRun = dryRunOf(context);
    if (dryRun === 'server') fail('--dry-run=server for command reconcile is not supported yet');
    const printer = createPrinter(context, { operation: `reconciled${dryRun === 'client' ? ' (dry run)' : ''}`, typed: true });
    const { infos, problems } = yield* selectResources(context, { files, recursive: flags.on('recursive'), fromFiles: true, flatten: true });
    for (const info of infos) {
      if (info.resource.group !== RBAC) continue; // anything else is passed over
      const result = reconcileOne(context, info, dryRun === 'none');
      context.out(printer(result.object));
      report(context, info, result);
    }
    return finish(context, problems);
  },
};

const isRole = ({ resource }: Info): boolean => resource.kind === 'Role' || resource.kind === 'ClusterRole';

function reconcileOne(context: KubectlContext, info: Info, confirm: boolean): Result {
  const { api, flags } = context;
  const path = objectPath(info.resource, info.namespace, info.name);
  const found = api.attempt('GET', path);
  if (!found.ok && found.status.reason !== 'NotFound') throw new Failure(statusProblem(found.status));
  const existing = found.ok ? found.body : undefined;
  const result = isRole(info) ? mergeRole(existing, info.object, flags.on('remove-extra-permissions')) : mergeBinding(existing, info.object, flags.on('remove-extra-subjects'));
  if (!confirm || result.protected || result.operation === 'none') return result;
  if (result.operation === 'update') return { ...result, object: api.call('PUT', path, { body: result.object }) };
  if (result.operation === 'recreate') {
    const gone = api.attempt('DELETE', path, { body: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid: uidOf(existing) } } });
    if (!gone.ok && gone.status.reason !== 'NotFound') throw new Failure(statusProblem(gone.status));
  }
  if (info.resource.namespaced) ensureNamespace(context, info.namespace);
  return { ...result, object: api.call('POST', collectionPath(info.resource, info.namespace), { body: result.object }) };
}

function ensureNamespace({ api }: KubectlContext, name: string): void {
  if (api.attempt('GET', `/api/v1/namespaces/${name}`).ok) return;
  const made = api.attempt('POST', '/api/v1/namespaces', { body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } });
  if (!made.ok && made.status.reason !== 'AlreadyExists') throw new Failure(statusProblem(made.status));
}

function report(context: KubectlContext, info: Info, { operation, missing, extra, protected: kept }: Result): void {
  if (operation === 'none') return;
  const say = (text: string): void => context.error(`${text}\n`);
  say(`\treconciliation required ${operation}${kept ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)' : ''}`);
  const [what, remove, shown] = isRole(info) ? ['rules', 'remove-extra-permissions', ruleText] as const : ['subjects', 'remove-extra-subjects', subjectText] as const;
  const section = (title: string, items: readonly Json[]): void => {
    if (items.length === 0) return;
    say(`\t${title}:`);
    for (const item of items) say(`\t\t${shown(item as JsonObject)}`); // rules and subjects are objects
  };
  section(`missing ${what} added`, missing);
  if (context.flags.on(remove)) section(`extra ${what} removed`, extra);
}

const goList = (object: JsonObject, key: string): string => `[${listAt(object, key).map(String).join(' ')}]`;
/** As Go's `%+v` prints the structures. */
const ruleText = (rule: JsonObject): string =>
  `{Verbs:${goList(rule, 'verbs')} APIGroups:${goList(rule, 'apiGroups')} Resources:${goList(rule, 'resources')} `
  + `ResourceNames:${goList(rule, 'resourceNames')} NonResourceURLs:${goList(rule, 'nonResourceURLs')}}`;
const subjectText = (subject: JsonObject): string =>
  `{Kind:${textAt(subject, 'kind')} APIGroup:${textAt(subject, 'apiGroup')} Name:${textAt(subject, 'name')} Namespace:${textAt(subject, 'namespace')}}`;
