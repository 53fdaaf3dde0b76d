/** Objects as JSON on the wire, the way Go writes it; long lists piece by piece. */
import type { JsonObject } from '../../base/index.ts';

/** Items of one piece. */
const PIECE = 250;
const ESCAPED = /[<>&\u2028\u2029]/;
const ESCAPES = /[<>&\u2028\u2029]/g;

/** @k8s go encoding/json HTMLEscape */
export const goJson = (text: string): string => (ESCAPED.test(text) ? text.replace(ESCAPES, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`) : text);

/** One text, or several for a list that would keep others waiting. */
export function encodeObject(body: JsonObject, pretty: boolean): string | Generator<string> {
  if (pretty) return goJson(JSON.stringify(body, null, 2));
  const key = Object.keys(body).at(-1);
  const last = key === undefined ? undefined : body[key];
  if (key !== undefined && Array.isArray(last) && last.length > PIECE) return pieces(body, key, last as readonly unknown[]); // of JSON
  return goJson(`${JSON.stringify(body)}\n`);
}

function* pieces(body: JsonObject, key: string, items: readonly unknown[]): Generator<string> {
  const head = JSON.stringify({ ...body, [key]: [] });
  yield goJson(head.slice(0, -2));
  for (let at = 0; at < items.length; at += PIECE) {
    const piece = JSON.stringify(items.slice(at, at + PIECE)).slice(1, -1);
    yield goJson(at === 0 ? piece : `,${piece}`);
  }
  yield ']}\n';
}
