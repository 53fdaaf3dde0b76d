/** What a pod asks of a node, as plain numbers: CPU in thousandths, everything else in whole units. */
import type { Container, Pod } from '../api/index.ts';
import { milliValue, quantityOf, value } from '../base/index.ts';

/** `cpu` in thousandths of a core, other resources in bytes or pieces. Absent means 0. */
export type Resources = { readonly [resource: string]: number };

export const EMPTY: Resources = {};

type QuantityMap = { readonly [resource: string]: string | number } | undefined;

export function resourcesOf(map: QuantityMap): Resources {
  if (map === undefined) return EMPTY;
  const out: { [resource: string]: number } = {};
  for (const [name, text] of Object.entries(map)) out[name] = name === 'cpu' ? milliValue(quantityOf(text)) : value(quantityOf(text));
  return out;
}

export function add(a: Resources, b: Resources): Resources {
  if (b === EMPTY) return a;
  const out = { ...a };
  for (const [name, amount] of Object.entries(b)) out[name] = (out[name] ?? 0) + amount;
  return out;
}

export function subtract(a: Resources, b: Resources): Resources {
  if (b === EMPTY) return a;
  const out = { ...a };
  for (const [name, amount] of Object.entries(b)) out[name] = (out[name] ?? 0) - amount;
  return out;
}

function max(a: Resources, b: Resources): Resources {
  const out = { ...a };
  for (const [name, amount] of Object.entries(b)) out[name] = Math.max(out[name] ?? 0, amount);
  return out;
}

/**
 * The larger of what runs side by side and what each init container needs with the sidecars started before it.
 * @k8s component-helpers/resource/helpers.go PodRequests
 */
export function requestsOf(pod: Pod, ofContainer: (container: Container) => Resources = requestsOfContainer): Resources {
  let total = EMPTY;
  for (const container of pod.spec?.containers ?? []) total = add(total, ofContainer(container));
  let sidecars = EMPTY;
  let starting = EMPTY;
  for (const container of pod.spec?.initContainers ?? []) {
    const own = ofContainer(container);
    if (container.restartPolicy === 'Always') {
      total = add(total, own);
      sidecars = add(sidecars, own);
      starting = max(starting, sidecars);
    } else {
      starting = max(starting, add(sidecars, own));
    }
  }
  return add(max(total, starting), resourcesOf(pod.spec?.overhead));
}

const requestsOfContainer = (container: Container): Resources => resourcesOf(container.resources?.requests);

/** Scoring counts a container without requests as 100m and 200 MB. @k8s pkg/scheduler/util/pod_resources.go */
export const scoringRequestsOf = (pod: Pod): Resources => requestsOf(pod, (container) => {
  const own = requestsOfContainer(container);
  return { ...own, cpu: own['cpu'] ?? 100, memory: own['memory'] ?? 200 * 1024 * 1024 };
});
