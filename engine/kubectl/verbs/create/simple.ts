/** namespace, serviceaccount, configmap, deployment. */
import { bytesToBase64 } from '../../../api/index.ts';
import type { Json } from '../../../base/index.ts';
import { isBinary, toBytes } from '../../../script/index.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';
import { commandAfterDash, generatorVerb } from './generator.ts';
import { keyValueFlags, readKeyValues } from './keyValues.ts';

export const createNamespace = generatorVerb({
  name: 'namespace', aliases: ['ns'], usage: 'namespace NAME', about: 'Create a namespace',
  build: (_, name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name }, spec: {}, status: {} }),
});

export const createServiceAccount = generatorVerb({
  name: 'serviceaccount', aliases: ['sa'], usage: 'serviceaccount NAME', about: 'Create a service account', failure: 'failed to create serviceaccount: ',
  build: (_, name) => ({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } }),
});

export const createConfigMap = generatorVerb({
  name: 'configmap', aliases: ['cm'], usage: 'configmap NAME [--from-file=[key=]source] [--from-literal=key1=value1]',
  about: 'Create a config map from files, folders or values', failure: 'failed to create configmap: ', flags: keyValueFlags,
  build(context, name) {
    const values = [...readKeyValues(context, 'ConfigMap')];
    const data = Object.fromEntries(values.filter(([, text]) => !isBinary(text)));
    const binaryData = Object.fromEntries(values.flatMap(([key, text]) => (isBinary(text) ? [[key, bytesToBase64([...toBytes(text)])]] : [])));
    return {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name },
      ...(Object.keys(data).length === 0 ? {} : { data }), ...(Object.keys(binaryData).length === 0 ? {} : { binaryData }),
    };
  },
});

/** The last part of an image's name without tag and digest; names that are no labels get a random end. @k8s kubectl/pkg/cmd/create/create_deployment.go */
export function containerName(context: KubectlContext, image: string): string {
  const name = (image.split('/').at(-1) ?? '').split(':')[0]?.split('@')[0] ?? '';
  if (!/[_.]/.test(name)) return name;
  let suffix = '';
  for (let i = 0; i < 5; i++) suffix += context.command.machine.random.pick('kubectl container name', Array.from('bcdfghjklmnpqrstvwxz2456789'));
  return `${name.replace(/[_.]/g, '-')}-${suffix}`;
}

export const createDeployment = generatorVerb({
  name: 'deployment', aliases: ['deploy'], usage: 'deployment NAME --image=image -- [COMMAND] [args...]', about: 'Create a deployment',
  failure: 'failed to create deployment: ',
  flags: [
    { name: 'image', type: 'strings', required: true, about: 'The image of a container, may be repeated' },
    { name: 'port', type: 'int', default: '-1', about: 'The port that the first container listens on' },
    { name: 'replicas', short: 'r', type: 'int', default: '1', about: 'How many pods' },
  ],
  build(context, name) {
    const { flags } = context;
    const images = flags.list('image');
    const command = commandAfterDash(context);
    if (images.length > 1 && command.length > 0) fail('cannot specify multiple --image options and command');
    const port = flags.number('port');
    const containers = images.map((image, i): Json => ({
      image, name: containerName(context, image), resources: {},
      ...(command.length === 0 ? {} : { command: [...command] }), ...(i === 0 && port >= 0 ? { ports: [{ containerPort: port }] } : {}),
    }));
    const labels = { app: name };
    return {
      apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels },
      spec: { replicas: flags.number('replicas'), selector: { matchLabels: labels }, strategy: {}, template: { metadata: { labels }, spec: { containers } } },
      status: {},
    };
  },
});
