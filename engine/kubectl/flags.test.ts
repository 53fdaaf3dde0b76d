import { parseLine } from './flags.ts';
import type { FlagSpec } from './flags.ts';

const SPECS: readonly FlagSpec[] = [
  { name: 'all', short: 'A', type: 'bool', about: '' },
  { name: 'output', short: 'o', type: 'string', about: '' },
  { name: 'labels', short: 'L', type: 'strings', about: '' },
  { name: 'literal', type: 'array', about: '' },
  { name: 'replicas', type: 'int', default: '1', about: '' },
  { name: 'timeout', type: 'duration', default: '30s', about: '' },
  { name: 'dry-run', type: 'string', default: 'none', bare: 'unchanged', about: '' },
  { name: 'tty', short: 't', type: 'bool', about: '' },
];
const parse = (words: string) => parseLine(SPECS, words.split(' ').filter((word) => word !== ''));

const ERRORS: readonly (readonly [string, string])[] = [
  ['--foo', 'unknown flag: --foo'], ['--foo=1', 'unknown flag: --foo'], ['-z', "unknown shorthand flag: 'z' in -z"], ['-tz', "unknown shorthand flag: 'z' in -z"],
  ['-o', "flag needs an argument: 'o' in -o"], ['--output', 'flag needs an argument: --output'], ['--=x', 'bad flag syntax: --=x'],
  ['--replicas=x', 'invalid argument "x" for "--replicas" flag: strconv.ParseInt: parsing "x": invalid syntax'],
  ['--all=x', 'invalid argument "x" for "-A, --all" flag: strconv.ParseBool: parsing "x": invalid syntax'],
  ['--timeout=5', 'invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"'],
];
test.each(ERRORS)('%s: %s', (words, error) => { expect(parse(words)).toEqual({ error }); });

test('values in all their forms', () => {
  const line = parse('get -ojson -L a,b --labels=c --literal x,y pods -At --replicas 3 --timeout=1m --dry-run -- --rest -o');
  if (line === 'help' || 'error' in line) throw new Error('not parsed');
  const { flags } = line;
  expect(line.args).toEqual(['get', 'pods', '--rest', '-o']);
  expect(line.argsBeforeDash).toBe(2);
  expect([flags.text('output'), flags.list('labels'), flags.list('literal'), flags.on('all'), flags.on('tty'), flags.number('replicas'), flags.durationMs('timeout'), flags.text('dry-run')])
    .toEqual(['json', ['a', 'b', 'c'], ['x,y'], true, true, 3, 60_000, 'unchanged']);
});

test('defaults', () => {
  const line = parse('');
  if (line === 'help' || 'error' in line) throw new Error('not parsed');
  expect([line.flags.text('dry-run'), line.flags.number('replicas'), line.flags.durationMs('timeout'), line.flags.changed('all'), line.argsBeforeDash]).toEqual(['none', 1, 30_000, false, -1]);
});

test.each(['-h', '--help'])('%s asks for help', (word) => { expect(parse(word)).toBe('help'); });
