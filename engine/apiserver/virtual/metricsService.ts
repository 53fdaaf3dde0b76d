/** metrics.k8s.io is there as long as an APIService sends it to a metrics server. @k8s kube-aggregator/pkg/apiserver/apiserver.go AddAPIService */
import { METRICS_KINDS, type APIService, type KindDefinition } from '../../api/index.ts';
import type { Store, StoreChange } from '../../store/index.ts';
import type { Registry } from '../registry.ts';

const RESOURCE = 'apiservices.apiregistration.k8s.io';
const NAME = 'v1beta1.metrics.k8s.io';

export function serveMetrics(store: Store, registry: Registry): void {
  const kinds = Object.values(METRICS_KINDS) as readonly unknown[] as readonly KindDefinition[]; // plain, as the registry has them
  const isServed = (): boolean => registry.hasVersion('metrics.k8s.io', 'v1beta1');
  store.subscribe(RESOURCE, ({ key, type, object }: StoreChange) => {
    if (key !== NAME) return;
    const wanted = type !== 'DELETED' && (object as APIService).spec?.service !== undefined; // the resource tells the type
    if (wanted && !isServed()) registry.replace([], kinds);
    if (!wanted && isServed()) registry.replace(kinds, []);
  });
}
