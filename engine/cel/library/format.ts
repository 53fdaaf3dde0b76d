/** `"%d of %s".format([1, x])`. @k8s cel-go ext/formatting_v2.go */
import { CelError, refuse } from './library.ts';

/** A value as `%s` prints it. */
export function shown(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  if (value instanceof Date) return value.toISOString().replace(/\.?0*Z$/, 'Z');
  if (typeof value === 'object' && (value.constructor === Object || Object.getPrototypeOf(value) === null)) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${key}: ${shown(item)}`).join(', ')}}`;
  }
  return String(value);
}

export function formatText(text: string, args: readonly unknown[]): string {
  let used = 0;
  const out = text.replace(/%(%|(?:\.(\d+))?([sdfebxXo]))|%(.?)/gs, (all, _whole, digits: string | undefined, verb: string | undefined, odd: string | undefined) => {
    if (all === '%%') return '%';
    if (verb === undefined) throw new CelError(`could not parse formatting clause: unrecognized formatting clause "${odd ?? ''}"`);
    if (used >= args.length) throw new CelError(`index ${used} out of range`);
    return clause(verb, digits === undefined ? undefined : Number(digits), args[used++]);
  });
  return out;
}

function clause(verb: string, digits: number | undefined, value: unknown): string {
  switch (verb) {
    case 's': return shown(value);
    case 'd': return typeof value === 'bigint' || typeof value === 'number' ? String(value) : unfit('decimal', 'integers', value);
    case 'f': return typeof value === 'number' || typeof value === 'bigint' ? Number(value).toFixed(digits ?? 6) : unfit('fixed-point', 'doubles', value);
    case 'e': return typeof value === 'number' || typeof value === 'bigint' ? exponent(Number(value), digits ?? 6) : unfit('scientific', 'doubles', value);
    case 'b': return typeof value === 'boolean' ? (value ? '1' : '0') : typeof value === 'bigint' ? value.toString(2) : unfit('binary', 'integers and bools', value);
    case 'o': return typeof value === 'bigint' ? value.toString(8) : unfit('octal', 'integers', value);
    default: {
      const hex = typeof value === 'bigint' ? value.toString(16) : typeof value === 'string' ? [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
        : unfit('hex', 'integers, byte buffers, and strings', value);
      return verb === 'X' ? hex.toUpperCase() : hex;
    }
  }
}
const exponent = (value: number, digits: number): string => value.toExponential(digits).replace(/e([+-])(\d)$/, 'e$10$2');
const unfit = (clauseName: string, wanted: string, value: unknown): never =>
  refuse(`error during formatting: ${clauseName} clause can only be used on ${wanted}, was given ${typeof value === 'string' ? 'string' : typeof value}`);
