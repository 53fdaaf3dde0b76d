/** The way of the last command's requests through the API server: the command runs once more, on a copy, with somebody listening. */
import type { ApiServer, Input, Session } from '@site/engine/index.ts';
import type { CommandTrace, TracedRequest } from './protocol.ts';

/** A program that goes on (`get -w`) is listened to for so long. */
const limitMs = 60_000;
const stepMs = 20;
const requestsKept = 20;

/** Which kinds there are, and what they look like: kubectl asks before it does anything. */
const isDiscovery = (path: string): boolean => /^\/(?:api|api\/v1|apis|apis\/[^/]+|apis\/[^/]+\/[^/]+|version|openapi\/.*)(?:\?|$)/.test(path);
/** The cluster's own parts go on meanwhile. */
const isComponent = ({ user, stages }: TracedRequest): boolean =>
  user.startsWith('system:') && user !== 'system:anonymous' && !stages.some(({ stage }) => stage === 'impersonation');

export function lastLine(inputs: readonly Input[]): number {
  return inputs.findLastIndex((input) => input.type === 'line' && input.text.trim() !== '');
}

/** @param input a line, and the moment it was typed @param end the next input, or now */
export function traceCommand(session: Session, onRequest: ApiServer['onRequest'], input: Extract<Input, { type: 'line' }>, end: number): CommandTrace {
  const all: TracedRequest[] = [];
  const stop = onRequest(({ verb, path, user, code, stages }) => { all.push({ verb, path, user: user.name, code, stages }); });
  const { at, ...line } = input;
  session.input(line);
  const until = Math.min(end, at + limitMs);
  while (session.terminal(input.terminal).prompt === '' && session.at < until) session.advance(stepMs);
  stop();
  const own = all.filter((request) => !isComponent(request));
  const told = own.filter(({ path }) => !isDiscovery(path));
  return { line: input.text, requests: told.slice(-requestsKept), left: own.length - told.length };
}
