/** How a library registers what it brings. */
import type { Environment } from '@marcbachmann/cel-js';

export type Library = (environment: Environment) => void;
/** A value that expressions can only hand to functions. */
export class CelError extends Error {}
export const refuse = (message: string): never => { throw new CelError(message); };

/** Functions by signature. */
export function functions(environment: Environment, table: { readonly [signature: string]: (...args: never[]) => unknown }): void {
  for (const signature of Object.keys(table)) environment.registerFunction(signature, table[signature] as (...args: unknown[]) => unknown, { async: false }); // each takes what its signature says
}

/** A word before a dot that is no value: `sets` in `sets.contains(…)`. */
export function namespace(environment: Environment, name: string, table: { readonly [signature: string]: (...args: never[]) => unknown }): void {
  const Holder = class {};
  const type = `kubernetes.namespace.${name}`;
  environment.registerType(type, Holder);
  environment.registerConstant(name, type, new Holder());
  const methods = Object.fromEntries(Object.entries(table).map(([signature, handler]) =>
    [`${type}.${signature}`, (_holder: unknown, ...args: unknown[]): unknown => (handler as (...args: unknown[]) => unknown)(...args)])); // without the word itself
  functions(environment, methods as { [signature: string]: (...args: never[]) => unknown });
}

export const whole = (value: bigint | number): number => Number(value);
