/** The words of a 403. @k8s apiserver/pkg/endpoints/handlers/responsewriters/errors.go; golden kubectl/rest-error-codes-more */
import { failure, forbiddenStatus, type Status } from '../../api/index.ts';
import type { Attributes } from './attributes.ts';

const UNSAFE: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const sanitized = (text: string): string => text.replace(/[&<>]/g, (character) => UNSAFE[character] ?? character);

function sentence({ user, verb, resource, group, subresource, namespace, path }: Attributes): string {
  const who = `User ${JSON.stringify(user.name)} cannot ${verb}`;
  if (resource === undefined) return `${who} path ${JSON.stringify(path)}`;
  const place = namespace === '' ? 'at the cluster scope' : `in the namespace ${JSON.stringify(namespace)}`;
  return `${who} resource ${JSON.stringify(subresource === '' ? resource : `${resource}/${subresource}`)} in API group ${JSON.stringify(group)} ${place}`;
}

/** @param reason why nobody allowed it; '' for no more than that. */
export function forbiddenFor(about: Attributes, reason: string): Status {
  const words = `${sanitized(sentence(about))}${reason === '' ? '' : `: ${reason}`}`;
  if (about.resource === undefined) return failure(403, 'Forbidden', `forbidden: ${words}`, {});
  return forbiddenStatus({ group: about.group, resource: about.resource }, about.name, words);
}
