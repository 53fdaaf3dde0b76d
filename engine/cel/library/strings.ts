/** Strings. @k8s cel-go ext/strings.go */
import { goQuote, linearRegex, type LinearRegex } from '../../base/index.ts';
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

const compiled = (pattern: string): LinearRegex => {
  const made = linearRegex(pattern);
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
    'string.__matches(string): bool': (text: string, pattern: string) => compiled(pattern).test(text),
    'matches(string, string): bool': (text: string, pattern: string) => compiled(pattern).test(text),
    'string.find(string): string': (text: string, pattern: string) => findAll(text, pattern, 1)[0] ?? '',
    'string.findAll(string): list': (text: string, pattern: string) => findAll(text, pattern, -1),
    'string.findAll(string, int): list': (text: string, pattern: string, limit: bigint) => findAll(text, pattern, whole(limit)),
  });
  namespace(environment, 'strings', { 'quote(string): string': (text: string) => goQuote(text) });
};

function findAll(text: string, pattern: string, limit: number): string[] {
  const regex = compiled(pattern);
  const all: string[] = [];
  for (let from = 0; from <= text.length && (limit < 0 || all.length < limit);) {
    const found = regex.find(text, from);
    if (found === undefined) break;
    all.push(text.slice(found[0], found[1]));
    from = found[1] > found[0] ? found[1] : found[1] + 1;
  }
  return all;
}
