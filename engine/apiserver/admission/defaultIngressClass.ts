/** Ingresses that name no class get the default one. @k8s plugin/pkg/admission/network/defaultingressclass/admission.go */
import type { Ingress, IngressClass } from '../../api/index.ts';
import { newestOf } from './defaultStorageClass.ts';
import type { AdmissionPlugin } from './types.ts';

const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';
const OLD_WAY = 'kubernetes.io/ingress.class';

export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  resources: ['ingresses.networking.k8s.io'],
  admit({ operation, resource, subresource }, object, { store }) {
    if (operation !== 'CREATE' || resource !== 'ingresses.networking.k8s.io' || subresource !== undefined) return object;
    const ingress = object as Ingress; // the resource tells the type
    if (ingress.spec?.ingressClassName !== undefined || ingress.metadata?.annotations?.[OLD_WAY] !== undefined) return ingress;
    const classes = store.list('ingressclasses.networking.k8s.io') as readonly IngressClass[]; // likewise
    const found = newestOf(classes.filter(({ metadata }) => metadata?.annotations?.[DEFAULT] === 'true'));
    if (found === undefined) return ingress;
    const named: Ingress = { ...ingress, spec: { ...ingress.spec, ingressClassName: found.metadata?.name ?? '' } };
    return named;
  },
};
