/** The bones of a lesson's text: headings, fenced blocks, components, each with its place. */
import { isList, type Json } from '../../base/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { suggestion } from '../format/suggest.ts';
import type { LessonText } from './check.ts';

export type Tag = { readonly name: string; readonly attributes: string; readonly at: number };
export type Fence = { readonly at: number; readonly info: string; readonly body: string };
export type Heading = { readonly at: number; readonly id: string | undefined; readonly text: string };
export type Outline = { readonly headings: readonly Heading[]; readonly fences: readonly Fence[]; readonly tags: readonly Tag[]; readonly open: number | undefined; /** The text with fenced blocks blanked out; every place stays where it is. */ readonly plain: string };
export type Say = (at: number, message: string, fix: string) => void;

export function sayer({ file, text }: LessonText, problems: Diagnostic[]): Say {
  return (at, message, fix) => {
    const before = text.slice(0, at).split('\n');
    problems.push({ file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message, fix });
  };
}

export function outlineOf(text: string): Outline {
  const fences: Fence[] = [];
  let plain = text;
  let open: number | undefined;
  for (const match of text.matchAll(/^(```+)([^\n]*)\n([\s\S]*?)(?:^\1[ \t]*$|(?![\s\S]))/gm)) {
    const [whole, , info = '', body = ''] = match;
    if (!/```+[ \t]*$/.test(whole.trimEnd()) || whole.trimEnd() === whole.split('\n')[0]) open = match.index;
    fences.push({ at: match.index, info: info.trim(), body });
    // Nothing inside is a heading or a component; every place stays where it is.
    plain = plain.slice(0, match.index) + whole.replace(/[^\n]/g, ' ') + plain.slice(match.index + whole.length);
  }
  const headings = [...plain.matchAll(/^##+ (.*?)(?: \{\/\* #([\w-]+) \*\/\})?$/gm)].map((match): Heading => ({ at: match.index, text: match[1] ?? '', id: match[2] }));
  const tags = [...plain.matchAll(/<([A-Z][A-Za-z]*)((?:[^>"{]|"[^"]*"|\{[^}]*\})*)>/g)].map((match): Tag => ({ name: match[1] ?? '', attributes: match[2] ?? '', at: match.index }));
  return { headings, fences, tags, open, plain };
}

export const attribute = ({ attributes }: Tag, name: string): string | undefined => new RegExp(`\\b${name}=(?:"([^"]*)"|\\{([^}]*)\\})`).exec(attributes)?.slice(1).find((value) => value !== undefined);
export const near = (word: string, words: readonly string[], else_: string): string => { const meant = suggestion(word, words); return meant === undefined ? else_ : `Did you mean ${meant}?`; };

export function listOf(text: string | undefined): readonly Json[] | undefined {
  try {
    const value = JSON.parse(text ?? '') as Json; // asked below
    return isList(value) ? value : undefined;
  } catch { return undefined; }
}

/** Ids of all headings. */
export const headingsOf = (text: string): readonly string[] => outlineOf(text).headings.flatMap(({ id }) => id ?? []);

export const isLive = ({ info }: Fence): boolean => /\slive\b/.test(info);
export const commandsOf = ({ body }: Fence): string => body.split('\n').filter((line) => line.startsWith('$')).join('\n');
