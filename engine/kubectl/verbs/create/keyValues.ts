/** `--from-literal`, `--from-file`, `--from-env-file`. @k8s kubectl/pkg/cmd/create/create_configmap.go, kubectl/pkg/util/hash */
import type { FlagSpec } from '../../flags.ts';
import { readText, resolvePath } from '../../paths.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';

export const keyValueFlags: readonly FlagSpec[] = [
  { name: 'append-hash', type: 'bool', about: 'Append a hash of the content to the name' },
  { name: 'from-env-file', type: 'strings', about: 'Files with lines key=value' },
  { name: 'from-file', type: 'strings', about: 'Files or folders, as key=path or path' },
  { name: 'from-literal', type: 'array', about: 'A key and its value, as key=value' },
];

const KEY_RULE = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

export function readKeyValues(context: KubectlContext, kind: 'ConfigMap' | 'Secret'): Map<string, string> {
  const { flags } = context;
  const [literals, files, environments] = [flags.list('from-literal'), flags.list('from-file'), flags.list('from-env-file')];
  if (environments.length > 0 && (literals.length > 0 || files.length > 0)) fail('from-env-file cannot be combined with from-file or from-literal');
  const data = new Map<string, string>();
  const add = (key: string, value: string): void => {
    const problem = keyProblem(key);
    if (problem !== undefined) fail(kind === 'ConfigMap' ? `${JSON.stringify(key)} is not a valid key name for a ConfigMap: ${problem}` : `${JSON.stringify(key)} is not valid key name for a Secret ${problem}`);
    if (data.has(key)) fail(kind === 'ConfigMap' ? `cannot add key ${JSON.stringify(key)}, another key by that name already exists in Data for ConfigMap ${JSON.stringify(context.args[0] ?? '')}` : `cannot add key ${key}, another key by that name already exists`);
    data.set(key, value);
  };
  for (const literal of literals) {
    const cut = literal.indexOf('=');
    if (cut <= 0) fail(`invalid literal source ${literal}, expected key=value`);
    add(literal.slice(0, cut), literal.slice(cut + 1));
  }
  for (const file of files) addFile(context, file, add);
  for (const file of environments) addEnvironment(context, file, add);
  return data;
}


function keyProblem(key: string): string | undefined {
  if (key.length > 253) return 'must be no more than 253 characters';
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) return KEY_RULE;
  if (key === '.' || key === '..') return `must not be '${key}'`;
  return key.startsWith('..') ? "must not start with '..'" : undefined;
}

function addFile(context: KubectlContext, source: string, add: (key: string, value: string) => void): void {
  const parts = source.split('=');
  if (parts.length > 2) fail("key names or file paths cannot contain '='");
  const [first = '', second] = parts;
  if (second !== undefined && first === '') fail(`key name for file path ${second} missing`);
  if (second === '') fail(`file path for key name ${first} missing`);
  const path = second ?? first;
  const full = resolvePath(context.command, path);
  const { files } = context.command.machine;
  const stat = files.stat(full);
  if (stat === undefined) fail(`error reading ${path}: no such file or directory`);
  if (stat.type !== 'directory') { add(second === undefined ? full.slice(full.lastIndexOf('/') + 1) : first, readText(context.command, full)); return; }
  if (second !== undefined) fail('cannot give a key name for a directory path');
  for (const name of [...files.list(full)].sort()) {
    const inner = `${full === '/' ? '' : full}/${name}`;
    if (files.stat(inner)?.type === 'file' && keyProblem(name) === undefined) add(name, readText(context.command, inner));
  }
}

/** @k8s kubectl/pkg/cmd/util/env_file.go */
function addEnvironment(context: KubectlContext, path: string, add: (key: string, value: string) => void): void {
  const full = resolvePath(context.command, path);
  const stat = context.command.machine.files.stat(full);
  if (stat === undefined) fail(`error reading ${path}: no such file or directory`);
  if (stat.type === 'directory') fail(`env config file ${path} cannot be a directory`);
  readText(context.command, full).split('\n').forEach((raw, i) => {
    const line = raw.replace(/\r$/, '').trimStart();
    if (line === '' || line.startsWith('#')) return;
    const cut = line.indexOf('=');
    const key = cut < 0 ? line : line.slice(0, cut);
    if (!/^[ -<>-~]+$/.test(key) || /[\s]/.test(key)) fail(`error processing env file ${path} line ${i + 1}: ${JSON.stringify(key)} is not a valid key name`);
    add(key, cut < 0 ? context.command.environment.get(key) ?? '' : line.slice(cut + 1));
  });
}
