/** Priorities that the system keeps for itself. @k8s pkg/apis/scheduling/types.go, pkg/apis/scheduling/v1/helpers.go */
export const HIGHEST_USER_PRIORITY = 1_000_000_000;
export const SYSTEM_PREFIX = 'system-';
const SYSTEM_CLASSES: ReadonlyMap<string, number> = new Map([['system-cluster-critical', 2_000_000_000], ['system-node-critical', 2_000_001_000]]);

export const systemPriority = (name: string): number | undefined => SYSTEM_CLASSES.get(name);

/** What is wrong with a class whose name is the system's; undefined if it is one of the two. */
export function systemClassProblem(name: string, value: number, globalDefault: boolean): string | undefined {
  const wanted = SYSTEM_CLASSES.get(name);
  if (wanted === undefined) return `${name} is not a known system priority class`;
  if (value !== wanted) return `value of ${name} PriorityClass must be ${wanted}`;
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined;
}
