/** Validation of a pod's DNS settings. @k8s pkg/apis/core/validation/validation.go validatePodDNSConfig */
import type { Json } from '../../../base/index.ts';
import { invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { PodSpec } from '../../schema/types.ts';
import { ipErrors } from '../../rules/ipErrors.ts';
import { invalids } from './checks.ts';

/** @k8s pkg/apis/core/validation/validation.go MaxDNSNameservers and so on */
const [MAX_NAMESERVERS, MAX_SEARCHES, MAX_SEARCH_LENGTH] = [3, 32, 2048];

const SEARCH = /^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:\._?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/;
const SEARCH_TEXT = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*')";

/** Searches may have underscores, and a dot at the end. @k8s IsDNS1123SubdomainWithUnderscore */
function searchProblems(search: string): string[] {
  if (search === '.') return [];
  const name = search.endsWith('.') ? search.slice(0, -1) : search;
  return [...(name.length > 253 ? ['must be no more than 253 characters'] : []), ...(SEARCH.test(name) ? [] : [SEARCH_TEXT])];
}

export function validateDns(path: string, { dnsConfig: config, dnsPolicy }: PodSpec): FieldError[] {
  const nameservers = config?.nameservers ?? [];
  if (dnsPolicy === 'None') {
    if (config === undefined) return [required(path, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    if (nameservers.length === 0) return [required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None')];
  }
  if (config === undefined) return [];
  const errors = nameservers.length > MAX_NAMESERVERS
    ? [invalid(`${path}.nameservers`, nameservers as Json, `must not have more than ${MAX_NAMESERVERS} nameservers`)] : [];
  errors.push(...nameservers.flatMap((address, index) => ipErrors(`${path}.nameservers[${index}]`, address)));
  const searches = config.searches ?? [];
  if (searches.length > MAX_SEARCHES) errors.push(invalid(`${path}.searches`, searches as Json, `must not have more than ${MAX_SEARCHES} search paths`));
  if (searches.join(' ').length > MAX_SEARCH_LENGTH) {
    errors.push(invalid(`${path}.searches`, searches as Json, `must not have more than ${MAX_SEARCH_LENGTH} characters (including spaces) in the search list`));
  }
  for (const [index, search] of searches.entries()) {
    errors.push(...invalids(`${path}.searches[${index}]`, search.replace(/(?<=.)\.$/, ''), searchProblems(search)));
  }
  for (const [index, option] of (config.options ?? []).entries()) {
    if ((option.name ?? '') === '') errors.push(required(`${path}.options[${index}]`, 'must not be empty'));
  }
  return errors;
}
