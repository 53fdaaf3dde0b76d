/** In `.md` files Docusaurus hands `live` over as an empty string, in `.mdx` as true; the metastring is the same in both. */
export const isLive = (meta: string | undefined): boolean => /(?:^|\s)live(?=\s|$)/.test(meta ?? '');

/** `live file=pod.yaml id="first run"` becomes `{file: 'pod.yaml', id: 'first run'}`. */
export function fenceProps(meta: string | undefined): { readonly [name: string]: string | undefined } {
  const found = (meta ?? '').matchAll(/([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))/g);
  return Object.fromEntries([...found].map(([, name, double, single, bare]) => [name, double ?? single ?? bare]));
}
