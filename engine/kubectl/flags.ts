/** Flags as data, parsed as Go's pflag does. */
import { formatDuration, parseDuration } from '../base/index.ts';

export type FlagSpec = {
  readonly name: string;
  readonly short?: string;
  /** `strings` splits at commas, `array` does not. A duration is kept in milliseconds. */
  readonly type: 'bool' | 'string' | 'strings' | 'array' | 'int' | 'int32' | 'duration';
  /** As text; by default `false`, ``, nothing, `0`, `0s`. */
  readonly default?: string;
  /** The value of the flag given without one; every bool has `true`. */
  readonly bare?: string;
  /** Our own words, one short sentence. */
  readonly about: string;
  readonly hidden?: true;
  /** Still taken, with this said on stderr. @k8s spf13/pflag MarkDeprecated */
  readonly deprecated?: string;
  /** The command fails without it. */
  readonly required?: true;
};

export type Flags = {
  /** Given on the command line. */
  changed(name: string): boolean;
  on(name: string): boolean;
  text(name: string): string;
  number(name: string): number;
  list(name: string): readonly string[];
  durationMs(name: string): number;
  /** ` --filename=a.yaml --record=true`, in the order of the command line. */
  readonly asGiven: string;
};

type Value = { readonly spec: FlagSpec; readonly values: string[] };
export type ParsedLine = { readonly flags: Flags; readonly args: readonly string[]; readonly argsBeforeDash: number };
export type FlagError = { readonly error: string };

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

const bareOf = (spec: FlagSpec): string | undefined => spec.bare ?? (spec.type === 'bool' ? 'true' : undefined);
const defaultOf = (spec: FlagSpec): string => spec.default ?? { bool: 'false', string: '', strings: '', array: '', int: '0', int32: '0', duration: '0s' }[spec.type];

/** The words after `invalid argument …: `; undefined if the value is fine. */
function valueError(spec: FlagSpec, value: string): string | undefined {
  switch (spec.type) {
    case 'bool': return TRUE.has(value) || FALSE.has(value) ? undefined : `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
    case 'int': case 'int32':
      if (!/^[-+]?(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.test(value)) return `strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`;
      return outOfRange(value, spec.type === 'int32' ? 2 ** 31 : 2 ** 63) ? `strconv.ParseInt: parsing ${JSON.stringify(value)}: value out of range` : undefined;
    case 'duration': {
      const parsed = parseDuration(value);
      return parsed.ok ? undefined : parsed.error;
    }
    default: return undefined;
  }
}

const outOfRange = (value: string, limit: number): boolean => { const number = Number(value.replace('+', '')); return number >= limit || number < -limit; };

/** A list value is one line of CSV. */
function splitCsv(value: string): string[] {
  if (value === '') return [];
  if (!value.includes('"')) return value.split(',');
  const out: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < value.length; i++) {
    const c = value[i] ?? '';
    if (quoted && c === '"' && value[i + 1] === '"') { field += '"'; i++; }
    else if (c === '"' && (quoted || field === '')) quoted = !quoted;
    else if (c === ',' && !quoted) { out.push(field); field = ''; }
    else field += c;
  }
  return [...out, field];
}

function flagsOf(specs: ReadonlyMap<string, FlagSpec>, given: ReadonlyMap<string, Value>, asGiven: string): Flags {
  const last = (name: string): string => {
    const values = given.get(name)?.values;
    if (values !== undefined && values.length > 0) return values[values.length - 1] ?? '';
    const spec = specs.get(name);
    return spec === undefined ? '' : defaultOf(spec);
  };
  return {
    asGiven,
    changed: (name) => given.has(name),
    on: (name) => TRUE.has(last(name)),
    text: last,
    number: (name) => Number(last(name)),
    list(name) {
      const spec = specs.get(name);
      const values = given.get(name)?.values ?? (spec?.default === undefined || spec.default === '' ? [] : [spec.default]);
      return spec?.type === 'array' ? values : values.flatMap(splitCsv);
    },
    durationMs(name) {
      const parsed = parseDuration(last(name));
      return parsed.ok ? parsed.ms : 0;
    },
  };
}

/** @k8s spf13/pflag parseArgs, parseLongArg, parseSingleShortArg */
export function parseLine(specs: readonly FlagSpec[], words: readonly string[]): ParsedLine | FlagError | 'help' {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const byShort = new Map(specs.flatMap((spec) => (spec.short === undefined ? [] : [[spec.short, spec] as const])));
  const given = new Map<string, Value>();
  const args: string[] = [];
  let argsBeforeDash = -1;
  let asGiven = '';

  const set = (spec: FlagSpec, value: string): FlagError | undefined => {
    const problem = valueError(spec, value);
    if (problem !== undefined) {
      const shown = spec.short === undefined ? `--${spec.name}` : `-${spec.short}, --${spec.name}`;
      return { error: `invalid argument ${JSON.stringify(value)} for "${shown}" flag: ${problem}` };
    }
    asGiven += ` --${spec.name}=${value}`;
    const known = given.get(spec.name);
    if (known === undefined) given.set(spec.name, { spec, values: [value] });
    else known.values.push(value);
    return undefined;
  };
  const queue = [...words];
  const helpAsked = (value: string): FlagError | 'help' => (value === '' || TRUE.has(value) || FALSE.has(value) ? 'help'
    : { error: `invalid argument ${JSON.stringify(value)} for "-h, --help" flag: strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax` });

  const long = (word: string): FlagError | 'help' | undefined => {
    const body = word.slice(2);
    if (body.startsWith('-') || body.startsWith('=')) return { error: `bad flag syntax: ${word}` };
    const cut = body.indexOf('=');
    const name = cut < 0 ? body : body.slice(0, cut);
    const spec = byName.get(name);
    if (spec === undefined) return name === 'help' ? helpAsked(body.slice(name.length + 1)) : { error: `unknown flag: --${name}` };
    if (cut >= 0) return set(spec, body.slice(cut + 1));
    const bare = bareOf(spec);
    if (bare !== undefined) return set(spec, bare);
    const next = queue.shift();
    return next === undefined ? { error: `flag needs an argument: ${word}` } : set(spec, next);
  };
  const short = (word: string): FlagError | 'help' | undefined => {
    let rest = word.slice(1);
    while (rest !== '') {
      const letter = rest[0] ?? '';
      const shown = rest;
      rest = rest.slice(1);
      const spec = byShort.get(letter);
      if (spec === undefined) return letter === 'h' ? 'help' : { error: `unknown shorthand flag: '${letter}' in -${shown}` };
      if (rest.startsWith('=') && rest.length > 1) return set(spec, rest.slice(1));
      const bare = bareOf(spec);
      if (bare !== undefined) { const problem = set(spec, bare); if (problem !== undefined) return problem; continue; }
      if (rest !== '') return set(spec, rest);
      const next = queue.shift();
      return next === undefined ? { error: `flag needs an argument: '${letter}' in -${shown}` } : set(spec, next);
    }
    return undefined;
  };
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') { argsBeforeDash = args.length; args.push(...queue.splice(0)); break; }
    if (!word.startsWith('-') || word === '-') { args.push(word); continue; }
    const problem = word.startsWith('--') ? long(word) : short(word);
    if (problem !== undefined) return problem;
  }
  return { flags: flagsOf(byName, given, asGiven), args, argsBeforeDash };
}

/** `--name=value:` of the help. */
export function shownDefault(spec: FlagSpec): string {
  const value = defaultOf(spec);
  if (spec.type === 'string') return `'${value}'`;
  if (spec.type === 'strings' || spec.type === 'array') return `[${value}]`;
  if (spec.type === 'duration') {
    const parsed = parseDuration(value);
    return parsed.ok ? formatDuration(parsed.ms) : value;
  }
  return value;
}

/** True if the flag takes the next word as its value: needed to find the verb among the words. */
export const takesValue = (spec: FlagSpec | undefined): boolean => spec === undefined || bareOf(spec) === undefined;
