/** Label selectors: `{matchLabels, matchExpressions}` objects and the text form (`env in (a,b),!tier`). */
import { qualifiedNameProblems, labelValueProblems } from './names.ts';
import { lexSelector, type SelectorToken } from './labelSelectorLexer.ts';

export type Labels = { readonly [key: string]: string };
export type LabelOperator = 'In' | 'NotIn' | '=' | '==' | '!=' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';
export type Requirement = { readonly key: string; readonly operator: LabelOperator; readonly values: readonly string[] };
export type LabelSelectorObject = {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
};
export type SelectorResult =
  | { readonly ok: true; readonly requirements: readonly Requirement[] }
  | { readonly ok: false; readonly error: string };

/** @k8s apimachinery/pkg/labels/selector.go Matches */
export function matchesRequirement({ key, operator, values }: Requirement, labels: Labels | undefined): boolean {
  const value = labels?.[key];
  switch (operator) {
    case 'In': case '=': case '==': return value !== undefined && values.includes(value);
    case 'NotIn': case '!=': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': case 'Lt': {
      if (value === undefined || !/^[-+]?\d+$/.test(value)) return false;
      const difference = BigInt(value) - BigInt(values[0] ?? '0');
      return operator === 'Gt' ? difference > 0n : difference < 0n;
    }
  }
}

export const matchesRequirements = (requirements: readonly Requirement[], labels: Labels | undefined): boolean =>
  requirements.every((requirement) => matchesRequirement(requirement, labels));

const OBJECT_OPERATORS: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** An absent selector matches nothing, an empty one everything. */
export function matchesLabelSelector(selector: LabelSelectorObject | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  for (const key in selector.matchLabels) {
    if (labels?.[key] !== selector.matchLabels[key]) return false;
  }
  return selector.matchExpressions === undefined || selector.matchExpressions.every(({ key, operator, values = [] }) =>
    OBJECT_OPERATORS.includes(operator) && matchesRequirement({ key, operator: operator as LabelOperator, values }, labels));
}

/** A map of labels as a selector (Services, nodeSelector): all must be equal; an empty one matches everything. */
export function matchesLabels(wanted: Labels | undefined, labels: Labels | undefined): boolean {
  for (const key in wanted) if (labels?.[key] !== wanted[key]) return false;
  return true;
}

/** Sorted by key, as upstream keeps and prints them. */
export function requirementsOf(selector: LabelSelectorObject): Requirement[] {
  const fromLabels = Object.entries(selector.matchLabels ?? {})
    .map(([key, value]): Requirement => ({ key, operator: '=', values: [value] }));
  const fromExpressions = (selector.matchExpressions ?? [])
    .map(({ key, operator, values = [] }): Requirement => ({ key, operator: operator as LabelOperator, values: [...values].sort() }));
  return sortByKey([...fromLabels, ...fromExpressions]);
}
const sortByKey = (requirements: Requirement[]): Requirement[] =>
  requirements.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** `app=web,tier in (a,b)`; nothing at all is `<none>`. */
export function formatLabelSelector(selector: LabelSelectorObject | undefined): string {
  const text = selector === undefined ? '' : formatRequirements(requirementsOf(selector));
  return text === '' ? '<none>' : text;
}

/** `a=1,b=2` sorted by key; nothing is `<none>`. */
export function formatLabels(labels: Labels | undefined): string {
  const text = Object.keys(labels ?? {}).sort().map((key) => `${key}=${labels?.[key] ?? ''}`).join(',');
  return text === '' ? '<none>' : text;
}

/** As Go prints a LabelSelector with %v. @k8s apimachinery/pkg/apis/meta/v1/generated.pb.go */
export function goLabelSelector(selector: LabelSelectorObject | undefined): string {
  if (selector === undefined) return 'nil';
  const { matchLabels = {}, matchExpressions = [] } = selector;
  const labels = Object.keys(matchLabels).sort().map((key) => `${key}: ${matchLabels[key]},`).join('');
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${values.join(' ')}],},`);
  return `&LabelSelector{MatchLabels:map[string]string{${labels}},MatchExpressions:[]LabelSelectorRequirement{${expressions.join('')}},}`;
}

export const formatRequirements = (requirements: readonly Requirement[]): string => requirements.map(formatRequirement).join(',');

function formatRequirement({ key, operator, values }: Requirement): string {
  const only = values[0] ?? '';
  switch (operator) {
    case 'Exists': return key;
    case 'DoesNotExist': return `!${key}`;
    case 'In': return `${key} in (${values.join(',')})`;
    case 'NotIn': return `${key} notin (${values.join(',')})`;
    case 'Gt': return `${key}>${only}`;
    case 'Lt': return `${key}<${only}`;
    default: return `${key}${operator}${only}`;
  }
}

/** Thrown inside this file only, to leave the recursive descent. */
class Refusal extends Error {}
const refuse = (message: string): never => { throw new Refusal(message); };

/** @k8s apimachinery/pkg/labels/selector.go Parse (words: golden kubectl/label-selectors) */
export function parseLabelSelector(text: string): SelectorResult {
  try {
    return { ok: true, requirements: sortByKey(parseAll(lexSelector(text))) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.message };
    throw error;
  }
}

type Tokens = { readonly list: readonly SelectorToken[]; at: number };
const END: SelectorToken = { type: 'end', text: '' };
const isKeyword = (type: SelectorToken['type']): boolean => type === 'in' || type === 'notin';
/** Where a key or value may stand, the words `in` and `notin` are ordinary. */
const asValue = (token: SelectorToken): SelectorToken => (isKeyword(token.type) ? { type: 'identifier', text: token.text } : token);
const peek = (tokens: Tokens): SelectorToken => asValue(tokens.list[tokens.at] ?? END);
const next = (tokens: Tokens): SelectorToken => { const token = peek(tokens); tokens.at++; return token; };

function parseAll(list: readonly SelectorToken[]): Requirement[] {
  const tokens: Tokens = { list, at: 0 };
  const requirements: Requirement[] = [];
  for (;;) {
    const first = peek(tokens);
    if (first.type === 'end') return requirements;
    if (first.type !== 'identifier' && first.type !== '!') {
      refuse(`found '${first.text}', expected: !, identifier, or 'end of string'`);
    }
    requirements.push(parseRequirement(tokens));
    const after = next(tokens);
    if (after.type === 'end') return requirements;
    if (after.type !== ',') refuse(`found '${after.text}', expected: ',' or 'end of string'`);
    const following = peek(tokens);
    if (following.type !== 'identifier' && following.type !== '!') {
      refuse(`found '${following.text}', expected: identifier after ','`);
    }
  }
}

const inRequirement = (message: string): never => refuse(`unable to parse requirement: ${message}`);
const OPERATORS = { in: 'In', notin: 'NotIn', '=': '=', '==': '==', '!=': '!=', '>': 'Gt', '<': 'Lt' } as const;

function parseRequirement(tokens: Tokens): Requirement {
  let token = next(tokens);
  const negated = token.type === '!';
  if (negated) token = next(tokens);
  if (token.type !== 'identifier') inRequirement(`found '${token.text}', expected: identifier`);
  const key = token.text;
  const [problem] = [qualifiedNameProblems(key).join('; ')];
  if (problem !== '') inRequirement(`<nil>: Invalid value: ${JSON.stringify(key)}: ${problem}`);
  if (negated) return { key, operator: 'DoesNotExist', values: [] };
  if (peek(tokens).type === 'end' || peek(tokens).type === ',') return { key, operator: 'Exists', values: [] };
  const raw = tokens.list[tokens.at++] ?? END;
  const operator = (OPERATORS as { readonly [type: string]: LabelOperator })[raw.type];
  if (operator === undefined) return inRequirement(`found '${raw.text}', expected: in, notin, =, ==, !=, gt, lt`);
  const values = operator === 'In' || operator === 'NotIn' ? parseValues(tokens) : [parseExactValue(tokens)];
  checkValues(key, operator, values);
  return { key, operator, values };
}

function checkValues(key: string, operator: LabelOperator, values: readonly string[]): void {
  for (const [index, value] of values.entries()) {
    if ((operator === 'Gt' || operator === 'Lt') && !/^[-+]?\d+$/.test(value)) {
      inRequirement(`values[${index}]: Invalid value: ${JSON.stringify(value)}: for 'Gt', 'Lt' operators, the value must be an integer`);
    }
    const problem = labelValueProblems(value).join('; ');
    if (problem !== '') inRequirement(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${problem}`);
  }
}

function parseExactValue(tokens: Tokens): string {
  const { type } = peek(tokens);
  if (type === 'end' || type === ',') return '';
  const token = next(tokens);
  return token.type === 'identifier' ? token.text : inRequirement(`found '${token.text}', expected: identifier`);
}

function parseValues(tokens: Tokens): string[] {
  const open = next(tokens);
  if (open.type !== '(') inRequirement(`found '${open.text}' expected: '('`);
  const first = peek(tokens);
  if (first.type !== ')' && first.type !== 'identifier' && first.type !== ',') {
    inRequirement(`found '${first.text}', expected: ',', ')' or identifier`);
  }
  const values = new Set<string>();
  if (first.type === ')') values.add('');
  else parseList(tokens, values);
  tokens.at++;
  return [...values].sort();
}

/** Stops before the closing parenthesis. Empty places between commas are empty values. */
function parseList(tokens: Tokens, values: Set<string>): void {
  for (;;) {
    const token = next(tokens);
    const following = peek(tokens);
    if (token.type === 'identifier') {
      values.add(token.text);
      if (following.type === ')') return;
      if (following.type !== ',') inRequirement(`found '${following.text}', expected: ',' or ')'`);
    } else if (token.type === ',') {
      if (values.size === 0) values.add('');
      if (following.type === ')') { values.add(''); return; }
      if (following.type === ',') { tokens.at++; values.add(''); }
    } else {
      inRequirement(`found '${token.text}', expected: ',', or identifier`);
    }
  }
}
