/** Go's regular expressions (RE2) as JavaScript's: the few words that differ are rewritten. @k8s golang regexp/syntax */
export type GoRegex = { readonly ok: true; readonly regex: RegExp } | { readonly ok: false; readonly error: string };

const POSIX: { readonly [name: string]: string } = {
  alnum: '0-9A-Za-z', alpha: 'A-Za-z', ascii: '\\x00-\\x7F', blank: '\\t ', cntrl: '\\x00-\\x1F\\x7F', digit: '0-9', graph: '!-~',
  lower: 'a-z', print: ' -~', punct: '!-\\/:-@\\[-`{-~', space: '\\t\\n\\v\\f\\r ', upper: 'A-Z', word: '0-9A-Za-z_', xdigit: '0-9A-Fa-f',
};

function translate(pattern: string): { readonly source: string; readonly flags: string } {
  let flags = 'u';
  let source = pattern;
  const head = /^\(\?([imsU]+)\)/.exec(source);
  if (head !== null) {
    source = source.slice(head[0].length);
    for (const flag of head[1] ?? '') if ('ims'.includes(flag)) flags += flag;
  }
  source = source
    .replace(/\[:(\w+):\]/g, (all, name: string) => POSIX[name] ?? all)
    .replace(/\(\?P</g, '(?<').replace(/\\A/g, '^').replace(/\\z/g, '$')
    .replace(/\\p([A-Z])(?![{])/g, '\\p{$1}').replace(/\\Q(.*?)\\E/g, (_all, text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { source: escapeLoose(source), flags };
}

/** What RE2 reads as itself and JavaScript's `u` mode refuses: `\-` outside of a class, `\_`, `{` that counts nothing. */
function escapeLoose(source: string): string {
  let out = '';
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? '';
    if (character === '\\') {
      const next = source[++at] ?? '';
      out += /[\^$\\.*+?()[\]{}|/]/.test(next) || /\w/.test(next) || (inClass && next === '-') ? `\\${next}` : next;
      continue;
    }
    if (character === '[' && inClass) { out += '\\['; continue; }
    if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    out += !inClass && character === '{' && !/^\{\d+(,\d*)?\}/.test(source.slice(at)) && !/\\[pPx]$/i.test(out) ? '\\{' : character;
  }
  return out;
}

const known = new Map<string, GoRegex>();

/** A pattern as Go reads it. Look-around and back references are refused, as there. */
export function goRegex(pattern: string): GoRegex {
  const found = known.get(pattern);
  if (found !== undefined) return found;
  const made = compile(pattern);
  if (known.size > 1000) known.clear();
  known.set(pattern, made);
  return made;
}

function compile(pattern: string): GoRegex {
  const perl = /\(\?(?:[=!]|<[=!])/.exec(pattern);
  if (perl !== null) return refusal('invalid or unsupported Perl syntax', perl[0]);
  const reference = /\\[1-9]/.exec(pattern);
  if (reference !== null) return refusal('invalid escape sequence', reference[0]);
  const { source, flags } = translate(pattern);
  try {
    return { ok: true, regex: new RegExp(source, flags) };
  } catch (error) {
    return refusalOf(pattern, error instanceof Error ? error.message : '');
  }
}

const refusal = (what: string, where: string): GoRegex => ({ ok: false, error: `error parsing regexp: ${what}: \`${where}\`` });

/** JavaScript's reason in Go's words. */
function refusalOf(pattern: string, reason: string): GoRegex {
  if (/Unterminated character class/.test(reason)) return refusal('missing closing ]', pattern.slice(pattern.lastIndexOf('[')));
  if (/Unterminated group/.test(reason)) return refusal('missing closing )', pattern);
  if (/Unmatched '\)'/.test(reason)) return refusal('unexpected )', pattern);
  if (/Nothing to repeat/.test(reason)) {
    const first = /^[*+?]/.exec(pattern)?.[0] ?? /[*+?]{2}/.exec(pattern)?.[0] ?? '*';
    return refusal(first.length > 1 ? 'invalid nested repetition operator' : 'missing argument to repetition operator', first);
  }
  if (/\\ at end/.test(reason)) return { ok: false, error: 'error parsing regexp: trailing backslash at end of expression: ``' };
  if (/Range out of order in character class/.test(reason)) return refusal('invalid character class range', /.-./.exec(pattern)?.[0] ?? pattern);
  if (/Invalid escape/.test(reason)) return refusal('invalid escape sequence', /\\./.exec(pattern)?.[0] ?? pattern);
  return refusal('invalid or unsupported Perl syntax', pattern);
}
