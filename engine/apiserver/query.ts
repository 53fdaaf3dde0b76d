/** Query strings, without URLSearchParams: `+` and `%xx` decoded, a bad escape is kept as it is. */
import type { Query } from './context.ts';

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

export const decodeSegment = (text: string): string => {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const NONE: readonly string[] = [];
export const EMPTY_QUERY: Query = { get: () => undefined, all: () => NONE };

export function parseQuery(text: string): Query {
  if (text === '') return EMPTY_QUERY;
  const values = new Map<string, string[]>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decode(part.slice(equals + 1));
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]); else known.push(value);
  }
  return { get: (name) => values.get(name)?.[0], all: (name) => values.get(name) ?? NONE };
}

/** `true`, `1` and an empty value mean yes, as Go's query conversion has it. */
export const flag = (query: Query, name: string): boolean => {
  const value = query.get(name);
  return value !== undefined && value !== 'false' && value !== '0';
};

/** A whole number; undefined when absent or unreadable. */
export function whole(query: Query, name: string): number | undefined {
  const value = query.get(name);
  return value !== undefined && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
