/** The sources of a lesson's front matter, as a reader can use them. Whether they are well formed, `peapod check` says. */
export type Source =
  | { readonly kind: 'page'; readonly href: string; readonly text: string }
  /** Recorded, or measured, on a real cluster; with a real Docker. */
  | { readonly kind: 'recorded' | 'docker'; readonly name: string }
  | { readonly kind: 'measured' }
  /** Documentation and source code of this version. */
  | { readonly kind: 'read' };

export function sourceOf(at: string): Source {
  if (at.startsWith('https://')) return { kind: 'page', href: at, text: at.replace('https://', '').replace(/\/(?=#|$)/, '') };
  if (at.startsWith('observed-')) return { kind: 'measured' };
  return at.startsWith('kubernetes-behaviour') ? { kind: 'read' } : { kind: at.startsWith('docker/') ? 'docker' : 'recorded', name: at };
}

/** By heading, in the lesson's order; what is said twice under one heading once. `intro` stands before the first heading. */
export function sourcesByHeading(matter: unknown, headings: readonly string[]): readonly (readonly [heading: string, sources: readonly Source[]])[] {
  const pairs = (Array.isArray(matter) ? matter as readonly unknown[] : []).flatMap((entry) => {
    const { for: heading, at } = (entry ?? {}) as { readonly for?: unknown; readonly at?: unknown }; // asked in the next line
    return typeof heading === 'string' && typeof at === 'string' ? [{ heading, source: sourceOf(at) }] : [];
  });
  return ['intro', ...headings].flatMap((heading) => {
    const own = new Map(pairs.filter((pair) => pair.heading === heading).map(({ source }) => [JSON.stringify(source), source]));
    return own.size === 0 ? [] : [[heading, [...own.values()]] as const];
  });
}

const ENTITIES: { readonly [entity: string]: string } = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#x27;': "'" };
/** A heading as the page's outline has it, without its tags. */
export const plainText = (html: string): string => html.replace(/<[^>]*>/g, '').replace(/&[#\w]+;/g, (entity) => ENTITIES[entity] ?? entity);
