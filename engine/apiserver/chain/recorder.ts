/** Collects the stages of one request. Made only when somebody listens. */
import type { KubeObject, Status } from '../../api/index.ts';
import { admissionOf } from '../admission/index.ts';
import type { Admission, AdmissionPlugin } from '../admission/types.ts';
import { attributesAt, type Attributes } from '../authz/attributes.ts';
import type { Authorizer } from '../authz/types.ts';
import { isFailure, type ServerContext } from '../context.ts';
import type { ApiRequest, ApiResponse, User } from '../request.ts';
import type { RequestTrace, Stage, StageName } from './trace.ts';

export type Recorder = {
  /** Use it instead of the server's own: admission plugins are watched. */
  readonly context: ServerContext;
  readonly authenticated: (user: User) => void;
  readonly impersonated: (caller: User, user: User) => void;
  readonly authorized: (authorizer: Authorizer, about: Attributes, refusal: Status | undefined) => void;
  readonly refused: (stage: StageName, status: Status) => void;
  readonly finish: (id: number, response: ApiResponse) => RequestTrace;
};

const NOBODY: User = { name: '', groups: [] };

export function createRecorder(context: ServerContext, request: ApiRequest): Recorder {
  const stages: Stage[] = [];
  const add = (stage: StageName, verdict: Stage['verdict'], detail = '', plugin?: string): void => {
    stages.push({ stage, ...(plugin === undefined ? {} : { plugin }), verdict, detail });
  };
  const [time, revision] = [context.clock.now, context.store.revision];
  let about = attributesAt(request.user ?? NOBODY, request.method, request.path);
  const validated = (): void => { if (stages.at(-1)?.stage === 'mutating admission' || !stages.some(({ stage }) => stage === 'validation')) add('validation', 'passed'); };
  return {
    context: { ...context, admission: watched(context.admission, add, validated) },
    authenticated: (user) => add('authentication', 'passed', userText(user)),
    impersonated: (caller, user) => add('impersonation', 'passed', `${userText(caller)} acts as ${userText(user)}`),
    authorized(authorizer, asked, refusal) {
      about = asked;
      add('authorization', refusal === undefined ? 'passed' : 'refused', refusal === undefined ? authorizer.decide(asked).reason : refusal.message);
    },
    refused: (stage, status) => add(stage, 'refused', status.message),
    finish(id, response) {
      const failed = response.code >= 400 && response.type === 'object' ? String(response.body['message'] ?? '') : undefined;
      const refusedBefore = stages.some(({ verdict }) => verdict === 'refused');
      if (response.code === 422 && !refusedBefore) add('validation', 'refused', failed);
      else if (failed !== undefined && !refusedBefore) add('storage', 'refused', failed);
      else if (failed === undefined && !refusedBefore) {
        const written = context.store.revision > revision;
        add('storage', written ? 'changed' : 'passed', written ? `revision ${context.store.revision}` : '');
      }
      return { id, time, user: about.user, own: request.user !== undefined || request.trusted === true, verb: about.verb, path: request.path, stages, code: response.code };
    },
  };
}

const userText = ({ name, groups }: User): string => `${name} [${groups.join(', ')}]`;

type Add = (stage: StageName, verdict: Stage['verdict'], detail?: string, plugin?: string) => void;

/** The same plugins in the same order; plugins that have nothing to say about the kind of request leave no trace. */
function watched(admission: Admission, add: Add, validated: () => void): Admission {
  const watch = (plugin: AdmissionPlugin): AdmissionPlugin => ({
    name: plugin.name, ...(plugin.resources === undefined ? {} : { resources: plugin.resources }),
    ...(plugin.check === undefined ? {} : { check: (attributes, object, context): ReturnType<NonNullable<AdmissionPlugin['check']>> => {
      const refused = plugin.check?.(attributes, object, context);
      add('mutating admission', refused === undefined ? 'passed' : 'refused', refused?.failure.message ?? '', plugin.name);
      return refused;
    } }),
    ...(plugin.admit === undefined ? {} : { admit: (attributes, object, context): ReturnType<NonNullable<AdmissionPlugin['admit']>> => {
      const next = plugin.admit?.(attributes, object, context) ?? object;
      if (isFailure(next)) add('mutating admission', 'refused', next.failure.message, plugin.name);
      else add('mutating admission', next === object ? 'passed' : 'changed', next === object ? '' : changedFields(object, next), plugin.name);
      return next;
    } }),
    ...(plugin.validate === undefined ? {} : { validate: (attributes, object, context): ReturnType<NonNullable<AdmissionPlugin['validate']>> => {
      if (attributes.operation !== 'DELETE') validated();
      const refused = plugin.validate?.(attributes, object, context);
      add('validating admission', refused === undefined ? 'passed' : 'refused', refused?.failure.message ?? '', plugin.name);
      return refused;
    } }),
  });
  return admissionOf(admission.plugins.map(watch));
}

/** The first fields that a plugin touched, two levels deep: `spec.tolerations, spec.priority`. */
function changedFields(old: KubeObject, next: KubeObject): string {
  const [from, to] = [old as Fields, next as Fields];
  const paths = keysOf(from, to).filter((key) => from[key] !== to[key]).flatMap((key) => {
    const [before, after] = [from[key], to[key]];
    if (!isFields(before) || !isFields(after)) return [key];
    return keysOf(before, after).filter((part) => before[part] !== after[part]).map((part) => `${key}.${part}`);
  });
  return paths.join(', ');
}
type Fields = { readonly [key: string]: unknown };
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const keysOf = (a: Fields, b: Fields): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
