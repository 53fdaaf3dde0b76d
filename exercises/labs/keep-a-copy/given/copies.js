// Each Namespace with the label branch=yes has a copy of the ConfigMap `rules` of head-office.
export const watches = [
  { apiVersion: 'v1', kind: 'Namespace', labels: { branch: 'yes' } },
];

export function reconcile({ kind, namespace, name }, api) {
  console.log('look at', kind, namespace, name);
}
