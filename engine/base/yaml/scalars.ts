/** What a plain scalar is for kubectl (go-yaml v2 behind sigs.k8s.io/yaml): a number, a boolean, null, or text. */
const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const TRUES = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'on', 'On', 'ON', 'true', 'True', 'TRUE']);
const FALSES = new Set(['n', 'N', 'no', 'No', 'NO', 'off', 'Off', 'OFF', 'false', 'False', 'FALSE']);
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/** `0644` is octal, `0x1F`, `0o17`, `0b11`, `1_000`; numbers of base 60 are text. */
function integer(text: string): number | undefined {
  const match = /^([-+]?)(?:0[bB]([01]+)|0[oO]([0-7]+)|0[xX]([0-9a-fA-F]+)|0([0-7]+)|(0|[1-9][0-9]*))$/.exec(text.replaceAll('_', ''));
  if (match === null || text.startsWith('_')) return undefined;
  const [, sign, binary, octal, hexadecimal, oldOctal, decimal] = match;
  const value = binary !== undefined ? parseInt(binary, 2) : octal !== undefined ? parseInt(octal, 8)
    : hexadecimal !== undefined ? parseInt(hexadecimal, 16) : oldOctal !== undefined ? parseInt(oldOctal, 8) : Number(decimal);
  return sign === '-' && value !== 0 ? -value : value;
}

/** The number that a plain scalar is; undefined if it is none. */
export function plainNumber(text: string): number | undefined {
  if (!/^[-+.0-9]/.test(text)) return undefined;
  const whole = integer(text);
  if (whole !== undefined) return whole;
  const plain = text.replaceAll('_', '');
  if (FLOAT.test(plain)) return Number(plain);
  const infinite = INFINITY.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? -Infinity : Infinity;
  return NOT_A_NUMBER.test(text) ? NaN : undefined;
}

/** True if the text, written plainly, would be read as something else than a string. */
export const needsQuotes = (text: string): boolean =>
  NULLS.has(text) || TRUES.has(text) || FALSES.has(text) || plainNumber(text) !== undefined || isBase60(text) || isTimestamp(text);

/** go-yaml quotes these for readers of YAML 1.1, though it reads them as text itself. */
const isBase60 = (text: string): boolean => /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/.test(text);
const isTimestamp = (text: string): boolean =>
  /^\d{4}-\d{1,2}-\d{1,2}$/.test(text)
  || /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?))?$/.test(text);
