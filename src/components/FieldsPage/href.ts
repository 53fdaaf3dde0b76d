/** Where the page of limits is, for what is no part of React's tree. */

/** The site's root in the page's language: the bundler knows it; tests have none. */
declare const __webpack_public_path__: string | undefined;

/** @param field The page shows only what has this in its name. */
export function limitsHref(field = ''): string {
  const root = typeof __webpack_public_path__ === 'string' ? __webpack_public_path__ : '/';
  return `${root}limits/${field === '' ? '' : `?field=${encodeURIComponent(field)}`}`;
}
