/**
 * `generated.proto` files of k8s.io/api and k8s.io/apimachinery → `engine/serve/protobuf/numbers.json`: field numbers only, which the
 * adapter needs because kubectl sends some bodies as protobuf. One message is `"field=number field=number:inlinedMessage …"`.
 * `tsx .ci/gen/protobuf.ts <folder with the two checkouts>`
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { structureIn, type Structure } from './structure.ts';

const OUT = 'engine/serve/protobuf/numbers.json';
const SCALAR = /^(?:string|bytes|bool|int32|int64|double|float|uint32|uint64)$/;

function protoFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? protoFiles(path) : entry.name === 'generated.proto' ? [path] : [];
  });
}

/** `k8s.io.api.core.v1` → `core.v1`, as in `structure.json`. */
const shortPackage = (name: string): string => name.replace(/^\.?k8s\.io\.(?:api|apimachinery\.pkg\.apis|apimachinery\.pkg)\./, '');

export function numbersOf(text: string, structure: Structure): Record<string, string> {
  const home = shortPackage(/^package ([\w.]+);/m.exec(text)?.[1] ?? '');
  const out: Record<string, string> = {};
  for (const [, message = '', body = ''] of text.matchAll(/^message (\w+) \{\n([\s\S]*?)^\}/gm)) {
    const name = `${home}.${message}`;
    const fields = [...body.matchAll(/^ {2}(?:map<\w+, [.\w]+>|(?:optional|repeated|required) ([.\w]+)) (\w+) = (\d+);/gm)].map(([, type = '', field = '', number = '']) => {
      const known = structure[name]?.f?.[field] !== undefined || structure[name] === undefined || SCALAR.test(type) || type === '';
      return `${field}=${number}${known ? '' : `:${type.includes('.') ? shortPackage(type) : `${home}.${type}`}`}`;
    });
    if (fields.length > 0) out[name] = fields.join(' ');
  }
  return out;
}

if (process.argv[1]?.endsWith('gen/protobuf.ts') === true) {
  const structure = structureIn(readFileSync('engine/api/schema/structure.json', 'utf8'));
  const all: Record<string, string> = Object.assign({}, ...protoFiles(process.argv[2] ?? '.').map((path) => numbersOf(readFileSync(path, 'utf8'), structure)));
  // Messages that OpenAPI knows, and those that it has dissolved into them.
  const inlined = new Set(Object.keys(all).filter((name) => structure[name] !== undefined).flatMap((name) => [...(all[name] ?? '').matchAll(/:(\S+)/g)].map(([, target]) => target)));
  const lines = Object.keys(all).filter((name) => structure[name] !== undefined || inlined.has(name)).sort().map((name) => `${JSON.stringify(name)}:${JSON.stringify(all[name])}`);
  writeFileSync(OUT, `{\n${lines.join(',\n')}\n}\n`);
}
