/** A copy of a pod with something changed. @k8s kubectl/pkg/cmd/debug/debug.go generatePodCopyWithDebugContainer, profiles.go */
import type { Pod } from '../../../api/index.ts';
import { isObject } from '../../../base/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import { listAt, objectAt, textAt, withField } from '../../objects.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';
import { attachWhenRunning, debugName, environmentOf, wantsAttach } from './container.ts';
import { withCustom } from './custom.ts';
import { withProfile } from './profiles.ts';

type Copy = { readonly object: JsonObject; /** '' if only images were changed. */ readonly container: string };

export function* debugWithCopy(context: KubectlContext, pod: Pod, command: readonly string[]): Task<number> {
  const { flags, api } = context;
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const { object, container } = copyOf(context, pod, command);
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  api.call('POST', pods, { body: object });
  if (flags.on('replace')) api.call('DELETE', `${pods}/${encodeURIComponent(name)}`, { body: { kind: 'DeleteOptions', apiVersion: 'v1' } });
  return wantsAttach(context) && container !== '' ? yield* attachWhenRunning(context, flags.text('copy-to'), container) : 0;
}

function copyOf(context: KubectlContext, pod: Pod, command: readonly string[]): Copy {
  const { flags } = context;
  const { ephemeralContainers: _none, nodeName, ...rest } = pod.spec as unknown as JsonObject; // plain JSON
  const images = new Map(flags.list('set-image').map((pair) => {
    const cut = pair.indexOf('=');
    return [pair.slice(0, cut), pair.slice(cut + 1)] as const;
  }));
  const containers = listAt(rest, 'containers').filter(isObject).map((each) => {
    const image = images.get(textAt(each, 'name')) ?? images.get('*');
    return image === undefined ? each : { ...each, image };
  });
  const spec: JsonObject = {
    ...rest, ...(flags.on('same-node') && nodeName !== undefined ? { nodeName } : {}), containers,
    ...(flags.changed('share-processes') ? { shareProcessNamespace: flags.on('share-processes') } : {}),
  };
  const object: JsonObject = {
    apiVersion: 'v1', kind: 'Pod', spec,
    metadata: { name: flags.text('copy-to'), namespace: pod.metadata?.namespace, labels: pod.metadata?.labels, annotations: pod.metadata?.annotations },
  };
  const known = containers.some((each) => textAt(each, 'name') === flags.text('container'));
  if (!known && flags.text('image') === '') {
    return images.size > 0 ? { object, container: '' } : fail('you must specify image when creating new container');
  }
  const name = known ? flags.text('container') : debugName(context, pod);
  const all: readonly JsonObject[] = known ? containers : [...containers, { name, terminationMessagePolicy: 'File', resources: {} }];
  const changed = all.map((each) => (textAt(each, 'name') === name ? withCustom(context, withProfile(changedContainer(context, each, command), flags.text('profile'))) : each));
  return { object: stripped(context, withField(object, ['spec', 'containers'], changed.map((each) => withoutProbes(context, each)))), container: name };
}

function changedContainer(context: KubectlContext, container: JsonObject, command: readonly string[]): JsonObject {
  const { flags } = context;
  const { args: _args, stdin: _stdin, tty: _tty, ...others } = container;
  const env = environmentOf(context);
  const [image, policy] = [flags.text('image'), flags.text('image-pull-policy')];
  const base = command.length === 0 ? (container['args'] === undefined ? others : { ...others, args: container['args'] })
    : flags.on('arguments-only') ? { ...others, args: [...command] } : { ...others, command: [...command] };
  return {
    ...base, ...(env.length === 0 ? {} : { env }), ...(image === '' ? {} : { image }), ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(flags.on('stdin') ? { stdin: true } : {}), ...(flags.on('tty') ? { tty: true } : {}),
  };
}

/** A copy must not be taken for the pod by its services and controllers. */
function stripped(context: KubectlContext, object: JsonObject): JsonObject {
  const { flags } = context;
  if (flags.text('profile') === 'legacy') return object;
  const metadata = objectAt(object, 'metadata');
  const kept = { ...metadata, labels: flags.on('keep-labels') ? metadata['labels'] : undefined, annotations: flags.on('keep-annotations') ? metadata['annotations'] : undefined };
  const spec = objectAt(object, 'spec');
  return {
    ...object, metadata: kept,
    spec: { ...spec, shareProcessNamespace: spec['shareProcessNamespace'] ?? true, ...(flags.on('keep-init-containers') ? {} : { initContainers: undefined }) },
  };
}

function withoutProbes({ flags }: KubectlContext, container: JsonObject): JsonObject {
  if (flags.text('profile') === 'legacy') return container;
  const drop = (['liveness', 'readiness', 'startup'] as const).filter((probe) => !flags.on(`keep-${probe}`)).map((probe) => `${probe}Probe`);
  return Object.fromEntries(Object.entries(container).filter(([key]) => !drop.includes(key)));
}
