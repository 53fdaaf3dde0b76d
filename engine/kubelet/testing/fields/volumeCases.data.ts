/** Fields of volumes and mounts. */
import type { JsonObject } from '../../../base/index.ts';
import type { FieldCase } from './fieldCase.ts';
import { events, PHASE, pod, sh, WAITING } from './setup.ts';

const V = 'volumes.0';
const M = 'containers.0.volumeMounts.0';
const mounted = (volume: JsonObject, script: string, mount: JsonObject = {}, container: JsonObject = {}): JsonObject =>
  pod(sh(`echo $(${script}); sleep 3600`, { volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }], ...container }), { volumes: [{ name: 'v', ...volume }] });
const projected = (sources: readonly JsonObject[], script: string, more: JsonObject = {}): JsonObject => mounted({ projected: { sources, ...more } }, script);
const SOURCE = `${V}.projected.sources.0`;
const modes = (path: string): string => `ls -lL ${path} | cut -c1-10`;
const settings = { configMap: { name: 'settings' } };
const claims = (script: string): string => `cut -d. -f2 /v/token | base64 -d 2>/dev/null | ${script}`;

const EPHEMERAL = `${V}.ephemeral.volumeClaimTemplate`;
const CLAIM: JsonObject = {
  accessModes: ['ReadWriteOnce'], selector: { matchLabels: { a: 'b' } }, resources: { requests: { storage: '1Gi' }, limits: { storage: '3Gi' } }, volumeName: 'none', storageClassName: 'by-hand', volumeMode: 'Filesystem',
};
const CLAIM_SHOWN = '{.metadata.labels.type} {.spec.accessModes} {.spec.selector.matchLabels} {.spec.resources.requests.storage} {.spec.resources.limits.storage} {.spec.volumeName} {.spec.storageClassName} {.spec.volumeMode}';

export const VOLUME_CASES: readonly FieldCase[] = [
  { spec: mounted(settings, 'cat /v/level'), shows: ['containers.0.volumeMounts', [`${M}.mountPath`, '/w'], [`${V}.configMap`, { name: 'other-settings' }], [`${V}.configMap.name`, 'other-settings'], [`${V}.name`, 'w'], [`${M}.name`, 'w'], ['volumes', [{ name: 'v', emptyDir: {} }]]], sees: 'high' },
  { spec: mounted(settings, 'cat /v', { subPath: 'level' }), shows: [`${M}.subPath`], sees: 'high' },
  { spec: mounted(settings, 'cat /v', { subPathExpr: '$(X)' }, { env: [{ name: 'X', value: 'level' }] }), shows: [`${M}.subPathExpr`], sees: 'high' },
  { spec: mounted({ emptyDir: {} }, 'touch /v/file 2>&1', { readOnly: true }), shows: [`${M}.readOnly`], sees: 'touch: /v/file: Read-only file system' },
  { spec: mounted({ emptyDir: { medium: 'Memory' } }, 'df /v | tail -n 1 | cut -d" " -f1'), shows: [`${V}.emptyDir`, `${V}.emptyDir.medium`], sees: 'tmpfs' },
  { spec: mounted({ emptyDir: { sizeLimit: '1Mi' } }, 'head -c 3000000 /dev/zero > /v/file'), shows: [`${V}.emptyDir.sizeLimit`], at: 150, run: PHASE, sees: 'Failed' },
  { spec: mounted({ hostPath: { path: '/etc/kubernetes', type: 'Directory' } }, 'ls /v | grep manifests'), shows: [[`${V}.hostPath`, { path: '/tmp' }], [`${V}.hostPath.path`, '/nowhere'], [`${V}.hostPath.type`, 'File']], sees: 'manifests' },

  { spec: mounted({ configMap: { name: 'settings', items: [{ key: 'level', path: 'below/l', mode: 0o400 }] } }, `cat /v/below/l; echo; ${modes('/v/below/l')}`), sees: 'high -r--------',
    shows: [`${V}.configMap.items`, [`${V}.configMap.items.0.key`, 'colour'], [`${V}.configMap.items.0.path`, 'l'], `${V}.configMap.items.0.mode`] },
  { spec: mounted({ configMap: { name: 'settings', defaultMode: 0o440 } }, modes('/v/level')), shows: [`${V}.configMap.defaultMode`], sees: '-r--r-----' },
  { spec: mounted({ configMap: { name: 'missing', optional: true } }, 'ls /v | wc -l'), shows: [`${V}.configMap.optional`], sees: '0' },
  { spec: mounted({ secret: { secretName: 'login' } }, 'cat /v/password'), shows: [[`${V}.secret`, { secretName: 'other-login' }], [`${V}.secret.secretName`, 'other-login']], sees: 'secret' },
  { spec: mounted({ secret: { secretName: 'login', items: [{ key: 'user', path: 'password' }] } }, 'cat /v/password'), shows: [`${V}.secret.items`], sees: 'ada' },
  { spec: mounted({ secret: { secretName: 'login', defaultMode: 0o400 } }, modes('/v/password')), shows: [`${V}.secret.defaultMode`], sees: '-r--------' },
  { spec: mounted({ secret: { secretName: 'missing', optional: true } }, 'ls /v | wc -l'), shows: [`${V}.secret.optional`], sees: '0' },
  { spec: mounted({ downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.namespace' }, mode: 0o400 }], defaultMode: 0o644 } }, `cat /v/n; echo; ${modes('/v/n')}`), sees: 'default -r--------',
    shows: [[`${V}.downwardAPI`, {}], `${V}.downwardAPI.items`, [`${V}.downwardAPI.items.0.path`, 'm'], [`${V}.downwardAPI.items.0.fieldRef`, { fieldPath: 'metadata.name' }], `${V}.downwardAPI.items.0.mode`] },
  { spec: mounted({ downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.name' } }], defaultMode: 0o440 } }, modes('/v/n')), shows: [`${V}.downwardAPI.defaultMode`], sees: '-r--r-----' },
  { spec: mounted({ downwardAPI: { items: [{ path: 'n', resourceFieldRef: { containerName: 'c', resource: 'limits.memory', divisor: '1Mi' } }] } }, 'cat /v/n', {}, { resources: { limits: { memory: '64Mi' } } }),
    shows: [[`${V}.downwardAPI.items.0.resourceFieldRef`, { containerName: 'c', resource: 'limits.memory' }]], sees: '64' },

  { spec: projected([settings, { secret: { name: 'login' } }], 'cat /v/level /v/password'), shows: [[`${V}.projected`, {}], [`${V}.projected.sources`, [settings]], [`${SOURCE}.configMap`, { name: 'other-settings' }], [`${SOURCE}.configMap.name`, 'other-settings'], [`${V}.projected.sources.1.secret`, { name: 'other-login' }], [`${V}.projected.sources.1.secret.name`, 'other-login']], sees: 'highsecret' },
  { spec: projected([settings], modes('/v/level'), { defaultMode: 0o400 }), shows: [`${V}.projected.defaultMode`], sees: '-r--------' },
  { spec: projected([{ configMap: { name: 'settings', items: [{ key: 'level', path: 'l' }] } }], 'ls /v'), shows: [`${SOURCE}.configMap.items`], sees: 'l' },
  { spec: projected([{ secret: { name: 'login', items: [{ key: 'user', path: 'u' }] } }], 'ls /v'), shows: [`${SOURCE}.secret.items`], sees: 'u' },
  { spec: projected([{ configMap: { name: 'missing', optional: true } }], 'ls /v | wc -l'), shows: [`${SOURCE}.configMap.optional`], sees: '0' },
  { spec: projected([{ secret: { name: 'missing', optional: true } }], 'ls /v | wc -l'), shows: [`${SOURCE}.secret.optional`], sees: '0' },
  { spec: projected([{ downwardAPI: { items: [{ path: 'n', fieldRef: { fieldPath: 'metadata.namespace' } }] } }], 'cat /v/n'), shows: [[`${SOURCE}.downwardAPI`, {}], `${SOURCE}.downwardAPI.items`], sees: 'default' },
  { spec: projected([{ serviceAccountToken: { path: 'token', audience: 'vault', expirationSeconds: 7200 } }], claims('grep -o vault')), shows: [`${SOURCE}.serviceAccountToken.audience`, [`${SOURCE}.serviceAccountToken`, { path: 'token' }], [`${SOURCE}.serviceAccountToken.path`, 't']], sees: 'vault' },
  { spec: projected([{ serviceAccountToken: { path: 'token', audience: 'vault', expirationSeconds: 7200 } }], claims('sed -E "s/.*exp.:([0-9]+).*iat.:([0-9]+).*/\\1 - \\2/" | xargs expr')), shows: [`${SOURCE}.serviceAccountToken.expirationSeconds`], sees: '7200' },
  { spec: mounted({ persistentVolumeClaim: { claimName: 'disk', readOnly: true } }, 'touch /v/file 2>&1'), shows: [`${V}.persistentVolumeClaim`, [`${V}.persistentVolumeClaim.claimName`, 'missing'], `${V}.persistentVolumeClaim.readOnly`], sees: 'touch: /v/file: Read-only file system' },
  { spec: mounted({ ephemeral: { volumeClaimTemplate: { metadata: { labels: { type: 'scratch' } }, spec: CLAIM } } }, 'true'), run: `kubectl get pvc $POD-v -o jsonpath='${CLAIM_SHOWN}'`,
    shows: [`${V}.ephemeral`, [`${EPHEMERAL}`, { spec: { ...CLAIM, volumeMode: 'Block' } }], `${EPHEMERAL}.metadata`, [`${EPHEMERAL}.spec`, { ...CLAIM, storageClassName: 'other' }],
      [`${EPHEMERAL}.spec.accessModes`, ['ReadOnlyMany']], `${EPHEMERAL}.spec.selector`, [`${EPHEMERAL}.spec.resources`, { requests: { storage: '2Gi' } }], [`${EPHEMERAL}.spec.resources.requests`, { storage: '2Gi' }], `${EPHEMERAL}.spec.resources.limits`,
      `${EPHEMERAL}.spec.volumeName`, `${EPHEMERAL}.spec.storageClassName`, [`${EPHEMERAL}.spec.volumeMode`, 'Block']],
    sees: 'scratch ["ReadWriteOnce"] {"a":"b"} 1Gi 3Gi none by-hand Filesystem' },
  { spec: mounted({ image: { reference: 'nginx:1.27' } }, 'ls /v/etc | grep nginx'), shows: [`${V}.image`, [`${V}.image.reference`, 'busybox:1.36']], sees: 'nginx', at: 40 },
  { spec: mounted({ image: { reference: 'httpd:2.4', pullPolicy: 'Never' } }, 'true'), shows: [`${V}.image.pullPolicy`], run: events('ErrImageNeverPull'), sees: /Container image "httpd:2.4" is not present with pull policy of Never/ },
  { spec: mounted({ emptyDir: {} }, 'true', { readOnly: true, recursiveReadOnly: 'IfPossible' }), shows: [`${M}.recursiveReadOnly`], run: "kubectl get pod $POD -o jsonpath='{.status.containerStatuses[0].volumeMounts[0].recursiveReadOnly}'", sees: 'Enabled' },
  { spec: mounted({ configMap: { name: 'missing' } }, 'true'), shows: [[V, { name: 'v', emptyDir: {} }]], run: WAITING, sees: 'ContainerCreating' },
  { spec: mounted({ hostPath: { path: '/nowhere', type: 'Directory' } }, 'true'), shows: [`${V}.hostPath.type`], run: events('FailedMount'), sees: /hostPath type check failed: \/nowhere is not a directory/ },
];
