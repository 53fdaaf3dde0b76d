/** What a reader has changed in a manifest stays theirs: through a switch of the language, and a reload. */
import { useEffect, useState } from 'react';

const keyOf = (name: string): string => `peapod.draft/${name}`;

/** @param name of the page's session and the file; both languages have the same. */
export function useDraft(name: string, original: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(original);
  useEffect(() => {
    try { setText(sessionStorage.getItem(keyOf(name)) ?? original); } catch { /* Nothing may be kept here. */ }
  }, [name, original]);
  const change = (next: string): void => {
    setText(next);
    try { if (next === original) sessionStorage.removeItem(keyOf(name)); else sessionStorage.setItem(keyOf(name), next); } catch { /* It stays for as long as the page does. */ }
  };
  return [text, change];
}
