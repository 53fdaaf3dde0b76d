/** Field selectors: `status.phase!=Running,spec.nodeName=node01`. @k8s apimachinery/pkg/fields/selector.go */
export type FieldTerm = { readonly field: string; readonly operator: '=' | '!='; readonly value: string };
export type FieldSelectorResult =
  | { readonly ok: true; readonly terms: readonly FieldTerm[] }
  | { readonly ok: false; readonly error: string };

export function parseFieldSelector(text: string): FieldSelectorResult {
  const terms: FieldTerm[] = [];
  for (const part of splitTerms(text)) {
    if (part === '') continue;
    const term = /^((?:[^=!\\]|\\.|!(?!=))*?)(!=|==|=)(.*)$/s.exec(part);
    if (term === null) return { ok: false, error: `invalid selector: '${text}'; can't understand '${part}'` };
    const [, field = '', operator = '', raw = ''] = term;
    const value = unescape(raw);
    if (value === undefined) return { ok: false, error: `invalid field selector: invalid value ${JSON.stringify(raw)}` };
    terms.push({ field, operator: operator === '!=' ? '!=' : '=', value });
  }
  return { ok: true, terms };
}

/** At commas that no backslash protects. */
function splitTerms(text: string): string[] {
  return text === '' ? [] : text.match(/(?:^|,)((?:[^,\\]|\\.|\\$)*)/gs)?.map((part) => part.replace(/^,/, '')) ?? [];
}

/** `\\`, `\,` and `\=` stand for the character; anything else after a backslash, and a bare `=`, is refused. */
function unescape(value: string): string | undefined {
  if (!/^(?:[^\\=,]|\\[\\,=])*$/s.test(value)) return undefined;
  return value.replace(/\\([\\,=])/g, '$1');
}

export const formatFieldSelector = (terms: readonly FieldTerm[]): string =>
  terms.map(({ field, operator, value }) => `${field}${operator}${value.replace(/[\\,=]/g, '\\$&')}`).join(',');

/** `valueOf` gives the field's text; a field that is not there counts as empty. */
export const matchesFieldTerms = (terms: readonly FieldTerm[], valueOf: (field: string) => string): boolean =>
  terms.every(({ field, operator, value }) => (valueOf(field) === value) === (operator === '='));
