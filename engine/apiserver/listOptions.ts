/** Query parameters of lists and watches that must make sense. @k8s golden kubectl/rest-list-limit-continue */
import { badRequest, expired, failure, invalidStatus, type FieldError } from '../api/index.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from './context.ts';
import { flag } from './query.ts';

const MATCHES = ['Exact', 'NotOlderThan', ''];
const syntax = (func: string, text: string): string => `strconv.${func}: parsing ${JSON.stringify(text)}: invalid syntax`;
const optionsInvalid = (error: FieldError): Failure => fail(invalidStatus({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [error]));

export function checkListOptions({ store }: ServerContext, { query }: ResourceRequest): Failure | undefined {
  for (const name of ['limit', 'timeoutSeconds']) {
    const value = query.get(name) ?? '';
    if (value !== '' && !/^-?\d+$/.test(value)) return fail(badRequest(syntax('ParseInt', value)));
  }
  const [version, match] = [query.get('resourceVersion') ?? '', query.get('resourceVersionMatch')];
  const watch = flag(query, 'watch');
  if (match !== undefined && version === '' && !watch) {
    return optionsInvalid({ type: 'forbidden', path: 'resourceVersionMatch', detail: 'resourceVersionMatch is forbidden unless resourceVersion is provided' });
  }
  if (match !== undefined && !MATCHES.includes(match)) {
    return optionsInvalid({ type: 'notSupported', path: 'resourceVersionMatch', value: match, detail: 'supported values: "Exact", "NotOlderThan", ""' });
  }
  if (version === '') return undefined;
  if (!/^\d+$/.test(version)) {
    const why = `Invalid value: ${JSON.stringify(version)}: ${syntax('ParseUint', version)}`;
    return fail(badRequest(`invalid resource version: resourceVersion: ${why}`));
  }
  if (match === 'Exact' && Number(version) < store.compacted) return fail(expired('The resourceVersion for the provided list is too old.'));
  return Number(version) > store.revision ? fail(tooLarge(version, store.revision)) : undefined;
}

const tooLarge = (version: string, current: number): ReturnType<typeof failure> =>
  failure(504, 'Timeout', `Timeout: Too large resource version: ${version}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }], retryAfterSeconds: 1,
  });
