/** What is typed survives a reload: each draft by itself, in this browser only. Kept only where it differs from the course. */
import type { Draft, Files, Kind } from './types.ts';

const place = 'peapod.preview';
const keyOf = (kind: Kind, slug: string): string => `${place}/${kind}/${slug}`;
const attempt = <T>(work: () => T): T | undefined => { try { return work(); } catch { return undefined; } };

function readFiles(text: string | null | undefined): Files | undefined {
  const value: unknown = text === null || text === undefined ? undefined : attempt(() => JSON.parse(text) as unknown);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

export const keptFiles = (kind: Kind, slug: string): Files | undefined => readFiles(attempt(() => localStorage.getItem(keyOf(kind, slug))));
const sameFiles = (a: Files, b: Files): boolean => Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([path, text]) => b[path] === text);
export const same = (a: Files, b: Files | undefined): boolean => b !== undefined && sameFiles(a, b);

/** False: the browser keeps nothing. */
export function keep({ kind, slug, files }: Draft, original: Files | undefined): boolean {
  return attempt(() => {
    if (same(files, original)) localStorage.removeItem(keyOf(kind, slug));
    else localStorage.setItem(keyOf(kind, slug), JSON.stringify(files));
    localStorage.setItem(place, `${kind}/${slug}`);
    return true;
  }) ?? false;
}
export const forget = (kind: Kind, slug: string): void => { attempt(() => localStorage.removeItem(keyOf(kind, slug))); };

/** `lab/some-slug`, of an address or of the last visit. */
export function readName(text: string | null | undefined): { readonly kind: Kind; readonly slug: string } | undefined {
  const [, kind, slug] = /^#?(lab|quiz)\/([a-z0-9][a-z0-9-]*)$/.exec(text ?? '') ?? [];
  return (kind === 'lab' || kind === 'quiz') && slug !== undefined ? { kind, slug } : undefined;
}
export const lastOpen = (): ReturnType<typeof readName> => readName(attempt(() => localStorage.getItem(place)));
/** Drafts that the course does not have. */
export const ownDrafts = (known: (kind: Kind, slug: string) => boolean): readonly { readonly kind: Kind; readonly slug: string }[] =>
  (attempt(() => Object.keys(localStorage)) ?? []).flatMap((key) => (key.startsWith(`${place}/`) ? readName(key.slice(place.length + 1)) ?? [] : [])).filter(({ kind, slug }) => !known(kind, slug));
