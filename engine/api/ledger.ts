/** Loud limits: warnings for accepted fields that have no effect here. */
import type { Json, JsonObject } from '../base/index.ts';
import type { KubeObject } from './kindDefinition.ts';
import { LEDGER, QUIET, type Verdict } from './ledgerData.ts';

/** What becomes of a field; the longest path that speaks of it decides. */
export function fieldVerdict(kind: string, path: string): Verdict {
  const ledger = LEDGER[kind] ?? {};
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
    const verdict = ledger[at];
    if (verdict !== undefined) return verdict;
  }
  return 'simulated';
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Given fields that are only stored, each once, without indices and not what lies below them. */
function storedFields(kind: string, value: Json | undefined, path: string, found: Set<string>): void {
  if (isEmpty(value) || typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) storedFields(kind, item, path, found);
    return;
  }
  for (const [key, inner] of Object.entries(value as JsonObject)) {
    if (isEmpty(inner) || QUIET.includes(key)) continue;
    const here = `${path}.${key}`;
    if (fieldVerdict(kind, here) === 'stored') found.add(here);
    else storedFields(kind, inner, here, found);
  }
}

/** One sentence per field; the API server asks only when it is set up to warn. */
export function limitWarnings(kind: string, object: KubeObject): string[] {
  if (LEDGER[kind] === undefined) return [];
  const found = new Set<string>();
  storedFields(kind, (object as { readonly spec?: Json }).spec, 'spec', found);
  return [...found].sort().map((path) => `${path}: stored, not simulated by Peapod`);
}
