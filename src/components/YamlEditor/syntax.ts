/** What is wrong with a text as YAML, before anybody asks whether it is Kubernetes. */
import { loadAll, YAMLException } from 'js-yaml';
import type { Diagnostic } from './types.ts';

export function syntaxProblems(text: string): readonly Diagnostic[] {
  const tab = text.split('\n').findIndex((line) => /^ *\t/.test(line));
  try {
    loadAll(text, { maxAliases: 100 });
    return [];
  } catch (error) {
    if (!(error instanceof YAMLException)) return [{ line: 1, column: 1, message: String(error), severity: 'error' }];
    if (tab !== -1) return [{ line: tab + 1, column: text.split('\n')[tab]!.indexOf('\t') + 1, message: 'a tab cannot indent YAML: use spaces', severity: 'error' }];
    return [{ line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1, message: error.reason, severity: 'error' }];
  }
}
