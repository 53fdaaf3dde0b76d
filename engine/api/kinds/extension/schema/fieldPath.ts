/** Paths into a schema as rules and selectable fields write them: `.spec.color`, `.spec['a.b']`. @k8s apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go ValidFieldPath */
import { propertyOf, valuesOf, type Schema } from './schema.ts';

export type FieldPath = { readonly ok: true; readonly path: string; readonly names: readonly string[]; readonly schema: Schema | undefined } | { readonly ok: false; readonly error: string };
const refuse = (error: string): FieldPath => ({ ok: false, error });

const TOKENS = /'(?:[^'\\]|\\.)*'|[.[\]]|[^.[\]']+|'/g;

export function fieldPathIn(schema: Schema, text: string, arrays: boolean): FieldPath {
  const tokens = text.match(TOKENS) ?? [];
  const names: string[] = [];
  let path = '';
  let at: Schema | undefined = schema;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token !== '.' && token !== '[') return refuse(`expected [ or . but got: ${token ?? ''}`);
    if (token === '[' && !arrays) return refuse('array notation is not allowed');
    const next: string | undefined = tokens[++index];
    if (next === undefined) return refuse('unexpected end of JSON path');
    let name: string = next;
    if (token === '[') {
      if (!/^'.*'$/s.test(next) || next.length < 2) return refuse(`expected single quoted string but got ${next}`);
      name = next.slice(1, -1).replace(/\\(.)/g, '$1');
    }
    const named: boolean = Object.keys(at?.properties ?? {}).length > 0;
    const below: Schema | undefined = named ? propertyOf(at, name) : valuesOf(at);
    if (below === undefined) return refuse('does not refer to a valid field');
    path = named ? (path === '' ? name : `${path}.${name}`) : `${path}[${name}]`;
    names.push(name);
    at = below;
    if (token === '[') {
      const close = tokens[++index];
      if (close === undefined) return refuse('unexpected end of JSON path');
      if (close !== ']') return refuse(`expected ] but got ${close}`);
    }
  }
  return { ok: true, path, names, schema: at };
}
