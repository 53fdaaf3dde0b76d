import {
  formatFieldSelector, formatLabelSelector, formatRequirements, matchesFieldTerms, matchesLabelSelector, matchesRequirements,
  parseFieldSelector, parseLabelSelector,
} from './index.ts';

const labels = { env: 'prod', tier: 'web', rank: '5' };
const matches = (text: string): boolean => {
  const parsed = parseLabelSelector(text);
  return parsed.ok && matchesRequirements(parsed.requirements, labels);
};

test.each([
  ['env=prod', true], ['env==prod', true], ['env!=prod', false], ['nope!=x', true], ['env=prod,tier=web', true], ['tier in (web,api)', true],
  ['tier notin (web, api)', false], ['missing notin (a)', true], ['tier', true], ['!tier', false], ['!gone', true], ['rank>3', true],
  ['rank<3', false], ['env=', false], ['env = prod', true], ['env in ()', false], ['', true], ['in in (in)', false], ['gone in (,)', false],
])('%p matches: %p', (text, expected) => expect(matches(text)).toBe(expected));

test.each([
  ['rank>abc', "unable to parse requirement: values[0]: Invalid value: \"abc\": for 'Gt', 'Lt' operators, the value must be an integer"],
  ['env in (prod', "unable to parse requirement: found '', expected: ',' or ')'"],
  ['env in prod', "unable to parse requirement: found 'prod' expected: '('"],
  ['=prod', "found '=', expected: !, identifier, or 'end of string'"],
  ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
  ['env=prod tier=web', "found 'tier', expected: ',' or 'end of string'"],
  ['env=prod,', "found '', expected: identifier after ','"],
  ['-bad=x', "unable to parse requirement: <nil>: Invalid value: \"-bad\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"],
])('%p is refused in upstream words', (text, error) => expect(parseLabelSelector(text)).toEqual({ ok: false, error }));

test('selectors print sorted by key', () => {
  const parsed = parseLabelSelector('z!=1,!gone,a in (y,x),b=2');
  expect(parsed.ok && formatRequirements(parsed.requirements)).toBe('a in (x,y),b=2,!gone,z!=1');
  expect(formatLabelSelector({ matchLabels: { b: '2', a: '1' }, matchExpressions: [{ key: 'c', operator: 'Exists' }] })).toBe('a=1,b=2,c');
  expect(formatLabelSelector({})).toBe('<none>');
  expect(formatLabelSelector(undefined)).toBe('<none>');
});

test('an absent selector matches nothing, an empty one everything', () => {
  expect(matchesLabelSelector(undefined, labels)).toBe(false);
  expect(matchesLabelSelector({}, labels)).toBe(true);
  expect(matchesLabelSelector({ matchLabels: { env: 'prod' }, matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['db'] }] }, labels)).toBe(true);
  expect(matchesLabelSelector({ matchLabels: { env: 'test' } }, labels)).toBe(false);
});

const pod = (field: string): string => ({ 'metadata.name': 'one', 'status.phase': 'Pending' })[field] ?? '';
test.each([
  ['metadata.name=one', true], ['status.phase!=Pending', false], ['status.phase==Pending,metadata.name!=two', true], ['spec.nodeName=', true], ['', true],
])('field selector %p matches: %p', (text, expected) => {
  const parsed = parseFieldSelector(text);
  expect(parsed.ok && matchesFieldTerms(parsed.terms, pod)).toBe(expected);
});

test('field selectors that say nothing are refused', () => {
  expect(parseFieldSelector('status.phase')).toEqual({ ok: false, error: "invalid selector: 'status.phase'; can't understand 'status.phase'" });
  expect(parseFieldSelector('status.phase in (Pending)')).toMatchObject({ ok: false });
});

test('field selectors escape', () => {
  const parsed = parseFieldSelector('a=x\\,y,b!=2');
  expect(parsed).toEqual({ ok: true, terms: [{ field: 'a', operator: '=', value: 'x,y' }, { field: 'b', operator: '!=', value: '2' }] });
  expect(parsed.ok && formatFieldSelector(parsed.terms)).toBe('a=x\\,y,b!=2');
});
