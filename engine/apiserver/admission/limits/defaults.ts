/** Requests and limits that containers get from a LimitRange, and the annotation that tells. @k8s limitranger/admission.go mergePodResourceRequirements */
import type { Container, LimitRange, Pod } from '../../../api/index.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';
type Amounts = { readonly [name: string]: string | number };
type Filled = { readonly container: Container; readonly words: readonly string[] };

/** Later items of the range win. */
function defaultsOf({ spec }: LimitRange): { readonly limits: Amounts; readonly requests: Amounts } {
  const items = (spec?.limits ?? []).filter(({ type }) => type === 'Container');
  return {
    limits: Object.assign({}, ...items.map((item) => item.default)) as Amounts,
    requests: Object.assign({}, ...items.map((item) => item.defaultRequest)) as Amounts,
  };
}

function fillContainer(container: Container, what: string, limits: Amounts, requests: Amounts): Filled {
  const { resources = {} } = container;
  const missing = (given: Amounts | undefined, defaults: Amounts): string[] => Object.keys(defaults).filter((name) => given?.[name] === undefined).sort();
  const [lacksLimit, lacksRequest] = [missing(resources.limits, limits), missing(resources.requests, requests)];
  if (lacksLimit.length + lacksRequest.length === 0) return { container, words: [] };
  const pick = (names: readonly string[], from: Amounts): Amounts => Object.fromEntries(names.map((name) => [name, from[name] ?? '0']));
  const filled = (given: Amounts | undefined, names: readonly string[], from: Amounts): Amounts | undefined =>
    (names.length === 0 ? given : { ...given, ...pick(names, from) });
  const [newLimits, newRequests] = [filled(resources.limits, lacksLimit, limits), filled(resources.requests, lacksRequest, requests)];
  return {
    container: { ...container, resources: { ...resources, ...(newLimits === undefined ? {} : { limits: newLimits }), ...(newRequests === undefined ? {} : { requests: newRequests }) } },
    words: [
      ...(lacksRequest.length === 0 ? [] : [`${lacksRequest.join(', ')} request for ${what} ${container.name}`]),
      ...(lacksLimit.length === 0 ? [] : [`${lacksLimit.join(', ')} limit for ${what} ${container.name}`]),
    ],
  };
}

export function withDefaults(pod: Pod, range: LimitRange): Pod {
  const { limits, requests } = defaultsOf(range);
  if (pod.spec === undefined || Object.keys(limits).length + Object.keys(requests).length === 0) return pod;
  const main = pod.spec.containers.map((container) => fillContainer(container, 'container', limits, requests));
  const init = (pod.spec.initContainers ?? []).map((container) => fillContainer(container, 'init container', limits, requests));
  const words = [...main, ...init].flatMap((filled) => filled.words);
  if (words.length === 0) return pod;
  return {
    ...pod,
    metadata: { ...pod.metadata, annotations: { ...pod.metadata?.annotations, [ANNOTATION]: `LimitRanger plugin set: ${words.join('; ')}` } },
    spec: {
      ...pod.spec, containers: main.map(({ container }) => container),
      ...(pod.spec.initContainers === undefined ? {} : { initContainers: init.map(({ container }) => container) }),
    },
  };
}
