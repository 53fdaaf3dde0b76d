/**
 * Typed text, made comparable: what an input method for Chinese types (full-width digits, colons, spaces) becomes what a keyboard
 * would have typed. The part of Unicode's NFKC that answers need: its full tables differ between JavaScript engines of different age.
 */

const PUNCTUATION: { readonly [typed: string]: string } = {
  '。': '.', '、': ',', '“': '"', '”': '"', '„': '"', '‘': "'", '’': "'", '‚': "'", '「': '"', '」': '"',
  '–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '…': '...', '【': '[', '】': ']', '《': '<', '》': '>', '×': 'x',
};
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g;
const SPACES = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g;

/** U+FF01–U+FF5E are ASCII, wider. */
const narrow = (character: string): string => {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : PUNCTUATION[character] ?? character;
};

export function plainText(typed: string): string {
  return Array.from(typed.replace(INVISIBLE, ''), narrow).join('').replace(SPACES, ' ').trim();
}

/** Case counts for nothing; only ASCII has two cases here, so that every engine agrees. */
export const caseBlind = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
