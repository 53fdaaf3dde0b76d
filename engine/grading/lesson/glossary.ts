/** The words of running text: a term is called what the glossary calls it. */
import type { Say } from './outline.ts';

/** `not`: what the term must not be called, in either language. */
export type Term = { readonly id: string; readonly en: string; readonly zh: string; readonly not?: readonly string[] };

/** Code, components' names and addresses are not words; every place stays where it is. */
function proseOf(plain: string): string {
  const blank = (found: string): string => found.replace(/[^\n]/g, ' ');
  return plain.replace(/^---\n[\s\S]*?^---$/m, blank).replace(/`[^`\n]*`/g, blank).replace(/\{\/\*[\s\S]*?\*\/\}/g, blank).replace(/\]\([^)\s]*\)/g, blank)
    .replace(/<\/?[A-Za-z][\w]*|\b(?:id|path|file|see|of|after|slug|machine)="[^"]*"/g, blank);
}

const isLatin = (word: string): boolean => /^[\x20-\x7e]+$/.test(word);

export function glossaryProblems(plain: string, language: 'en' | 'zh', terms: readonly Term[], say: Say): void {
  const prose = proseOf(plain);
  for (const term of terms) {
    for (const wrong of term.not ?? []) {
      const escaped = wrong.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      // A Latin word ends where letters end; a Chinese one stands anywhere.
      const pattern = isLatin(wrong) ? new RegExp(`\\b${escaped}\\b`, 'gi') : new RegExp(escaped, 'g');
      for (const { index } of prose.matchAll(pattern)) say(index, `“${wrong}” is called “${term[language]}” here`, `exercises/words.yaml says so (${term.id}); use its word`);
    }
  }
}
