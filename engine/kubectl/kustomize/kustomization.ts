/** Reading kustomization.yaml: which fields there are, of which types, and what replaced the old ones. @k8s kustomize/api/types/kustomization.go */
import { isList, isObject, loadYaml } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { textAt } from '../objects.ts';
import { fail } from '../problems.ts';
import type { Folder } from './folder.ts';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** The fields, each with Go's name of its type; `-`: not part of this kubectl. */
const FIELDS: { readonly [field: string]: string } = {
  apiVersion: 'string', kind: 'string', metadata: 'types.ObjectMeta', namePrefix: 'string', nameSuffix: 'string', namespace: 'string', commonLabels: 'map[string]string', labels: '[]types.Label',
  commonAnnotations: 'map[string]string', patchesStrategicMerge: '[]types.PatchStrategicMerge', patchesJson6902: '[]types.Patch', patches: '[]types.Patch', images: '[]types.Image', imageTags: '[]types.Image',
  replicas: '[]types.Replica', replacements: '[]types.ReplacementField', resources: '[]string', components: '[]string', bases: '[]string', configMapGenerator: '[]types.ConfigMapArgs',
  secretGenerator: '[]types.SecretArgs', generatorOptions: 'types.GeneratorOptions', sortOptions: 'types.SortOptions', buildMetadata: '-',
  vars: '-', crds: '-', openapi: '-', configurations: '-', generators: '-', transformers: '-', validators: '-', helmGlobals: '-', helmCharts: '-', helmChartInflationGenerator: '-',
};
const REPLACED: readonly (readonly [old: string, now: string])[] = [['bases', 'resources'], ['commonLabels', 'labels'], ['imageTags', 'images'], ['patchesJson6902', 'patches'], ['patchesStrategicMerge', 'patches']];

/** @param warn told of old fields. */
export function readKustomization(folder: Folder, warn: (text: string) => void): JsonObject {
  const found = NAMES.filter((name) => folder.isFile(name));
  const [file, second] = found;
  if (file === undefined) return fail(`unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder.root}'`);
  if (second !== undefined) return fail(`Found multiple kustomization files under: ${folder.root}`);
  const loaded = loadYaml(folder.read(file));
  if (!loaded.ok) return fail(`invalid Kustomization: yaml: ${loaded.error.message}`);
  const value = loaded.documents[0]?.value;
  if (value === undefined || value === null) return fail('kustomization.yaml is empty');
  if (!isObject(value)) return fail(`invalid Kustomization: json: cannot unmarshal ${goKind(value)} into Go value of type types.Kustomization`);
  checkFields(value);
  for (const [old, now] of REPLACED) {
    if (value[old] !== undefined) warn(`# Warning: '${old}' is deprecated. Please use '${now}' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n`);
  }
  checkKind(folder, value);
  return value;
}

const goKind = (value: Json): string => (isList(value) ? 'array' : isObject(value) ? 'object' : typeof value === 'boolean' ? 'bool' : typeof value);

function checkFields(value: JsonObject): void {
  for (const key of Object.keys(value).sort()) {
    const type = FIELDS[key];
    const each = value[key];
    if (type === undefined) fail(`invalid Kustomization: json: unknown field ${JSON.stringify(key)}`);
    if (type === '-') fail(`${key} of a kustomization is not part of this kubectl: write the objects into resources, and changes into patches`);
    if (each === undefined || each === null) continue;
    const wrong = wrongType(type, each);
    if (wrong !== undefined) fail(`invalid Kustomization: json: cannot unmarshal ${goKind(wrong.value)} into Go struct field Kustomization.${key} of type ${wrong.type}`);
  }
}

function wrongType(type: string, value: Json): { readonly value: Json; readonly type: string } | undefined {
  if (type.startsWith('[]')) {
    if (!isList(value)) return { value, type };
    const odd = value.find((each) => (type === '[]string' || type === '[]types.PatchStrategicMerge' ? typeof each !== 'string' : !isObject(each)));
    return odd === undefined ? undefined : { value: odd, type: type.slice(2) };
  }
  if (type === 'string') return typeof value === 'string' ? undefined : { value, type };
  if (!isObject(value)) return { value, type };
  if (!type.startsWith('map[')) return undefined;
  const odd = Object.keys(value).sort().map((key) => value[key]).find((each) => each !== undefined && each !== null && typeof each !== 'string');
  return odd === undefined ? undefined : { value: odd, type: 'string' };
}

function checkKind(folder: Folder, value: JsonObject): void {
  const kind = textAt(value, 'kind');
  const wrong: string[] = [];
  if (!['', 'Kustomization', 'Component'].includes(kind)) wrong.push('kind should be Kustomization or Component');
  const apiVersion = textAt(value, 'apiVersion');
  const wanted = kind === 'Component' ? 'kustomize.config.k8s.io/v1alpha1' : 'kustomize.config.k8s.io/v1beta1';
  if (apiVersion !== '' && apiVersion !== wanted && (kind === 'Component' || apiVersion !== 'kustomize.config.k8s.io/v1')) wrong.push(`apiVersion for ${kind || 'Kustomization'} should be ${wanted}`);
  if (wrong.length > 0) fail(`Failed to read kustomization file under ${folder.root}:\n${wrong.join('\n')}`);
}
