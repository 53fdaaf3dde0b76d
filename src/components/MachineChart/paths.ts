/** Where a machine is, as XState writes it: a name, or names of regions with what is inside them. */
export type StateValue = string | { readonly [region: string]: StateValue | undefined };

/** Every state that is active, outer ones first: `running`, `running.started`. */
export function activePaths(value: StateValue, prefix = ''): string[] {
  if (typeof value === 'string') return [prefix + value];
  return Object.entries(value).flatMap(([name, inner]) => [prefix + name, ...(inner === undefined ? [] : activePaths(inner, `${prefix}${name}.`))]);
}

/** Only the innermost of them: what one would say when asked. */
export function innermost(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}.`)));
}
