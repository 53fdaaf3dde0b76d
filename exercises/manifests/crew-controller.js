// A ConfigMap with the label `kind: crew` lists names. Each name gets a Pod.
export const watches = [
  { apiVersion: 'v1', kind: 'ConfigMap', labels: { kind: 'crew' } },
  { apiVersion: 'v1', kind: 'Pod', owner: { apiVersion: 'v1', kind: 'ConfigMap' } },
];

export function reconcile({ namespace, name }, api) {
  // Observe: what is wanted, and what is there?
  const crew = api.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });
  if (!crew) return;
  const wanted = (crew.data?.names ?? '').split('\n').filter((line) => line !== '');
  const pods = api.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: { crew: name } });

  // Compare: what is the difference?
  const missing = wanted.filter((who) => !pods.some((pod) => pod.metadata.labels.who === who));
  const surplus = pods.filter((pod) => !wanted.includes(pod.metadata.labels.who));
  console.log(`wanted ${wanted.length}, missing ${missing.length}, too many ${surplus.length}`);

  // Act: make it smaller.
  for (const who of missing) {
    api.create({
      apiVersion: 'v1', kind: 'Pod',
      metadata: { name: `${name}-${who}`, namespace, labels: { crew: name, who }, ownerReferences: [api.controllerReference(crew)] },
      spec: { containers: [{ name: 'main', image: 'nginx:1.14.2' }] },
    });
  }
  for (const pod of surplus) if (!pod.metadata.deletionTimestamp) api.delete(pod);
}
