/** `$(NAME)` in env, command and args. @k8s third_party/forked/golang/expansion */

/** `$$` is a dollar; a name that is not known stays as it was written. */
export function expand(text: string, valueOf: (name: string) => string | undefined): string {
  if (!text.includes('$')) return text;
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '$' || i + 1 >= text.length) { out += text[i]; continue; }
    const next = text[i + 1];
    if (next === '$') { out += '$'; i++; continue; }
    const end = next === '(' ? text.indexOf(')', i + 2) : -1;
    if (end < 0) { out += next === '(' ? '$(' : `$${next ?? ''}`; i++; continue; }
    const name = text.slice(i + 2, end);
    out += valueOf(name) ?? `$(${name})`;
    i = end;
  }
  return out;
}

/** The names in it that have no value, sorted. */
export function unknownNames(text: string, valueOf: (name: string) => string | undefined): readonly string[] {
  const unknown = new Set<string>();
  expand(text, (name) => {
    if (valueOf(name) === undefined) unknown.add(name);
    return '';
  });
  return [...unknown].sort();
}
