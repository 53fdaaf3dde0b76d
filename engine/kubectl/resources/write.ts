/** Writing one object, with the parameters that all writing verbs share. */
import type { JsonObject, Json } from '../../base/index.ts';
import { withQuery } from '../api.ts';
import { collectionPath } from '../discovery.ts';
import { Failure, statusProblem } from '../problems.ts';
import type { DryRun } from '../print/printer.ts';
import type { KubectlContext } from '../verb.ts';
import { fieldValidation } from './fieldValidation.ts';
import { pathOf } from './select.ts';
import type { Info } from './select.ts';

export type WriteOptions = {
  readonly dryRun: DryRun;
  readonly manager: string;
  readonly subresource?: string;
  /** With a file, errors say what was done with which file: `creating`. */
  readonly doing?: string;
  /** More parameters of the request. */
  readonly query?: { readonly [name: string]: string | undefined };
};
export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

export const PATCH_TYPES: { readonly [type in PatchType]: string } = {
  json: 'application/json-patch+json', merge: 'application/merge-patch+json', strategic: 'application/strategic-merge-patch+json', apply: 'application/apply-patch+yaml',
};

const parameters = (context: KubectlContext, options: WriteOptions): { [name: string]: string | undefined } => ({
  dryRun: options.dryRun === 'server' ? 'All' : undefined, fieldManager: options.manager, fieldValidation: fieldValidation(context), ...options.query,
});

/** `error when creating "p.yaml": …`: the errors of objects that come from a file. */
export function withSource<T>(info: Info, doing: string | undefined, work: () => T): T {
  try { return work(); }
  catch (error) {
    if (!(error instanceof Failure) || doing === undefined || info.source === '') throw error;
    const { problem } = error;
    const before = problem.type === 'status' && problem.doing !== undefined ? `: ${problem.doing}` : '';
    const head = `error when ${doing} ${JSON.stringify(info.source)}${before}`;
    if (problem.type === 'status') throw new Failure(statusProblem(problem.status, head), error.code);
    if (problem.type === 'text') throw new Failure({ type: 'text', message: `${head}: ${problem.message}` }, error.code);
    throw error;
  }
}

export function createObject(context: KubectlContext, info: Info, options: WriteOptions): JsonObject {
  const path = options.subresource === undefined ? collectionPath(info.resource, info.namespace) : pathOf(info, options.subresource);
  return withSource(info, options.doing, () => context.api.call('POST', withQuery(path, parameters(context, options)), { body: info.object }));
}

export function replaceObject(context: KubectlContext, info: Info, options: WriteOptions): JsonObject {
  return withSource(info, options.doing, () => context.api.call('PUT', withQuery(pathOf(info, options.subresource), parameters(context, options)), { body: info.object }));
}

export function patchObject(context: KubectlContext, info: Info, type: PatchType, patch: Json, options: WriteOptions): JsonObject {
  return withSource(info, options.doing, () => context.api.call('PATCH', withQuery(pathOf(info, options.subresource), parameters(context, options)), {
    body: patch, headers: { 'content-type': PATCH_TYPES[type] },
  }));
}
