/**
 * What every request passes before its verb is done: who is it, may they. With a listener, each stage is told.
 * @k8s apiserver/pkg/server/config.go DefaultBuildHandlerChain
 */
import type { Status } from '../../api/index.ts';
import { attributesAt } from '../authz/attributes.ts';
import { impersonate } from '../authz/impersonation.ts';
import type { ServerContext } from '../context.ts';
import type { ApiRequest, ApiResponse, User } from '../request.ts';
import { statusResponse } from '../respond.ts';
import { wantedUser } from './headers.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import type { RequestListener } from './trace.ts';

/** The rest of the way: admission, validation and storage happen in there. */
export type Serve = (context: ServerContext, request: ApiRequest) => ApiResponse;
/** Who sends a request; a Status where that cannot be told. */
export type Authenticate = (request: ApiRequest) => User | Status;

export type Chain = {
  readonly handle: (context: ServerContext, request: ApiRequest) => ApiResponse;
  /** Returns how to stop. */
  readonly onRequest: (listener: RequestListener) => () => void;
};

export function createChain(authenticate: Authenticate, serve: Serve): Chain {
  let listeners: readonly RequestListener[] = [];
  let count = 0;
  return {
    handle(context, request) {
      // Our own components need not show who they are; whether they may is asked further on, where their kind is known and that is cheap.
      if (listeners.length === 0) return request.trusted === true ? serve(context, request) : pass(context, request, authenticate, serve, undefined);
      const recorder = createRecorder(context, request);
      if (request.trusted === true) tellComponent(context, request, recorder);
      const response = request.trusted === true
        ? serve(recorder.context, request) : pass(recorder.context, request, authenticate, serve, recorder);
      count++;
      const trace = recorder.finish(count, response);
      for (const listener of listeners) listener(trace);
      return response;
    },
    onRequest(listener) {
      listeners = [...listeners, listener];
      return () => { listeners = listeners.filter((each) => each !== listener); };
    },
  };
}

function pass(context: ServerContext, request: ApiRequest, authenticate: Authenticate, serve: Serve, recorder: Recorder | undefined): ApiResponse {
  const caller = authenticate(request);
  if (isStatus(caller)) { recorder?.refused('authentication', caller); return statusResponse(caller); }
  recorder?.authenticated(caller);
  const { authorizer } = context;
  const wanted = wantedUser(request.headers);
  let user = caller;
  if (wanted !== undefined) {
    const acting = isStatus(wanted) ? wanted : impersonate(authorizer, attributesAt(caller, request.method, request.path), wanted);
    if (isStatus(acting)) { recorder?.refused('impersonation', acting); return statusResponse(acting); }
    user = acting;
    recorder?.impersonated(caller, user);
  }
  const refusal = authorizer.refuse(user, request.method, request.path);
  recorder?.authorized(authorizer, attributesAt(user, request.method, request.path), refusal); // worked out for a listener only
  if (refusal !== undefined) return statusResponse(refusal);
  return serve(context, user === request.user ? request : { ...request, user });
}

/** The same stages for a listener; a refusal is repeated by whoever serves. */
function tellComponent({ authorizer }: ServerContext, { user, method, path }: ApiRequest, recorder: Recorder): void {
  if (user === undefined) return;
  recorder.authenticated(user);
  recorder.authorized(authorizer, attributesAt(user, method, path), authorizer.refuse(user, method, path));
}

const isStatus = (value: object): value is Status => 'kind' in value && value.kind === 'Status';
