/** For tests: each Namespace with the label `team` has a ConfigMap `team` in it that says which team. */
export const TEAM = `export const watches = [
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'v1', kind: 'ConfigMap', owner: { apiVersion: 'v1', kind: 'Namespace' } },
];

export function reconcile({ name }, api) {
  const namespace = api.get({ apiVersion: 'v1', kind: 'Namespace', name });
  const team = namespace?.metadata.labels?.team;
  if (!team || namespace.metadata.deletionTimestamp) return;
  const found = api.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace: name, name: 'team' });
  if (found?.data?.name === team) return;
  if (found) {
    api.patch(found, { data: { name: team } });
    return;
  }
  api.create({
    apiVersion: 'v1', kind: 'ConfigMap',
    metadata: { name: 'team', namespace: name, ownerReferences: [api.controllerReference(namespace)] },
    data: { name: team },
  });
  api.event(namespace, 'Created', \`made the ConfigMap for team \${team}\`);
  console.log(\`\${name}: made the ConfigMap for team \${team}\`);
}
`;
