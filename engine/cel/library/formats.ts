/** Kubernetes' named formats. @k8s apiserver/pkg/cel/library/format.go */
import { Optional } from '@marcbachmann/cel-js';
import { fitsFormat } from '../../api/index.ts';
import { dns1035LabelProblems, dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems } from '../../base/index.ts';
import { functions, namespace, type Library } from './library.ts';

class NamedFormat {
  readonly name: string;
  readonly problems: (text: string) => readonly string[];
  constructor(name: string, problems: (text: string) => readonly string[]) { this.name = name; this.problems = problems; }
  toString(): string { return this.name; }
}
const UUID = 'does not match the UUID format';
const FORMATS: { readonly [name: string]: (text: string) => readonly string[] } = {
  dns1123Label: dns1123LabelProblems, dns1123Subdomain: dns1123SubdomainProblems, dns1035Label: dns1035LabelProblems,
  qualifiedName: qualifiedNameProblems, labelValue: labelValueProblems,
  dns1123LabelPrefix: (text) => dns1123LabelProblems(text.replace(/-$/, 'a')), dns1123SubdomainPrefix: (text) => dns1123SubdomainProblems(text.replace(/-$/, 'a')),
  dns1035LabelPrefix: (text) => dns1035LabelProblems(text.replace(/-$/, 'a')),
  uri: (text) => (fitsFormat('uri', text) ? [] : [`parse ${JSON.stringify(text)}: invalid URI for request`]),
  uuid: (text) => (fitsFormat('uuid', text) ? [] : [UUID]), byte: (text) => (fitsFormat('byte', text) ? [] : ['invalid base64']),
  date: (text) => (fitsFormat('date', text) ? [] : ['invalid date']), datetime: (text) => (fitsFormat('datetime', text) ? [] : ['invalid datetime']),
};

export const formats: Library = (environment) => {
  const type = 'kubernetes.NamedFormat';
  environment.registerType(type, NamedFormat);
  const made = (name: string): NamedFormat | undefined => {
    const problems = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
    return problems === undefined ? undefined : new NamedFormat(name, problems);
  };
  functions(environment, {
    [`${type}.validate(string): optional`]: (format: NamedFormat, text: string) => {
      const problems = format.problems(text);
      return problems.length === 0 ? Optional.none() : Optional.of([...problems]);
    },
  });
  namespace(environment, 'format', {
    'named(string): optional': (name: string) => { const found = made(name); return found === undefined ? Optional.none() : Optional.of(found); },
    ...Object.fromEntries(Object.keys(FORMATS).map((name) => [`${name}(): ${type}`, () => made(name)])),
  });
};
