/** What is open: from the address, else from the last visit, else a new lab. Each change is kept after a moment. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { forget, keep, keptFiles, lastOpen, readName, same } from './keep.ts';
import { fromTemplate, originalOf } from './types.ts';
import type { Draft, Kind, Sources } from './types.ts';

const delayMs = 300;

/** As it was left, else as the course has it; undefined if neither knows it. */
function load(sources: Sources, kind: Kind, slug: string): Draft | undefined {
  const files = keptFiles(kind, slug) ?? originalOf(sources, { kind, slug });
  return files === undefined ? undefined : { kind, slug, files };
}
function fresh(sources: Sources, kind: Kind): Draft {
  const taken = (slug: string): boolean => load(sources, kind, slug) !== undefined;
  const slug = Array.from({ length: 1000 }, (_, index) => (index === 0 ? `my-${kind}` : `my-${kind}-${index + 1}`)).find((each) => !taken(each)) ?? `my-${kind}`;
  return fromTemplate(sources, kind, slug);
}
function first(sources: Sources): Draft {
  for (const named of [readName(window.location.hash), lastOpen()]) {
    const found = named === undefined ? undefined : load(sources, named.kind, named.slug);
    if (found !== undefined) return found;
  }
  return fresh(sources, window.location.hash.startsWith('#quiz') ? 'quiz' : 'lab');
}

export function useDraft(sources: Sources) {
  const [draft, setDraft] = useState(() => first(sources));
  const [kept, setKept] = useState(true);
  const original = useMemo(() => originalOf(sources, draft), [sources, draft]);
  const changed = original !== undefined && !same(draft.files, original);
  useEffect(() => {
    const save = (): void => setKept(keep(draft, original));
    const timer = setTimeout(save, delayMs);
    window.addEventListener('pagehide', save);
    return () => { clearTimeout(timer); window.removeEventListener('pagehide', save); };
  }, [draft, original]);
  const open = useCallback((next: Draft): void => {
    setDraft((before) => { keep(before, originalOf(sources, before)); return next; });
    window.history.replaceState(window.history.state, '', `#${next.kind}/${next.slug}`);
  }, [sources]);
  useEffect(() => {
    const follow = (): void => {
      const named = readName(window.location.hash);
      const next = named === undefined ? undefined : load(sources, named.kind, named.slug);
      if (next !== undefined) setDraft((before) => (before.kind === next.kind && before.slug === next.slug ? before : next));
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [sources]);
  const change = useCallback((path: string, text: string | undefined): void => setDraft((before) => {
    if (text !== undefined) return { ...before, files: { ...before.files, [path]: text } };
    return { ...before, files: Object.fromEntries(Object.entries(before.files).filter(([each]) => each !== path)) };
  }), []);
  return {
    draft, kept, changed, open, change,
    openNamed: (kind: Kind, slug: string): void => { const next = load(sources, kind, slug); if (next !== undefined) open(next); },
    begin: (kind: Kind): void => open(fresh(sources, kind)),
    /** The name stands in the file too. */
    rename: (slug: string): void => {
      const { kind, files } = draft;
      const [from, to] = kind === 'lab' ? ['exercise.yaml', 'exercise.yaml'] : [`${draft.slug}.yaml`, `${slug}.yaml`];
      const renamed = Object.entries(files).map(([path, text]): [string, string] => (path === from ? [to, text.replace(new RegExp(`^(metadata: *\\{ *name: *)${draft.slug}\\b|^(metadata: *\\n +name: *)${draft.slug}$`, 'm'), (_, flow = '', block = '') => `${flow}${block}${slug}`)] : [path, text]));
      if (original === undefined) forget(kind, draft.slug);
      open({ kind, slug, files: Object.fromEntries(renamed) });
    },
    discard: (): void => { if (original !== undefined) setDraft({ ...draft, files: original }); },
  };
}
