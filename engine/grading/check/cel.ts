/** CEL over API objects. JSON numbers are doubles in CEL, so whole numbers are handed over as integers. */
import { Environment } from '@marcbachmann/cel-js';
import type { Json, JsonObject } from '../../base/index.ts';

export type CelProgram = {
  /** What the expression gives, or why it cannot be evaluated on this state (a missing field, say). */
  run(variables: { readonly [name: string]: Json }): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };
};
export type Compiled = { readonly ok: true; readonly program: CelProgram } | { readonly ok: false; readonly error: string };

type CelValue = null | boolean | number | bigint | string | readonly CelValue[] | { readonly [key: string]: CelValue };

/** Objects never change, so each is converted once. */
const converted = new WeakMap<object, CelValue>();

function toCel(value: Json | undefined): CelValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null;
  const known = converted.get(value);
  if (known !== undefined) return known;
  const out: CelValue = Array.isArray(value) ? (value as readonly Json[]).map(toCel)
    : Object.fromEntries(Object.entries(value as JsonObject).filter(([, v]) => v !== undefined).map(([k, v]) => [k, toCel(v)]));
  converted.set(value, out);
  return out;
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** @param names the variables that the expression may use */
export function compileCel(expression: string, names: readonly string[]): Compiled {
  const environment = new Environment();
  for (const name of names) environment.registerVariable(name, 'dyn');
  try {
    const program = environment.parse(expression);
    const checked = program.check?.();
    if (checked !== undefined && !checked.valid) return { ok: false, error: firstLine(checked.error) };
    return {
      ok: true,
      program: {
        run(variables) {
          try {
            return { ok: true, value: program(Object.fromEntries(Object.entries(variables).map(([k, v]) => [k, toCel(v)]))) as unknown };
          } catch (error) {
            return { ok: false, error: firstLine(error) };
          }
        },
      },
    };
  } catch (error) {
    return { ok: false, error: firstLine(error) };
  }
}
