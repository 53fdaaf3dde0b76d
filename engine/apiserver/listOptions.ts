/** Query parameters of lists and watches, understood and checked. @k8s apimachinery/pkg/apis/meta/internalversion/validation, apiserver/pkg/storage/interfaces.go */
import { badRequest, expired, failure, forbidden, invalidStatus, notSupported, type FieldError } from '../api/index.ts';
import { decodeContinue, encodeContinue } from './continueToken.ts';
import { fail, type Failure, type ResourceRequest, type ServerContext } from './context.ts';
import { flag, whole } from './query.ts';

export type ListOptions = {
  readonly limit: number;
  /** The revision that must be shown; undefined: the newest. */
  readonly revision: number | undefined;
  /** Where a later page begins. */
  readonly after: string | undefined;
};
export type WatchOptions = {
  /** Undefined: from now on. */
  readonly from: number | undefined;
  /** The present objects first. */
  readonly initial: boolean;
  readonly bookmarks: boolean;
  readonly timeoutSeconds: number;
};

const syntax = (func: string, text: string): string => `strconv.${func}: parsing ${JSON.stringify(text)}: invalid syntax`;
const versionError = (version: string): string => `resourceVersion: Invalid value: ${JSON.stringify(version)}: ${syntax('ParseUint', version)}`;
const optionsInvalid = (errors: readonly FieldError[]): Failure => fail(invalidStatus({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors));

function checkNumbers({ query }: ResourceRequest): Failure | undefined {
  const wrong = ['timeoutSeconds', 'limit'].map((name) => query.get(name) ?? '').find((value) => value !== '' && !/^[+-]?\d+$/.test(value));
  return wrong === undefined ? undefined : fail(badRequest(syntax('ParseInt', wrong)));
}

const NOT_OLDER = 'NotOlderThan';
const MATCH = 'resourceVersionMatch';

function listErrors(match: string, version: string, token: string, initial: boolean): readonly FieldError[] {
  return [
    ...(match !== '' && version === '' ? [forbidden(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided')] : []),
    ...(match !== '' && token !== '' ? [forbidden(MATCH, 'resourceVersionMatch is forbidden when continue is provided')] : []),
    ...(['', 'Exact', NOT_OLDER].includes(match) ? [] : [notSupported(MATCH, match, ['Exact', NOT_OLDER, ''])]),
    ...(match === 'Exact' && version === '0' ? [forbidden(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"')] : []),
    ...(initial ? [forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list')] : []),
  ];
}

/** @k8s golden kubectl/rest-list-limit-continue */
export function listOptions({ store }: ServerContext, request: ResourceRequest): ListOptions | Failure {
  const { query } = request;
  const numbers = checkNumbers(request);
  if (numbers !== undefined) return numbers;
  const [version, match, token] = [query.get('resourceVersion') ?? '', query.get(MATCH) ?? '', query.get('continue') ?? ''];
  const errors = listErrors(match, version, token, query.get('sendInitialEvents') !== undefined);
  if (errors.length > 0) return optionsInvalid(errors);
  const limit = Math.max(0, whole(query, 'limit') ?? 0);
  if (token !== '') return continued(token, version, limit, store.compacted);
  if (version === '') return { limit, revision: undefined, after: undefined };
  if (!/^\d+$/.test(version)) return fail(badRequest(`invalid resource version: ${versionError(version)}`));
  const wanted = Number(version);
  if (wanted > store.revision) return fail(tooLarge(version, store.revision));
  // A page without a match is one of exactly that version; "0" takes no limit at all.
  const exact = match === 'Exact' || (match === '' && limit > 0 && wanted > 0);
  if (exact && wanted < store.compacted) return fail(expired('The resourceVersion for the provided list is too old.'));
  return { limit: version === '0' ? 0 : limit, revision: exact ? wanted : undefined, after: undefined };
}

const INCONSISTENT = 'The provided continue parameter is too old to display a consistent list result. You can start a new list without '
  + 'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the '
  + 'provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk '
  + 'was returned and now may show up in the list.';

function continued(token: string, version: string, limit: number, compacted: number): ListOptions | Failure {
  const known = decodeContinue(token);
  if (typeof known === 'string') return fail(badRequest(`invalid continue token: ${known}`));
  if (version !== '' && version !== '0') return fail(badRequest('specifying resource version is not allowed when using continue'));
  if (known.revision > 0 && known.revision < compacted) return fail({ ...expired(INCONSISTENT), metadata: { continue: encodeContinue(-1, known.start) } });
  return { limit, revision: known.revision < 0 ? undefined : known.revision, after: known.start.replace(/^\//, '') };
}
export const tooLarge = (version: string, current: number): ReturnType<typeof failure> =>
  failure(504, 'Timeout', `Timeout: Too large resource version: ${version}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }], retryAfterSeconds: 1,
  });

function watchErrors(match: string, token: string, asked: boolean): readonly FieldError[] {
  return [
    ...(asked && match !== NOT_OLDER ? [forbidden(MATCH, `sendInitialEvents requires setting resourceVersionMatch to ${NOT_OLDER}`)] : []),
    ...(match !== '' && !asked ? [forbidden(MATCH, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')] : []),
    ...(match !== '' && match !== NOT_OLDER ? [notSupported(MATCH, match, [NOT_OLDER])] : []),
    ...(match !== '' && token !== '' ? [forbidden(MATCH, 'resourceVersionMatch is forbidden when continue is provided')] : []),
  ];
}

export function watchOptions(request: ResourceRequest): Omit<WatchOptions, 'timeoutSeconds'> & { readonly timeoutSeconds: number | undefined } | Failure {
  const { query } = request;
  const numbers = checkNumbers(request);
  if (numbers !== undefined) return numbers;
  const [version, match] = [query.get('resourceVersion') ?? '', query.get(MATCH) ?? ''];
  const asked = query.get('sendInitialEvents') !== undefined;
  const errors = watchErrors(match, query.get('continue') ?? '', asked);
  if (errors.length > 0) return optionsInvalid(errors);
  // Not one of the errors that upstream tells with a reason.
  if (!/^\d*$/.test(version)) return fail(failure(500, '', versionError(version)));
  const anywhere = version === '' || version === '0';
  const initial = asked ? flag(query, 'sendInitialEvents') : anywhere; // @k8s internalversion/defaults.go SetListOptionsDefaults
  const timeout = whole(query, 'timeoutSeconds') ?? 0;
  return {
    from: anywhere ? undefined : Number(version), initial, bookmarks: flag(query, 'allowWatchBookmarks'),
    timeoutSeconds: timeout > 0 ? timeout : undefined,
  };
}

/** `resourceVersion` of a GET: at least as new as that. */
export function checkVersion({ store }: ServerContext, request: ResourceRequest): Failure | undefined {
  const version = request.query.get('resourceVersion') ?? '';
  if (version === '') return undefined;
  if (!/^\d+$/.test(version)) {
    const error: FieldError = { type: 'invalid', path: 'resourceVersion', value: version, detail: syntax('ParseUint', version) };
    return fail(invalidStatus({ group: request.kind.group, kind: request.kind.plural }, request.name ?? '', [error]));
  }
  return Number(version) > store.revision ? fail(tooLarge(version, store.revision)) : undefined;
}
