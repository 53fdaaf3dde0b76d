/** `kubectl cp`: needs tar in the container. @k8s kubectl/pkg/cmd/cp/cp.go */
import type { Task } from '../../time/index.ts';
import { resolvePath } from '../paths.ts';
import { fail } from '../problems.ts';
import { attachablePod, chooseContainer, oneObject } from '../resources/attachable.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { copyFrom, copyTo } from './cp/copying.ts';
import type { Place } from './cp/copying.ts';

type Spec = { readonly pod: string; readonly namespace: string; readonly path: string };

export const cp: Verb = {
  name: 'cp', usage: 'cp <file-spec-src> <file-spec-dest>', about: 'Copy files to a container or from it',
  flags: [
    { name: 'container', short: 'c', type: 'string', about: 'Name of the container' },
    { name: 'no-preserve', type: 'bool', about: 'Leave owner and permissions to the container' },
    { name: 'retries', type: 'int', about: 'Not used by this kubectl', hidden: true },
  ],
  *run(context) {
    const [from, to, ...more] = context.args;
    if (from === undefined || to === undefined || more.length > 0) return fail('source and destination are required');
    const [source, target] = [specOf(from), specOf(to)];
    if (source.pod !== '' && target.pod !== '') fail('one of src or dest must be a local file specification');
    if (source.pod === '' && target.pod === '') fail('one of src or dest must be a remote file specification');
    if (source.path === '' || target.path === '') fail('filepath can not be empty');
    if (source.pod !== '') return yield* copyFrom(context, yield* placeOf(context, source), source.path, target.path);
    if (context.command.machine.files.stat(resolvePath(context.command, source.path)) === undefined) fail(`${source.path} doesn't exist in local filesystem`);
    return yield* copyTo(context, yield* placeOf(context, target), source.path, target.path);
  },
};

/** `[[namespace/]pod:]path`. */
function specOf(text: string): Spec {
  const cut = text.indexOf(':');
  if (cut === 0) return fail('filespec must match the canonical format: [[namespace/]pod:]file/path');
  if (cut < 0) return { pod: '', namespace: '', path: text };
  const [first = '', second, ...more] = text.slice(0, cut).split('/');
  if (more.length > 0) return fail('filespec must match the canonical format: [[namespace/]pod:]file/path');
  return { pod: second ?? first, namespace: second === undefined ? '' : first, path: text.slice(cut + 1) };
}

function* placeOf(context: KubectlContext, spec: Spec): Task<Place> {
  const there = spec.namespace === '' ? context : { ...context, namespace: spec.namespace };
  const pod = yield* attachablePod(there, yield* oneObject(there, spec.pod), 0);
  const phase = pod.status?.phase ?? '';
  if (phase === 'Succeeded' || phase === 'Failed') fail(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  return { namespace: there.namespace, pod: spec.pod, container: chooseContainer(context, pod, context.flags.text('container')).name };
}
