/**
 * What may be a name, a label key or a label value. Each check returns what is wrong in upstream's words, or nothing.
 * @k8s apimachinery/pkg/util/validation/validation.go, apimachinery/pkg/api/validate/content/kube.go (keys and values of labels: bytes)
 */
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_1035 = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const LABEL_VALUE = /^(?:(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const LABEL_TEXT = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const SUBDOMAIN_TEXT = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const LABEL_1035_TEXT = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
/** Said where it would be a subdomain, so only the dots are wrong. */
const NO_DOTS = 'must not contain dots';
const QUALIFIED_TEXT = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const LABEL_VALUE_TEXT = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

const tooLong = (max: number, unit: 'bytes' | 'characters'): string => `must be no more than ${max} ${unit}`;

/** One rule and one limit of length, in the order in which upstream reports them. */
function check(text: string, max: number, pattern: RegExp, words: string, unit: 'bytes' | 'characters' = 'bytes'): string[] {
  const problems: string[] = [];
  if (text.length > max) problems.push(tooLong(max, unit));
  if (!pattern.test(text)) problems.push(words);
  return problems;
}

export const dns1123LabelProblems = (text: string): string[] =>
  (text.length <= 63 && LABEL.test(text) ? [] : check(text, 63, LABEL, SUBDOMAIN.test(text) ? NO_DOTS : LABEL_TEXT, 'characters'));
export const dns1123SubdomainProblems = (text: string): string[] => check(text, 253, SUBDOMAIN, SUBDOMAIN_TEXT, 'characters');
export const dns1035LabelProblems = (text: string): string[] => check(text, 63, LABEL_1035, LABEL_1035_TEXT, 'characters');

export function labelValueProblems(text: string): string[] {
  return check(text, 63, LABEL_VALUE, LABEL_VALUE_TEXT);
}

/** `name` or `example.com/name`: keys of labels and annotations, names of conditions and resources. */
export function qualifiedNameProblems(text: string): string[] {
  const parts = text.split('/');
  const problems: string[] = [];
  let name = parts[0] ?? '';
  if (parts.length === 2) {
    const prefix = name;
    name = parts[1] ?? '';
    if (prefix === '') problems.push('prefix part must be non-empty');
    else problems.push(...check(prefix, 253, SUBDOMAIN, SUBDOMAIN_TEXT).map((problem) => `prefix part ${problem}`));
  } else if (parts.length > 2) {
    return [`a valid label key ${QUALIFIED_TEXT} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  }
  if (name === '') problems.push('name part must be non-empty');
  else if (name.length > 63) problems.push(`name part ${tooLong(63, 'bytes')}`);
  if (!QUALIFIED.test(name)) problems.push(`name part ${QUALIFIED_TEXT}`);
  return problems;
}
