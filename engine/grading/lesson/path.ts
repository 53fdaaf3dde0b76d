/** Places in an object as lessons write them: `spec.containers[0].image`, `metadata.labels['app.kubernetes.io/name']`, `status.conditions[type=Ready].status`. */

export type Where = { readonly key: string; readonly is: string };
/** A field, an index, or the first element that has a field of this value. */
export type Segment = string | number | Where;

const PIECE = /\.?([A-Za-z_$][\w$/-]*)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]|\[(\w+)=([^\]]*)\]/y;

/** undefined: this is no path. */
export function parsePath(text: string): readonly Segment[] | undefined {
  const segments: Segment[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const first = PIECE.lastIndex === 0;
    const match = PIECE.exec(text);
    // A dot stands between two names, never in front.
    if (match === null || (match[1] !== undefined && match[0].startsWith('.') === first)) return undefined;
    const [, name, index, single, double, key, is] = match;
    segments.push(name ?? (index !== undefined ? Number(index) : key !== undefined ? { key, is: is ?? '' } : single ?? double ?? ''));
  }
  return segments.length === 0 ? undefined : segments;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

export function valueAt(value: unknown, path: readonly Segment[]): unknown {
  return path.reduce<unknown>((inner, segment) => {
    if (typeof segment === 'number') return Array.isArray(inner) ? (inner as readonly unknown[])[segment] : undefined;
    if (typeof segment === 'string') return isObject(inner) && Object.hasOwn(inner, segment) ? inner[segment] : undefined;
    return Array.isArray(inner) ? (inner as readonly unknown[]).find((each) => isObject(each) && String(each[segment.key]) === segment.is) : undefined;
  }, value);
}
