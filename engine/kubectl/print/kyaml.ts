/** KYAML: YAML in flow style with braces, quoted strings and trailing commas. @k8s sigs.k8s.io/yaml/kyaml */
import { isList, isObject } from '../../base/index.ts';
import type { Json } from '../../base/index.ts';
import { compareText } from '../objects.ts';

/** Keys that YAML 1.1 or 1.2 readers could take for something else are quoted. */
const plainKey = (key: string): boolean => /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(key) && !/^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i.test(key);

export function dumpKyaml(value: Json): string {
  return `${node(value, '')}\n`;
}

function node(value: Json, indent: string): string {
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    // A list of objects keeps its brackets on the lines of the braces.
    if (value.every((item) => isObject(item) && Object.keys(item).length > 0)) return `[${value.map((item) => node(item, indent)).join(', ')}]`;
    return `[\n${value.map((item) => `${inner}${node(item, inner)},\n`).join('')}${indent}]`;
  }
  if (isObject(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort(compareText);
    if (keys.length === 0) return '{}';
    return `{\n${keys.map((key) => `${inner}${plainKey(key) ? key : JSON.stringify(key)}: ${node(value[key] ?? null, inner)},\n`).join('')}${indent}}`;
  }
  return JSON.stringify(value);
}
