/** `crictl ps`, `pods`, `images`. @k8s sigs.k8s.io/cri-tools cmd/crictl/{container,sandbox,image}.go; golden cluster/adm-crictl-tour */
import type { CommandContext } from '../../script/index.ts';
import { humanAge, humanSize, sortedJson, table, truncated } from './format.ts';
import { readOptions, type Options } from './options.ts';
import { containerLabels, fatal, podLabels, sandboxOf, type Container, type CrictlWorld, type Sandbox } from './world.ts';

const STATES: { readonly [state: string]: string } = { created: 'Created', running: 'Running', exited: 'Exited', ready: 'Ready', notReady: 'NotReady' };
const matches = (pattern: string | undefined, text: string): boolean => {
  if (pattern === undefined || pattern === '') return true;
  try { return new RegExp(pattern).test(text); } catch { return false; } // an expression that is none matches nothing
};
const hasLabel = (wanted: string | undefined, labels: { readonly [label: string]: string }): boolean => {
  const [key = '', value = ''] = (wanted ?? '').split('=');
  return wanted === undefined || labels[key] === value;
};
const newestFirst = <T extends { readonly createdAt: number }>(list: readonly T[]): T[] => list.map((each, i) => ({ each, i })).sort((a, b) => b.each.createdAt - a.each.createdAt || b.i - a.i).map(({ each }) => each);
const limited = <T>(list: readonly T[], { flags, values }: Options): readonly T[] => {
  const last = Number(values.get('last') ?? 0);
  return last > 0 ? list.slice(0, last) : flags.has('latest') ? list.slice(0, 1) : list;
};

const PS = { all: 'flag', id: 'value', image: 'value', label: 'value', last: 'value', latest: 'flag', name: 'value', namespace: 'value', 'no-trunc': 'flag', output: 'value', pod: 'value', quiet: 'flag', 'resolve-image-path': 'flag', state: 'value', verbose: 'flag' } as const;
const SHORT = { a: 'all', l: 'latest', n: 'last', o: 'output', p: 'pod', q: 'quiet', r: 'resolve-image-path', s: 'state', v: 'verbose' };

export function listContainers(world: CrictlWorld, args: readonly string[]): { readonly options: Options; readonly found: readonly Container[] } {
  const options = readOptions(args, PS, SHORT);
  const { flags, values } = options;
  const state = values.get('state')?.toLowerCase();
  const anyState = flags.has('all') || flags.has('latest') || Number(values.get('last') ?? 0) > 0;
  const image = values.get('image');
  const imageId = image === undefined ? undefined : world.runtime.imageStatus(image);
  const found = world.runtime.containers().filter((each) =>
    (state === undefined ? anyState || each.state === 'running' : each.state === state) && each.id.startsWith(values.get('id') ?? '') && each.sandbox.startsWith(values.get('pod') ?? '')
    && (image === undefined || (imageId !== undefined && 'id' in imageId && imageId.id === each.imageKey))
    && matches(values.get('name'), each.name) && matches(values.get('namespace'), sandboxOf(world, each)?.config.namespace ?? '') && hasLabel(values.get('label'), containerLabels(world, each)));
  return { options, found: limited(newestFirst(found), options) };
}

export function ps(world: CrictlWorld, context: CommandContext, args: readonly string[]): number {
  const { options: { flags, values, error }, found } = listContainers(world, args);
  if (error !== undefined) return fatal(context, error);
  if (flags.has('quiet')) { context.stdout.write(found.map(({ id }) => `${id}\n`).join('')); return 0; }
  const short = flags.has('no-trunc') ? (id: string): string => id : truncated;
  const entry = (each: Container) => ({
    annotations: {}, createdAt: String(each.createdAt * 1_000_000), id: each.id, image: { annotations: {}, image: each.imageKey, runtimeHandler: '', userSpecifiedImage: '' }, imageRef: each.imageKey,
    labels: containerLabels(world, each), metadata: { attempt: each.attempt, name: each.name }, podSandboxId: each.sandbox, state: `CONTAINER_${each.state.toUpperCase()}`,
  });
  if (values.get('output') === 'json') { context.stdout.write(sortedJson({ containers: found.map(entry) })); return 0; }
  const rows = found.map((each) => {
    const pod = sandboxOf(world, each)?.config;
    return [short(each.id), short(each.imageKey), `${humanAge(world.clock.now - each.createdAt)} ago`, STATES[each.state] ?? '', each.name, String(each.attempt), short(each.sandbox), pod?.pod ?? 'unknown', pod?.namespace ?? 'unknown'];
  });
  context.stdout.write(table([['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'], ...rows]));
  return 0;
}

const PODS = { id: 'value', label: 'value', last: 'value', latest: 'flag', name: 'value', namespace: 'value', 'no-trunc': 'flag', output: 'value', quiet: 'flag', state: 'value', verbose: 'flag' } as const;

export function pods(world: CrictlWorld, context: CommandContext, args: readonly string[]): number {
  const options = readOptions(args, PODS, SHORT);
  const { flags, values, error } = options;
  if (error !== undefined) return fatal(context, error);
  const state = values.get('state')?.toLowerCase();
  const found = limited(newestFirst(world.runtime.sandboxes().filter((each) =>
    (state === undefined || each.state.toLowerCase() === state) && each.id.startsWith(values.get('id') ?? '') && matches(values.get('name'), each.config.pod)
    && matches(values.get('namespace'), each.config.namespace) && hasLabel(values.get('label'), podLabels(each)))), options);
  if (flags.has('quiet')) { context.stdout.write(found.map(({ id }) => `${id}\n`).join('')); return 0; }
  const short = flags.has('no-trunc') ? (id: string): string => id : truncated;
  const entry = ({ id, createdAt, config, state: is, ...rest }: Sandbox) => ({
    annotations: {}, createdAt: String(createdAt * 1_000_000), id, labels: podLabels({ id, createdAt, config, state: is, ...rest }),
    metadata: { attempt: config.attempt, name: config.pod, namespace: config.namespace, uid: config.uid }, runtimeHandler: '', state: `SANDBOX_${is.toUpperCase()}`,
  });
  if (values.get('output') === 'json') { context.stdout.write(sortedJson({ items: found.map(entry) })); return 0; }
  const rows = found.map(({ id, createdAt, state: is, config }) =>
    [short(id), `${humanAge(world.clock.now - createdAt)} ago`, STATES[is] ?? '', config.pod, config.namespace, String(config.attempt), '(default)']);
  context.stdout.write(table([['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'], ...rows]));
  return 0;
}

type Image = ReturnType<CrictlWorld['runtime']['images']>[number];
const tagsOf = ({ names = [] }: Image): readonly string[] => [...names].sort();
/** Two images with tags by the first tag, others by digest, others by id. @k8s sigs.k8s.io/cri-tools cmd/crictl/image.go imageByRef */
const byReference = (a: Image, b: Image): number => {
  const key = (each: Image): string => tagsOf(each)[0] ?? (each.repoDigest === '' ? each.id : each.repoDigest);
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
};

export function images(world: CrictlWorld, context: CommandContext, args: readonly string[]): number {
  const { flags, values, rest, error } = readOptions(args, { digests: 'flag', filter: 'value', 'no-trunc': 'flag', output: 'value', pinned: 'flag', quiet: 'flag', verbose: 'flag' }, { ...SHORT, f: 'filter' });
  if (error !== undefined) return fatal(context, error);
  const wanted = rest[0];
  const only = wanted === undefined ? undefined : world.runtime.imageStatus(wanted);
  const found = world.runtime.images().filter(({ id }) => wanted === undefined || (only !== undefined && 'id' in only && only.id === id)).sort(byReference);
  if (flags.has('quiet')) { context.stdout.write(found.map(({ id }) => `${id}\n`).join('')); return 0; }
  const pinned = ({ names = [] }: Image): boolean => names.some((name) => name.startsWith('registry.k8s.io/pause:'));
  if (values.get('output') === 'json') {
    const entry = (each: Image) => ({ id: each.id, pinned: pinned(each), repoDigests: each.repoDigest === '' ? [] : [each.repoDigest], repoTags: tagsOf(each), size: String(each.size), username: '' });
    context.stdout.write(sortedJson({ images: found.map(entry) }));
    return 0;
  }
  const short = flags.has('no-trunc') ? (id: string): string => id : truncated;
  const rows = found.flatMap((each) => {
    const [name = '', digest = ''] = each.repoDigest === '' ? ['<none>', '<none>'] : each.repoDigest.split('@');
    const pairs = tagsOf(each).length === 0 ? [[name, '<none>']] : tagsOf(each).map((tag) => [tag.slice(0, tag.lastIndexOf(':')), tag.slice(tag.lastIndexOf(':') + 1)]);
    return pairs.map(([repository = '', tag = '']) => [
      repository, tag, ...(flags.has('digests') ? [short(digest)] : []), short(each.id), humanSize(each.size, 3), ...(flags.has('pinned') ? [String(pinned(each))] : []),
    ]);
  });
  const head = ['IMAGE', 'TAG', ...(flags.has('digests') ? ['DIGEST'] : []), 'IMAGE ID', 'SIZE', ...(flags.has('pinned') ? ['PINNED'] : [])];
  context.stdout.write(table([head, ...rows]));
  return 0;
}
