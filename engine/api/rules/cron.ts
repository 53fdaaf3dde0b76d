/** Cron schedules, read as the cron library of Kubernetes reads them, with its words for what is wrong. @k8s github.com/robfig/cron/v3 parser.go ParseStandard */
import { parseDuration } from '../../base/index.ts';
import { isTimeZone } from './timeZones.ts';

/** The values of a field that count, ascending; `any` if it began with a star: then the other day field decides alone. */
export type CronField = { readonly values: readonly number[]; readonly any: boolean };
export type CronSchedule =
  | { readonly kind: 'fields'; readonly minute: CronField; readonly hour: CronField; readonly day: CronField; readonly month: CronField; readonly weekday: CronField }
  | { readonly kind: 'every'; readonly everyMs: number };
export type CronResult = { readonly ok: true; readonly schedule: CronSchedule; readonly zone: string | undefined } | { readonly ok: false; readonly error: string };

type Bounds = { readonly min: number; readonly max: number; readonly names: readonly string[] };
const MONTHS = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const BOUNDS: readonly Bounds[] = [
  { min: 0, max: 59, names: [] }, { min: 0, max: 23, names: [] }, { min: 1, max: 31, names: [] }, { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: WEEKDAYS },
];
const DESCRIPTORS: { readonly [name: string]: string | undefined } = {
  '@yearly': '0 0 1 1 *', '@annually': '0 0 1 1 *', '@monthly': '0 0 1 * *', '@weekly': '0 0 * * 0', '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *', '@hourly': '0 * * * *',
};

type Parsed<T> = { readonly value: T } | { readonly error: string };
const bad = (error: string): { readonly error: string } => ({ error });

function parseNumber(text: string): Parsed<number> {
  if (!/^[+-]?\d+$/.test(text)) return bad(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  if (text.length > 19) return bad(`failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: value out of range`);
  return Number(text) < 0 ? bad(`negative number (${Number(text)}) not allowed: ${text}`) : { value: Number(text) };
}

function parseNumberOrName(text: string, names: readonly string[]): Parsed<number> {
  const named = text === '' ? -1 : names.indexOf(text.toLowerCase());
  return named >= 0 ? { value: named } : parseNumber(text);
}

type Range = { readonly start: number; readonly end: number; readonly single: boolean; readonly any: boolean };

function parseEnds(expression: string, part: string, { min, max, names }: Bounds): Parsed<Range> {
  const ends = part.split('-');
  const [low = '', high] = ends;
  const single = high === undefined;
  if (low === '*' || low === '?') return { value: { start: min, end: max, single, any: true } };
  const start = parseNumberOrName(low, names);
  if ('error' in start) return start;
  if (ends.length > 2) return bad(`too many hyphens: ${expression}`);
  const end = high === undefined ? start : parseNumberOrName(high, names);
  return 'error' in end ? end : { value: { start: start.value, end: end.value, single, any: false } };
}

function parseRange(expression: string, bounds: Bounds): Parsed<CronField> {
  const [part = '', stepText, ...more] = expression.split('/');
  const range = parseEnds(expression, part, bounds);
  if ('error' in range) return range;
  if (more.length > 0) return bad(`too many slashes: ${expression}`);
  const step = stepText === undefined ? { value: 1 } : parseNumber(stepText);
  if ('error' in step) return step;
  const { start, single } = range.value;
  const end = stepText !== undefined && single ? bounds.max : range.value.end;
  if (start < bounds.min) return bad(`beginning of range (${start}) below minimum (${bounds.min}): ${expression}`);
  if (end > bounds.max) return bad(`end of range (${end}) above maximum (${bounds.max}): ${expression}`);
  if (start > end) return bad(`beginning of range (${start}) beyond end of range (${end}): ${expression}`);
  if (step.value === 0) return bad(`step of range should be a positive number: ${expression}`);
  const values: number[] = [];
  for (let value = start; value <= end; value += step.value) values.push(value);
  return { value: { values, any: range.value.any && step.value <= 1 } };
}

function parseField(text: string, bounds: Bounds): Parsed<CronField> {
  const values = new Set<number>();
  let any = false;
  for (const expression of text.split(',').filter((part) => part !== '')) {
    const range = parseRange(expression, bounds);
    if ('error' in range) return range;
    for (const value of range.value.values) values.add(value);
    any ||= range.value.any;
  }
  return { value: { values: [...values].sort((a, b) => a - b), any } };
}

function parseFields(text: string, zone: string | undefined): CronResult {
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== BOUNDS.length) return { ok: false, error: `expected exactly ${BOUNDS.length} fields, found ${fields.length}: [${fields.join(' ')}]` };
  const parsed: CronField[] = [];
  for (const [index, bounds] of BOUNDS.entries()) {
    const field = parseField(fields[index] ?? '', bounds);
    if ('error' in field) return { ok: false, error: field.error };
    parsed.push(field.value);
  }
  const none: CronField = { values: [], any: false };
  const [minute = none, hour = none, day = none, month = none, weekday = none] = parsed;
  return { ok: true, schedule: { kind: 'fields', minute, hour, day, month, weekday }, zone };
}

const EVERY = '@every ';

export function parseCron(spec: string): CronResult {
  if (spec === '') return { ok: false, error: 'empty spec string' };
  let [text, zone]: [string, string | undefined] = [spec, undefined];
  if (/^(CRON_)?TZ=/.test(spec)) {
    const blank = spec.indexOf(' ');
    // The library panics, and its caller says so. @k8s pkg/util/parsers ParseCronScheduleWithPanicRecovery
    if (blank < 0) return { ok: false, error: 'invalid schedule format: runtime error: slice bounds out of range [:-1]' };
    zone = spec.slice(spec.indexOf('=') + 1, blank);
    const unsafe = /^[/\\]|\.\./.test(zone);
    if (unsafe || !isTimeZone(zone)) return { ok: false, error: `provided bad location ${zone}: ${unsafe ? 'time: invalid location name' : `unknown time zone ${zone}`}` };
    text = spec.slice(blank).trim();
  }
  if (!text.startsWith('@')) return parseFields(text, zone);
  const fields = DESCRIPTORS[text];
  if (fields !== undefined) return parseFields(fields, zone);
  if (!text.startsWith(EVERY)) return { ok: false, error: `unrecognized descriptor: ${text}` };
  const duration = text.slice(EVERY.length);
  const every = parseDuration(duration);
  if (!every.ok) return { ok: false, error: `failed to parse duration ${text}: ${every.error}` };
  // Never more often than each second, and in whole seconds.
  return { ok: true, schedule: { kind: 'every', everyMs: Math.max(1000, every.ms - (every.ms % 1000)) }, zone };
}
