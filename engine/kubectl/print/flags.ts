/** Flags about output that several verbs share. */
import type { FlagSpec } from '../flags.ts';

export const outputFlag: FlagSpec = { name: 'output', short: 'o', type: 'string', about: 'Format of the output: json, yaml, kyaml, name, jsonpath, go-template, custom-columns and their -file forms' };
export const templateFlags: readonly FlagSpec[] = [
  { name: 'allow-missing-template-keys', type: 'bool', default: 'true', about: 'Print nothing for what a template does not find' },
  { name: 'template', type: 'string', about: 'The template, or the file with it' },
  { name: 'show-managed-fields', type: 'bool', about: 'Keep managedFields in JSON and YAML' },
];
export const printFlags: readonly FlagSpec[] = [outputFlag, ...templateFlags];

export const fileFlags = (what: string): readonly FlagSpec[] => [
  { name: 'filename', short: 'f', type: 'strings', about: `Files, folders or addresses with the objects ${what}` },
  { name: 'kustomize', short: 'k', type: 'string', about: 'A folder with a kustomization, whose objects are meant' },
  { name: 'recursive', short: 'R', type: 'bool', about: 'Look into the folders of a folder too' },
];
export const selectorFlag: FlagSpec = { name: 'selector', short: 'l', type: 'string', about: 'Only objects whose labels match' };
export const fieldSelectorFlag: FlagSpec = { name: 'field-selector', type: 'string', about: 'Only objects whose fields match' };
export const allNamespacesFlag: FlagSpec = { name: 'all-namespaces', short: 'A', type: 'bool', about: 'Look into every namespace' };
export const dryRunFlag: FlagSpec = { name: 'dry-run', type: 'string', default: 'none', bare: 'unchanged', about: 'none, client (print only) or server (check, but store nothing)' };
export const fieldManagerFlag = (name: string): FlagSpec => ({ name: 'field-manager', type: 'string', default: name, about: 'Name under which fields are owned' });
export const validateFlag: FlagSpec = { name: 'validate', type: 'string', default: 'strict', bare: 'strict', about: 'strict (or true), warn, ignore (or false): what to do with unknown fields' };
