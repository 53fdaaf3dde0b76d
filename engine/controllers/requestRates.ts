/** How many requests a second the controller manager's controllers send, each for itself: its pods and its Events. */
import type { RequestRate } from '../client/index.ts';

/** @k8s k8s.io/controller-manager/config/v1alpha1/defaults.go: `--kube-api-qps`, `--kube-api-burst` */
const USUAL: RequestRate = { perSecond: 20, burst: 30 };

/** Those that ask for more than they do. @k8s cmd/kube-controller-manager/app/core.go newNamespaceController, newGarbageCollectorController */
const TIMES: { readonly [account: string]: RequestRate } = {
  'generic-garbage-collector': { perSecond: 2, burst: 1 },
  'namespace-controller': { perSecond: 20, burst: 100 },
};

/** @param account the ServiceAccount under whose name the controller works. */
export function requestRateOf(account: string): RequestRate {
  const times = TIMES[account] ?? { perSecond: 1, burst: 1 };
  return { perSecond: USUAL.perSecond * times.perSecond, burst: USUAL.burst * times.burst };
}
