/** Kubernetes' functions on top of the expression library; made once, when the first expression runs. */
import { Environment, Optional } from '@marcbachmann/cel-js';
import { authorization } from './library/authorizer.ts';
import { formats } from './library/formats.ts';
import { functions, namespace, type Library } from './library/library.ts';
import { lists } from './library/lists.ts';
import { network } from './library/network.ts';
import { numbers } from './library/numbers.ts';
import { optionals } from './library/optionals.ts';
import { strings } from './library/strings.ts';

const LIBRARIES: readonly Library[] = [authorization, formats, lists, network, numbers, optionals, strings];

/** Values of message literals remember the name that they were written with. */
const names = new WeakMap<object, string>();
export const messageName = (value: object): string | undefined => names.get(value);

function message(name: string, fields: { readonly [field: string]: unknown }): object {
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (!key.startsWith('?')) out[key] = value;
    else if (value instanceof Optional && value.hasValue()) out[key.slice(1)] = value.value();
  }
  names.set(out, name);
  return out;
}

let made: Environment | undefined;
export function environment(): Environment {
  if (made !== undefined) return made;
  made = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, enableOptionalTypes: true });
  functions(made, { '__message(string, map): dyn': message });
  namespace(made, 'jsonpatch', { 'escapeKey(string): string': (key: string) => key.replace(/~/g, '~0').replace(/\//g, '~1') });
  for (const library of LIBRARIES) library(made);
  return made;
}
