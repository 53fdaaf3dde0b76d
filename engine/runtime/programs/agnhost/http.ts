/** What agnhost's servers share: Go's log lines, flags, queries. */
import { parseDuration } from '../../../base/index.ts';
import type { CommandContext, HttpRequest, HttpResponse } from '../../../script/index.ts';
import { moments, textAnswer } from '../run.ts';
import { pathOf } from '../staticFiles.ts';

export type Incoming = HttpRequest & { readonly from: string };
export const goLog = (context: CommandContext, text: string): void => { context.stderr.write(`${moments(context.machine.clock.now).error} ${text}\n`); };
export const queryOf = (request: Incoming): URLSearchParams => new URLSearchParams(request.path.split('?')[1] ?? '');
export const routeOf = (request: Incoming): string => pathOf(request);
/** http.Error. */
export const failed = (text: string, code: number): HttpResponse => textAnswer(`${text}\n`, code);
/** As Go prints a span: 1.2s. */
export const span = (ms: number): string => `${ms / 1000}s`;
export function durationMs(text: string | undefined, fallback: number): number {
  const parsed = text === undefined ? undefined : parseDuration(text);
  return parsed?.ok === true ? parsed.ms : fallback;
}
