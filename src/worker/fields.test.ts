/** @jest-environment node */
import { startSession } from '@site/engine/index.ts';
import { createFields } from './fields.ts';
import { createLibrary } from './sentences.ts';
import type { FieldPlace } from './protocol.ts';

const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: pods.garden.io}
spec:
  group: garden.io
  scope: Namespaced
  names: {plural: pods, singular: pod, kind: Bed, listKind: BedList}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [length]
            properties:
              length: {type: integer, description: In centimetres.}
              soil: {type: string, enum: [sand, loam]}
              rows: {type: array, items: {type: object, properties: {plant: {type: string}}}}
`;
const { cluster } = startSession({ seed: 'fields', preset: 'three-nodes', files: {}, start: [CRD] });
const library = createLibrary(() => Promise.resolve({ 'core.v1.PodSpec': { restartPolicy: 'When containers start again.' }, 'core.v1.Container': { '': 'One program.' } }));
const fields = createFields(cluster.api, library);
const place = (object: string, path: string): FieldPlace => {
  const [apiVersion = '', kind = ''] = object.split(' ');
  return { apiVersion, kind, path: path === '' ? [] : path.split('.') };
};
const labels = (object: string, path: string, part: 'key' | 'value'): string => fields.suggest(place(object, path), part).map(({ label, required }) => label + (required ? '!' : '')).join(' ');

beforeAll(() => library.fetch());

test.each([
  ['v1 Pod', 'spec.restartPolicy', 'restartPolicy <string> Always|Never|OnFailure: When containers start again.'],
  ['v1 Pod', 'spec.containers', 'containers <[]Container>! : One program.'],
  ['v1 Pod', 'spec.containers.ports.containerPort', 'containerPort <integer>! : '],
  ['v1 Pod', 'metadata.labels', 'labels <map[string]string> : '],
  ['v1 Pod', 'spec.containers.resources.limits', 'limits <map[string]Quantity> : '],
  ['apps/v1 Deployment', 'spec.template.spec.resourceClaims', 'resourceClaims <[]PodResourceClaim> kept: '],
  ['v1 Pod', 'spec.nothing', 'null'], ['v1 Pod', 'metadata.labels.app', 'null'], ['v1 Nothing', 'spec', 'null'],
  ['garden.io/v1 Bed', 'spec.length', 'length <integer>! : In centimetres.'], ['garden.io/v1 Bed', 'spec.rows.plant', 'plant <string> : '],
])('%s %s', (object, path, wanted) => {
  const help = fields.describe(place(object, path));
  const text = help === null ? 'null' : `${help.name} <${help.type}>${help.required ? '!' : ''} ${help.storedOnly ? 'kept' : [...help.values].sort().join('|')}: ${help.about}`;
  expect(text).toBe(wanted);
});

test.each([
  ['v1 Pod', '', 'key', /^apiVersion! kind! metadata! spec$/], ['v1 Pod', 'spec', 'key', /^containers! activeDeadlineSeconds /],
  ['v1 Pod', 'spec.restartPolicy', 'value', /^Always Never OnFailure$/], ['v1 Pod', 'spec.hostNetwork', 'value', /^false true$/],
  ['apps/v1 ', 'kind', 'value', /^ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet$/], [' CronJob', 'apiVersion', 'value', /^batch\/v1$/],
  [' ', 'apiVersion', 'value', /garden\.io\/v1/], ['garden.io/v1 Bed', 'spec', 'key', /^length! rows soil$/], ['garden.io/v1 Bed', 'spec.soil', 'value', /^sand loam$/],
] as const)('%s %s: %s', (object, path, part, wanted) => expect(labels(object, path, part)).toMatch(wanted));
