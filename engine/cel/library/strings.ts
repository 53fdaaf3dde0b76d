/** Strings. @k8s cel-go ext/strings.go */
import { goQuote, goRegex } from '../../base/index.ts';
import { formatText } from './format.ts';
import { functions, namespace, refuse, whole, type Library } from './library.ts';

const letters = (text: string): string[] => Array.from(text);

function replace(text: string, from: string, to: string, limit: number): string {
  if (limit === 0) return text;
  if (limit < 0) return text.split(from).join(to);
  const parts = text.split(from);
  const count = Math.min(limit, parts.length - 1);
  return parts.slice(0, count + 1).join(to) + parts.slice(count + 1).map((part) => from + part).join('');
}

const compiled = (pattern: string): RegExp => {
  const made = goRegex(pattern);
  return made.ok ? made.regex : refuse(made.error);
};

export const strings: Library = (environment) => {
  functions(environment, {
    'string.charAt(int): string': (text: string, at: bigint) => {
      const all = letters(text);
      return whole(at) < 0 || whole(at) > all.length ? refuse(`index out of range: ${at}`) : all[whole(at)] ?? '';
    },
    'string.replace(string, string): string': (text: string, from: string, to: string) => replace(text, from, to, -1),
    'string.replace(string, string, int): string': (text: string, from: string, to: string, limit: bigint) => replace(text, from, to, whole(limit)),
    'string.format(list): string': (text: string, args: readonly unknown[]) => formatText(text, args),
    'string.reverse(): string': (text: string) => letters(text).reverse().join(''),
    'matches(string, string): bool': (text: string, pattern: string) => compiled(pattern).test(text),
    'string.find(string): string': (text: string, pattern: string) => compiled(pattern).exec(text)?.[0] ?? '',
    'string.findAll(string): list': (text: string, pattern: string) => findAll(text, pattern, -1),
    'string.findAll(string, int): list': (text: string, pattern: string, limit: bigint) => findAll(text, pattern, whole(limit)),
  });
  namespace(environment, 'strings', { 'quote(string): string': (text: string) => goQuote(text) });
};

function findAll(text: string, pattern: string, limit: number): string[] {
  const { source, flags } = compiled(pattern);
  const all = [...text.matchAll(new RegExp(source, `${flags}g`))].map(([match]) => match);
  return limit < 0 ? all : all.slice(0, limit);
}
