import { placeAt } from './place.ts';

/** `^` is the caret. */
function at(marked: string): string {
  const before = marked.slice(0, marked.indexOf('^'));
  const row = before.split('\n').length - 1;
  const found = placeAt(marked.replace('^', ''), row, before.length - before.lastIndexOf('\n') - 1);
  return found === undefined ? 'nowhere' : `${found.kind} ${found.path.join('.')} ${found.part}${found.open ? ' open' : ''}${found.taken.length > 0 ? ` -${found.taken.join(',')}` : ''}`;
}
const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: x\nspec:\n${spec}`;

test.each([
  ['a key', 'apiVersion: v1\nki^nd: Pod\n', 'Pod kind key -apiVersion'],
  ['a value', 'apiVersion: v1\nkind: P^od\n', 'Pod kind value -apiVersion'],
  ['below', pod('  nodeN^ame: a\n'), 'Pod spec.nodeName key'],
  ['in a list, dash in the line', pod('  containers:\n  - na^me: a\n    image: b\n'), 'Pod spec.containers.name key -image'],
  ['in a list, after the dash line', pod('  containers:\n  - name: a\n    ima^ge: b\n'), 'Pod spec.containers.image key -name'],
  ['a list indented', pod('  containers:\n    - name: a\n      ima^ge: b\n'), 'Pod spec.containers.image key -name'],
  ['the second item', pod('  containers:\n  - name: a\n    image: b\n  - name: c\n    ima^ge: d\n'), 'Pod spec.containers.image key -name'],
  ['deep', pod('  containers:\n  - name: a\n    ports:\n    - containerPort: 1\n      proto^col: TCP\n'), 'Pod spec.containers.ports.protocol key -containerPort'],
  ['after a list', pod('  containers:\n  - name: a\n  restart^Policy: Always\n'), 'Pod spec.restartPolicy key -containers'],
  ['an empty line in an item', pod('  containers:\n  - name: a\n    ^\n'), 'Pod spec.containers key open -name'],
  ['an empty line below spec', pod('  ^\n'), 'Pod spec key open'],
  ['a word begun', pod('  containers:\n  - name: a\n    im^\n'), 'Pod spec.containers key open -name'],
  ['a dash with nothing', pod('  containers:\n  - ^\n'), 'Pod spec.containers key open'],
  ['an empty value', pod('  restartPolicy: ^\n'), 'Pod spec.restartPolicy value'],
  ['the second document', `${pod('  x: 1\n')}---\nkind: Service\nspec:\n  ty^pe: NodePort\n`, 'Service spec.type key'],
  ['a block of text', 'kind: ConfigMap\ndata:\n  a: |-\n    na^me: x\n', 'nowhere'],
  ['after a block of text', 'kind: Secret\ndata:\n  a: >\n    text: x\ntype^: x\n', 'Secret type key -data,kind'],
  ['below a value', 'kind: Pod\nmetadata:\n  name: x\n    b^\n', 'nowhere'],
  ['a comment', 'kind: Pod # here^\n', 'nowhere'],
  ['an item of words', 'kind: PersistentVolumeClaim\nspec:\n  accessModes:\n  - Read^\n', 'PersistentVolumeClaim spec.accessModes key open'],
])('%s', (_, text, wanted) => expect(at(text)).toBe(wanted));
