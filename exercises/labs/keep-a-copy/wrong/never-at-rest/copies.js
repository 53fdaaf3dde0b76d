// Each Namespace with the label branch=yes has a copy of the ConfigMap `rules` of head-office.
export const watches = [
  { apiVersion: 'v1', kind: 'Namespace', labels: { branch: 'yes' } },
  { apiVersion: 'v1', kind: 'ConfigMap', labels: { handout: 'rules' } },
];

export function reconcile(_, api) {
  const original = api.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'head-office', name: 'rules' });
  if (!original) return;
  for (const { metadata } of api.list({ apiVersion: 'v1', kind: 'Namespace', labels: { branch: 'yes' } })) {
    if (metadata.deletionTimestamp) continue;
    const copy = api.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: metadata.name, name: 'rules' });
    if (!copy) {
      api.create({
        apiVersion: 'v1', kind: 'ConfigMap',
        metadata: { name: 'rules', namespace: metadata.name, labels: { handout: 'rules' } },
        data: original.data,
      });
    } else {
      api.update({ ...copy, metadata: { ...copy.metadata, annotations: { copied: new Date().toISOString() } }, data: original.data });
    }
  }
}
