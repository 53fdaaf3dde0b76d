import { serviceDefaults } from './defaults.ts';

/** @k8s pkg/apis/core/v1/defaults.go SetDefaults_Service */
test.each([
  ['None', { clientIP: { timeoutSeconds: 10 } }, undefined],
  [undefined, { clientIP: { timeoutSeconds: 10 } }, undefined],
  ['ClientIP', undefined, { clientIP: { timeoutSeconds: 10_800 } }],
  ['ClientIP', { clientIP: { timeoutSeconds: 10 } }, { clientIP: { timeoutSeconds: 10 } }],
])('affinity %s with %j', (sessionAffinity, sessionAffinityConfig, kept) => {
  const { spec } = serviceDefaults({ spec: { ...(sessionAffinity === undefined ? {} : { sessionAffinity }), ...(sessionAffinityConfig === undefined ? {} : { sessionAffinityConfig }) } });
  expect(spec?.sessionAffinityConfig).toEqual(kept);
});
