/** Where in the text each value of a YAML document stands: for messages that point at a line. */
import { EVENT_ID, YAMLException, parseEvents } from 'js-yaml';

/** From 1. */
export type Position = { readonly line: number; readonly column: number };
export type Positions = {
  /** Of the value at a path of keys and indices; `document` counts from 0. Undefined if there is none. */
  value(document: number, path: readonly (string | number)[]): Position | undefined;
  key(document: number, path: readonly (string | number)[]): Position | undefined;
  /** Keys that stand a second time in their mapping: the last one counts. */
  readonly repeated: readonly (Position & { readonly key: string })[];
};

type Level = { readonly type: 'document' | 'map' | 'list'; readonly path: string; key: string | undefined; index: number };

const keyOf = (document: number, path: readonly (string | number)[]): string => [document, ...path].join('\u0000');

function lineIndex(text: string): (offset: number) => Position {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** A text with an error gives the positions before it. */
export function yamlPositions(text: string): Positions {
  const values = new Map<string, Position>();
  const keys = new Map<string, Position>();
  const repeated: (Position & { readonly key: string })[] = [];
  const at = lineIndex(text);
  const levels: Level[] = [];
  let document = -1;
  /** The path of the node that starts now; undefined for a key. */
  const enter = (offset: number, scalar: string | undefined): string | undefined => {
    const level = levels[levels.length - 1];
    if (level === undefined) return undefined;
    if (level.type === 'document') return level.path;
    if (level.type === 'list') return `${level.path}\u0000${level.index++}`;
    if (level.key === undefined) {
      level.key = scalar ?? '?';
      const path = `${level.path}\u0000${level.key}`;
      if (keys.has(path)) repeated.push({ ...at(offset), key: level.key });
      keys.set(path, at(offset));
      return undefined;
    }
    const path = `${level.path}\u0000${level.key}`;
    level.key = undefined;
    return path;
  };
  const mark = (offset: number, scalar?: string): string | undefined => {
    const path = enter(offset, scalar);
    if (path !== undefined) values.set(path, at(offset));
    return path;
  };
  try {
    for (const event of parseEvents(text, {})) {
      switch (event.type) {
        case EVENT_ID.DOCUMENT: document++; levels.push({ type: 'document', path: String(document), key: undefined, index: 0 }); break;
        case EVENT_ID.MAPPING: levels.push({ type: 'map', path: mark(event.start) ?? '?', key: undefined, index: 0 }); break;
        case EVENT_ID.SEQUENCE: levels.push({ type: 'list', path: mark(event.start) ?? '?', key: undefined, index: 0 }); break;
        case EVENT_ID.SCALAR: mark(event.valueStart, text.slice(event.valueStart, event.valueEnd)); break;
        case EVENT_ID.ALIAS: mark(event.anchorStart); break;
        case EVENT_ID.POP: levels.pop(); break;
        default:
      }
    }
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
  }
  return { repeated, value: (which, path) => values.get(keyOf(which, path)), key: (which, path) => keys.get(keyOf(which, path)) };
}
