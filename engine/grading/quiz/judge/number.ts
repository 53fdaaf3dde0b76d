/** A typed number, with or without its unit: `5m`, `300 s`, `300秒`, `５ 分钟`, `1,000`, `512 MiB`. */
import { caseBlind, plainText } from './plainText.ts';

export type Quantity = 'plain' | 'duration' | 'bytes';

const DURATIONS: { readonly [unit: string]: number } = {
  ms: 0.001, millisecond: 0.001, milliseconds: 0.001, 毫秒: 0.001,
  s: 1, sec: 1, secs: 1, second: 1, seconds: 1, 秒: 1, 秒钟: 1,
  m: 60, min: 60, mins: 60, minute: 60, minutes: 60, 分: 60, 分钟: 60,
  h: 3600, hr: 3600, hrs: 3600, hour: 3600, hours: 3600, 时: 3600, 小时: 3600, 个小时: 3600,
  d: 86_400, day: 86_400, days: 86_400, 天: 86_400,
};
const BYTES: { readonly [unit: string]: number } = {
  b: 1, byte: 1, bytes: 1, 字节: 1,
  k: 1e3, kb: 1e3, m: 1e6, mb: 1e6, g: 1e9, gb: 1e9,
  ki: 1024, kib: 1024, mi: 1_048_576, mib: 1_048_576, gi: 1_073_741_824, gib: 1_073_741_824,
};
const UNITS = { duration: DURATIONS, bytes: BYTES } as const;

/** One figure: digits, or groups of three with commas or thin spaces; at most 15 digits, so that it is exact. */
const FIGURE = String.raw`\d{1,3}(?:[, _']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+`;
const PART = new RegExp(`^(${FIGURE}) ?([a-z\\u4e00-\\u9fff]*)[ ,]?`);
const PLAIN = new RegExp(`^(${FIGURE}) ?(.*)$`);
/** Counting words of Chinese: they say nothing. */
const COUNTERS = new Set(['个', '次', '台', '份', '条', '只', '%']);

const figure = (text: string): number => Number(text.replace(/[, _']/g, ''));

export type QuantityOf = { readonly quantity: Quantity; /** Seconds, or bytes, of one unit; 1 for plain numbers. */ readonly per: number };
/** What an author's unit is: `seconds` counts as time, `Pods` as a word. */
export function quantityOf(unit: string | undefined): QuantityOf {
  const word = caseBlind(plainText(unit ?? ''));
  for (const quantity of ['duration', 'bytes'] as const) {
    // A lone m or k would be both.
    if (word.length > 1 && Object.hasOwn(UNITS[quantity], word)) return { quantity, per: UNITS[quantity][word] ?? 1 };
  }
  return word === 's' ? { quantity: 'duration', per: 1 } : { quantity: 'plain', per: 1 };
}

type Asked = QuantityOf & { readonly unit?: { readonly en: string; readonly zh: string } | undefined };
/** In the unit that was asked for; undefined: no number, or several. */
export function readNumber(typed: string, asked: Asked): number | undefined {
  const text = caseBlind(plainText(typed)).replace(/^(=|~|about |约)/, '').trim();
  const negative = text.startsWith('-');
  const rest = text.replace(/^[+-] ?/, '');
  const value = asked.quantity === 'plain' ? readPlain(rest, asked) : readQuantity(rest, asked.quantity, asked);
  return value === undefined || !Number.isFinite(value) || Math.abs(value) >= 1e15 ? undefined : negative ? -value : value;
}

function readPlain(text: string, { unit }: Asked): number | undefined {
  const match = PLAIN.exec(text);
  if (match === null) return undefined;
  const said = match[2] ?? '';
  const words = [unit?.en, unit?.zh].flatMap((word) => (word === undefined ? [] : [caseBlind(plainText(word))]));
  const known = said === '' || COUNTERS.has(said)
    || words.some((word) => said === word || `${said}s` === word || said === `${word}s` || (word !== '' && COUNTERS.has(said.charAt(0)) && said.slice(1).trim() === word));
  return known ? figure(match[1] ?? '') : undefined;
}

function readQuantity(text: string, quantity: 'duration' | 'bytes', { per, unit }: Asked): number | undefined {
  const units = UNITS[quantity];
  let rest = text;
  let total = 0;
  for (let parts = 0; rest !== ''; parts++) {
    const match = PART.exec(rest);
    if (match === null || parts === 5) return undefined;
    const [whole, digits = '', word = ''] = match;
    const own = word === '' || word === caseBlind(plainText(unit?.zh ?? '')) || word === caseBlind(plainText(unit?.en ?? ''));
    // A bare number is in the unit that was asked for, and stands alone.
    if (word === '' && (parts > 0 || whole.length < rest.length)) return undefined;
    if (!own && !Object.hasOwn(units, word)) return undefined;
    total += figure(digits) * (own ? per : units[word] ?? 1);
    rest = rest.slice(whole.length);
  }
  return text === '' ? undefined : total / per;
}
