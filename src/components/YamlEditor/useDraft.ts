/** What a reader has changed in a manifest stays theirs: through a switch of the language, and a reload. */
import { useState, useSyncExternalStore } from 'react';

const keyOf = (name: string): string => `peapod.draft/${name}`;

function keptAs(name: string): string | null {
  try { return sessionStorage.getItem(keyOf(name)); } catch { return null; }
}
const never = () => () => {};

/** @param name of the page's session and the file; both languages have the same. */
export function useDraft(name: string, original: string): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState<{ readonly name: string; readonly text: string }>();
  const kept = useSyncExternalStore(never, () => keptAs(name), () => null);
  const change = (next: string): void => {
    setTyped({ name, text: next });
    try { if (next === original) sessionStorage.removeItem(keyOf(name)); else sessionStorage.setItem(keyOf(name), next); } catch { /* It stays for as long as the page does. */ }
  };
  return [typed?.name === name ? typed.text : kept ?? original, change];
}
