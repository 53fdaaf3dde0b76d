/** An answer of the kubelet's own server. @k8s github.com/emicklei/go-restful, net/http */
export type Asked = { readonly method: string; readonly path: string; readonly query: ReadonlyMap<string, string>; readonly body: string };
export type Answer = { readonly code: number; readonly type: string; readonly body: string; readonly headers?: { readonly [name: string]: string } };

function decoded(part: string): string {
  try { return decodeURIComponent(part.replaceAll('+', ' ')); } catch { return part; } // a bad escape is kept as it is
}
/** `a=1&b=x%20y`: of names that come twice the first counts. */
export function formOf(given: string): ReadonlyMap<string, string> {
  const form = new Map<string, string>();
  for (const part of given.split('&')) {
    const at = part.indexOf('=');
    const name = decoded(at < 0 ? part : part.slice(0, at));
    if (name !== '' && !form.has(name)) form.set(name, at < 0 ? '' : decoded(part.slice(at + 1)));
  }
  return form;
}

export const text = (code: number, body: string): Answer => ({ code, type: 'text/plain; charset=utf-8', body });
export const json = (body: unknown): Answer => ({ code: 200, type: 'application/json', body: JSON.stringify(body) });
/** No handler has this beginning. */
export const noHandler = (): Answer => text(404, '404 page not found\n');
/** A handler has, but it knows no such path. */
export const noRoute = (): Answer => text(404, '404: Page Not Found');
export const wrongMethod = (): Answer => text(405, '405: Method Not Allowed');
