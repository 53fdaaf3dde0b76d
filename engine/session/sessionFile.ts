/** Reads a session file: every problem with it is told, nothing of it is guessed. */
import type { Json, JsonObject } from '../base/index.ts';
import type { Input, SessionFile } from './types.ts';

export type SessionProblem = { readonly path: string; readonly message: string };
export type ReadSession = { readonly ok: true; readonly file: SessionFile } | { readonly ok: false; readonly problems: readonly SessionProblem[] };

const PRESETS = ['minikube', 'three-nodes', 'recorded'];
const FIELDS: { readonly [type in Input['type']]: readonly string[] } = {
  line: ['terminal', 'text'], interrupt: ['terminal'], endOfInput: ['terminal'], file: ['path', 'text'], fault: ['fault', 'target'], controller: ['name', 'source'], hint: ['hint'],
};
/** A hand-in has a few hundred inputs; far more is an accident or an attack. */
const MAX_INPUTS = 20_000;
const MAX_END_MS = 30 * 24 * 3600 * 1000;

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const shown = (value: Json | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60));

export function readSessionFile(text: string): ReadSession {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ path: '', message: `a session file is JSON, and this is not: ${reason}. If the file was cut off while it was saved or sent, export it again from the page.` }] };
  }
  const problems: SessionProblem[] = [];
  const expect = (ok: boolean, path: string, expected: string, found: Json | undefined): void => {
    if (!ok) problems.push({ path, message: `${path}: expected ${expected}, found ${shown(found)}` });
  };
  if (!isObject(value)) return { ok: false, problems: [{ path: '', message: `a session file is a JSON object, found ${shown(value)}` }] };
  expect(value['apiVersion'] === 'peapod/v1', 'apiVersion', '"peapod/v1"', value['apiVersion']);
  expect(value['kind'] === 'Session', 'kind', '"Session"', value['kind']);
  expect(typeof value['engineVersion'] === 'string', 'engineVersion', 'a version', value['engineVersion']);
  expect(typeof value['seed'] === 'string', 'seed', 'text', value['seed']);
  const cluster = value['cluster'];
  expect(isObject(cluster) && PRESETS.includes(String(cluster['preset'])), 'cluster.preset', `one of ${PRESETS.join(', ')}`, isObject(cluster) ? cluster['preset'] : cluster);
  expect(isObject(cluster) && typeof cluster['startTime'] === 'string' && !Number.isNaN(Date.parse(cluster['startTime'])), 'cluster.startTime', 'a time like 2026-11-21T09:00:00Z', isObject(cluster) ? cluster['startTime'] : cluster);
  const end = value['end'];
  expect(typeof end === 'number' && Number.isInteger(end) && end >= 0 && end <= MAX_END_MS, 'end', 'whole milliseconds, at most 30 days', end);
  checkInputs(value['inputs'], typeof end === 'number' ? end : 0, expect);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file: value as unknown as SessionFile };
}

function checkInputs(inputs: Json | undefined, end: number, expect: (ok: boolean, path: string, expected: string, found: Json | undefined) => void): void {
  if (!Array.isArray(inputs)) { expect(false, 'inputs', 'a list', inputs); return; }
  expect(inputs.length <= MAX_INPUTS, 'inputs', `at most ${MAX_INPUTS} entries`, inputs.length);
  let last = 0;
  (inputs as readonly Json[]).slice(0, MAX_INPUTS).forEach((input, index) => {
    const path = `inputs[${index}]`;
    if (!isObject(input)) { expect(false, path, 'an object', input); return; }
    const type = String(input['type']);
    const fields = Object.hasOwn(FIELDS, type) ? FIELDS[type as Input['type']] : undefined; // own: the name is one of them
    expect(fields !== undefined, `${path}.type`, `one of ${Object.keys(FIELDS).join(', ')}`, input['type']);
    for (const field of fields ?? []) expect(typeof input[field] === 'string', `${path}.${field}`, 'text', input[field]);
    const at = input['at'];
    const fits = typeof at === 'number' && Number.isInteger(at) && at >= last && at <= end;
    expect(fits, `${path}.at`, `whole milliseconds between ${last} and ${end}`, at);
    if (fits) last = at;
  });
}
