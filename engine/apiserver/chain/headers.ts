/** Whom a client wants to be, by its headers. @k8s apiserver/pkg/endpoints/filters/impersonation processImpersonationHeaders */
import { badRequest, type Status } from '../../api/index.ts';
import type { WantedUser } from '../authz/impersonation.ts';

const EXTRA = 'impersonate-extra-';
/** One header given several times is one text with commas. */
const valuesOf = (text: string): string[] => text.split(',').map((value) => value.trim());

const goStrings = (list: readonly string[]): string => (list.length === 0 ? '[]string(nil)' : `[]string{${list.map((item) => JSON.stringify(item)).join(', ')}}`);
function goUser({ uid, groups, extra }: WantedUser): string {
  const keys = Object.keys(extra).sort();
  const shown = keys.length === 0 ? 'map[string][]string(nil)' : `map[string][]string{${keys.map((key) => `${JSON.stringify(key)}:${goStrings(extra[key] ?? [])}`).join(', ')}}`;
  return `&user.DefaultInfo{Name:"", UID:${JSON.stringify(uid)}, Groups:${goStrings(groups)}, Extra:${shown}}`;
}

/** Undefined: nobody else. @param headers lower-case names */
export function wantedUser(headers: { readonly [name: string]: string } | undefined): WantedUser | Status | undefined {
  if (headers === undefined) return undefined;
  const extra: { [key: string]: string[] } = {};
  let asked = false;
  for (const name in headers) {
    if (!name.startsWith('impersonate-')) continue;
    asked = true;
    if (name.startsWith(EXTRA)) extra[unescaped(name.slice(EXTRA.length))] = valuesOf(headers[name] ?? '');
  }
  if (!asked) return undefined;
  const groups = headers['impersonate-group'] === undefined ? [] : valuesOf(headers['impersonate-group']);
  const wanted: WantedUser = { name: headers['impersonate-user'] ?? '', uid: headers['impersonate-uid'] ?? '', groups, extra };
  if (wanted.name !== '') return wanted;
  return wanted.uid === '' && groups.length === 0 && Object.keys(extra).length === 0 ? undefined
    : badRequest(`requested ${goUser(wanted)} without impersonating a user name`);
}

function unescaped(key: string): string {
  try { return decodeURIComponent(key); }
  catch { return key; }
}
