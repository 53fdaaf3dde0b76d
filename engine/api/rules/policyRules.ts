/** What RBAC rules allow, and how they are taken apart, put together and printed. */
import type { PolicyRule } from '../schema/types.ts';

const ALL = '*';
const has = (list: readonly string[] | undefined, text: string): boolean => list !== undefined && (list.includes(ALL) || list.includes(text));

/** @param subresource '' without one. @k8s pkg/apis/rbac/v1/evaluation_helpers.go */
export function ruleAllowsResource(rule: PolicyRule, verb: string, group: string, resource: string, subresource: string, name: string): boolean {
  if (!has(rule.verbs, verb) || !has(rule.apiGroups, group)) return false;
  const { resources = [], resourceNames = [] } = rule;
  if (resourceNames.length > 0 && !resourceNames.includes(name)) return false;
  if (subresource === '') return has(resources, resource);
  return has(resources, `${resource}/${subresource}`) || resources.includes(`*/${subresource}`);
}

const urlCovers = (rule: string, path: string): boolean =>
  rule === path || (rule.endsWith(ALL) && path.startsWith(rule.replace(/\*+$/, '')));

export const ruleAllowsPath = (rule: PolicyRule, verb: string, path: string): boolean =>
  has(rule.verbs, verb) && (rule.nonResourceURLs ?? []).some((url) => urlCovers(url, path));

/** One rule for every group, resource, verb and name (or path and verb). @k8s component-helpers/auth/rbac/validation BreakdownRule */
export function breakdownRule(rule: PolicyRule): PolicyRule[] {
  const out: PolicyRule[] = [];
  for (const group of rule.apiGroups ?? []) for (const resource of rule.resources ?? []) for (const verb of rule.verbs ?? []) {
    const one = { apiGroups: [group], resources: [resource], verbs: [verb] };
    const names = rule.resourceNames ?? [];
    if (names.length === 0) out.push(one); else for (const name of names) out.push({ ...one, resourceNames: [name] });
  }
  for (const url of rule.nonResourceURLs ?? []) for (const verb of rule.verbs ?? []) out.push({ nonResourceURLs: [url], verbs: [verb] });
  return out;
}

/** Group, resource and name of a rule about one of each. */
function simpleKey({ apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] }: PolicyRule): string | undefined {
  if (resourceNames.length > 1 || nonResourceURLs.length > 0 || apiGroups.length !== 1 || resources.length !== 1) return undefined;
  return `${apiGroups[0] ?? ''}\n${resources[0] ?? ''}\n${resourceNames.length}\n${resourceNames[0] ?? ''}`;
}

/** Rules that differ only in their verbs become one; the others come first. @k8s kubectl/pkg/util/rbac CompactRules */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const others: PolicyRule[] = [];
  const simple = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const key = simpleKey(rule);
    const known = key === undefined ? undefined : simple.get(key);
    if (key === undefined) others.push(rule);
    else simple.set(key, known === undefined ? rule : { ...known, verbs: [...known.verbs, ...rule.verbs.filter((verb) => !known.verbs.includes(verb))] });
  }
  return [...others, ...simple.values()];
}

const list = (items: readonly string[] | undefined): string => `[${(items ?? []).join(' ')}]`;
/** What the order of printed rules goes by: the text of Go's generated String method. */
const sortText = (rule: PolicyRule): string =>
  `Verbs:${list(rule.verbs)},APIGroups:${list(rule.apiGroups)},Resources:${list(rule.resources)},`
  + `ResourceNames:${list(rule.resourceNames)},NonResourceURLs:${list(rule.nonResourceURLs)}`;

/** As `kubectl describe role` and `kubectl auth can-i --list` print them. @k8s kubectl/pkg/describe RoleDescriber; golden kubectl/auth-can-i */
export function printableRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const keyed = compactRules(rules.flatMap(breakdownRule)).map((rule) => [sortText(rule), rule] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, rule]) => rule);
}

/** Cells of one printed rule: resource, paths, names, verbs. @k8s kubectl/pkg/describe CombineResourceGroup */
export function ruleCells(rule: PolicyRule): readonly [string, string, string, string] {
  const [resource = '', ...sub] = (rule.resources?.[0] ?? '').split('/');
  const group = rule.apiGroups?.[0] ?? '';
  const combined = `${resource}${group === '' ? '' : `.${group}`}${sub.length === 0 ? '' : `/${sub.join('/')}`}`;
  return [(rule.resources ?? []).length === 0 ? '' : combined, list(rule.nonResourceURLs), list(rule.resourceNames), list(rule.verbs)];
}

const quoted = (items: readonly string[]): string => `[${items.map((item) => JSON.stringify(item)).join(' ')}]`;

/** `{APIGroups:[""], Resources:["pods"], Verbs:["get"]}`. @k8s pkg/apis/rbac/v1 CompactString */
export function ruleText(rule: PolicyRule): string {
  const parts = ([['APIGroups', rule.apiGroups], ['Resources', rule.resources], ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames], ['Verbs', rule.verbs]] as const)
    .flatMap(([name, items]) => (items === undefined || items.length === 0 ? [] : [`${name}:${quoted(items)}`]));
  return `{${parts.join(', ')}}`;
}

const hasAll = (set: readonly string[], items: readonly string[]): boolean => items.every((item) => set.includes(item));

function resourcesCover(owner: readonly string[], resources: readonly string[]): boolean {
  if (owner.includes(ALL) || hasAll(owner, resources)) return true;
  return resources.every((path) => {
    if (owner.includes(path)) return true;
    const cut = path.indexOf('/');
    return cut >= 0 && owner.includes(`*${path.slice(cut)}`);
  });
}

/** @param part a rule of one verb and one resource or path. */
function ruleCovers(owner: PolicyRule, part: PolicyRule): boolean {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = owner;
  const names = part.resourceNames ?? [];
  return (owner.verbs.includes(ALL) || hasAll(owner.verbs, part.verbs))
    && (apiGroups.includes(ALL) || hasAll(apiGroups, part.apiGroups ?? []))
    && resourcesCover(resources, part.resources ?? [])
    && (part.nonResourceURLs ?? []).every((path) => nonResourceURLs.some((url) => urlCovers(url, path)))
    && (resourceNames.length === 0 || (names.length > 0 && hasAll(resourceNames, names)));
}

/** The parts of `rules` that `owned` does not cover, one for each verb and resource. @k8s component-helpers/auth/rbac/validation Covers */
export function uncoveredRules(owned: readonly PolicyRule[], rules: readonly PolicyRule[]): PolicyRule[] {
  return rules.flatMap(breakdownRule).filter((part) => !owned.some((rule) => ruleCovers(rule, part)));
}
