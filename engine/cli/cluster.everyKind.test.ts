/** Every kind, as a table, as YAML and described: the real kubectl and ours say the same about the same objects. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { startBoth, type Both } from './testing/sameWords.ts';

jest.setTimeout(120_000);

const read = (name: string): string => readFileSync(join(__dirname, 'testing', name), 'utf8');
const files = { 'every.yaml': read('everyKind.yaml'), 'custom.yaml': read('custom.yaml') };
type Made = { readonly apiVersion: string; readonly kind: string; readonly metadata: { readonly name: string; readonly namespace?: string } };
const made = Object.values(files).flatMap((text) => loadAll(text) as Made[]); // written by us, just beside

let both: Both | undefined;
beforeAll(async () => {
  both = await startBoth({
    seed: 'every kind', files, settledMs: 100_000,
    setup: ['kubectl apply -f every.yaml', 'kubectl wait --for=condition=Established crd/peas.garden.example.com', 'kubectl apply -f custom.yaml'],
  });
});
afterAll(() => both?.close());
const same = async (line: string): Promise<void> => both?.same(line);

/** `deployment.v1.apps`, `pod.v1.`: no short name may decide which version is meant. */
function resourceOf({ apiVersion, kind }: Made): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${version}.${group}`;
}
const resources = [...new Set(made.map(resourceOf))];
const place = (one: Made): string => `${resourceOf(one)} ${one.metadata.name}${one.metadata.namespace === undefined ? '' : ` -n ${one.metadata.namespace}`}`;

test.each(resources.flatMap((resource) => [`kubectl get ${resource} -n every`, `kubectl get ${resource} -n every -o wide --show-labels`]))('%s', (line) => same(line));
test.each(made.map((one) => `kubectl get ${place(one)} -o yaml`))('%s', (line) => same(line));
test.each(made.map((one) => `kubectl describe ${place(one)}`))('%s', (line) => same(line));

const namespaced = [...new Set(made.filter(({ metadata }) => metadata.namespace !== undefined).map(resourceOf))].join(',');
const clusterWide = [...new Set(made.filter(({ metadata }) => metadata.namespace === undefined).map(resourceOf))].join(',');
test.each(['json', 'name', 'kyaml', 'custom-columns=KIND:.kind,NAME:.metadata.name,WHAT:.spec', "jsonpath='{range .items[*]}{.kind} {.metadata.name} {.spec}{\"\\n\"}{end}'",
  "go-template='{{range .items}}{{.kind}} {{.metadata.name}} {{.metadata.labels}}{{\"\\n\"}}{{end}}'"].flatMap((format) => [
  `kubectl get ${namespaced} -n every -o ${format}`, `kubectl get ${clusterWide} -o ${format}`]))('%s', (line) => same(line));
test.each(['get all -n every', 'get veg -n every', 'get pz -n every', 'get pea.v1alpha1.garden.example.com -n every', 'get pz -n every --field-selector spec.colour=green', 'get -f every.yaml', 'get -f custom.yaml -o yaml',
  'get pods -n every -o yaml --show-managed-fields', 'get deploy,hpa,pz -n every -o json --show-managed-fields', 'get pz snow -n every --subresource=scale -o yaml', 'get pz snow -n every --subresource=status'].map((line) => `kubectl ${line}`))('%s', (line) => same(line));
