/** Our expressions against RE2, which finds the same places. */
import { RE2JS } from 're2js';
import { linearRegex } from '../index.ts';

const TEXTS = ['', 'a', 'aaa', 'web-12', 'abcabc', 'a\nb', 'Hello World', '10.0.0.1', 'foo_bar baz', 'ÄÖü 中文', 'x{1}', 'nginx:1.14.2', '😀a', 'aab', 'key=value; k2=v2'];
const PATTERNS = [
  'a', 'a*', 'a+', 'a+?', 'a|b', 'a|ab|abc', '(ab|a)(c|bcd)?', '^a', 'a$', '^$', '(?m)^b$', '.', '(?s)a.b', '[a-c]+', '[^a-c]+', '\\d+', '\\D+', '\\w+', '\\W', '\\s', '\\S+', '\\bW', 'o\\b', '\\Bo',
  '[[:alpha:]]+', '[\\d.]+', '[a\\-z]+', '[-a]+', 'a{2}', 'a{2,}', 'a{1,2}', 'a{0}', '(?i)hello', 'x\\{1\\}', 'x{', '\\.', '\\Q1.14\\E', '\\x61', '\\pL+', '\\p{Lu}',
  '(?P<name>\\w+)=(?P<value>\\w+)', '(a*)*', '(a|b)*c', '(?:)', '(a*?)*?b', '(?U)a+', '\\Aa', 'b\\z', '(?i)[à-ü]', '[^\\s]+', '[\\w-]+$', '(|a)+', '(a|)+b', '\\t|\\n', '[\\n]', '$a', 'a**'.slice(0, 2), '(\\d+)\\.(\\d+)',
];

test.each(PATTERNS)('%s', (pattern) => {
  const made = linearRegex(pattern);
  if (!made.ok) throw new Error(made.error);
  const oracle = RE2JS.compile(pattern);
  const found = TEXTS.map((text) => made.regex.find(text));
  expect(found).toEqual(TEXTS.map((text) => { const matcher = oracle.matcher(text); return matcher.find() ? [matcher.start(), matcher.end()] : undefined; }));
  expect(TEXTS.map((text) => made.regex.test(text))).toEqual(found.map((place) => place !== undefined));
});

test.each(['(a+)+$', '(a|aa)+$', '(a|a)*b', '([a-z]+)*0', '(.*)*x', 'a*a*a*a*a*b', '(a?){30}a{30}$', '^(([a-z])+.)+[A-Z]([a-z])+$'])('%s cannot take long', (pattern) => {
  const made = linearRegex(pattern);
  expect(made.ok && made.regex.test(`${'a'.repeat(20_000)}!`)).toBe(false);
});

test.each([
  ['x{2000}', 'error parsing regexp: invalid repeat count: `{2000}`'], ['((x{100}){100}){100}', 'error parsing regexp: expression too large'],
  [`${'('.repeat(300)}${')'.repeat(300)}`, 'error parsing regexp: expression too large'], ['(?=x)', 'error parsing regexp: invalid or unsupported Perl syntax: `(?=`'], ['(a', 'error parsing regexp: missing closing ): `(a`'],
])('%s is refused', (pattern, error) => { expect(linearRegex(pattern)).toEqual({ ok: false, error }); });
