/** POSIX regular expressions, basic and extended, as JavaScript's. */

const CLASSES: { readonly [name: string]: string } = {
  alpha: 'a-zA-Z', digit: '0-9', alnum: 'a-zA-Z0-9', upper: 'A-Z', lower: 'a-z', space: ' \\t\\n\\r\\f\\v', blank: ' \\t', punct: '!-\\/:-@\\[-`{-~', xdigit: '0-9a-fA-F', print: ' -~', graph: '!-~', cntrl: '\\x00-\\x1f',
};

function bracket(text: string, start: number): { readonly source: string; readonly end: number } | undefined {
  let i = start + 1;
  let source = '[';
  if (text[i] === '^') { source += '^'; i++; }
  for (let first = true; i < text.length; first = false) {
    const c = text[i] as string;
    if (c === ']' && !first) return { source: `${source}]`, end: i + 1 };
    const named = /^\[:(\w+):\]/.exec(text.slice(i));
    if (named !== null) { source += CLASSES[named[1] ?? ''] ?? ''; i += named[0].length; continue; }
    source += '\\[]^'.includes(c) ? `\\${c}` : c;
    i++;
  }
  return undefined;
}

const ESCAPES: { readonly [c: string]: string } = { w: '\\w', W: '\\W', s: '\\s', S: '\\S', b: '\\b', B: '\\B', '<': '\\b(?=\\w)', '>': '\\b(?<=\\w)', n: '\\n', t: '\\t', r: '\\r', d: 'd' };

/** Undefined: the expression is not valid. In basic ones `\(`, `\|`, `\{`, `\+`, `\?` are the special forms. */
export function posixSource(text: string, extended: boolean): string | undefined {
  let out = '';
  for (let i = 0; i < text.length;) {
    const c = text[i] as string;
    const atStart = out === '' || out.endsWith('(') || out.endsWith('|') || out === '^';
    if (c === '\\') {
      const next = text[i + 1];
      if (next === undefined) return undefined;
      i += 2;
      if (/[1-9]/.test(next)) out += `\\${next}`;
      else if ('(){}|+?'.includes(next)) out += extended ? `\\${next}` : next;
      else out += ESCAPES[next] ?? (/[\w\s]/.test(next) ? next : `\\${next}`);
    } else if (c === '[') {
      const set = bracket(text, i);
      if (set === undefined) return undefined;
      out += set.source;
      i = set.end;
    } else if ('(){}|+?'.includes(c)) {
      const interval = extended && c === '{' ? /^\{\d*(,\d*)?\}/.exec(text.slice(i)) : null;
      if (interval !== null && !atStart) { out += interval[0].replace('{,', '{0,'); i += interval[0].length; continue; }
      out += extended && c !== '{' && c !== '}' && !(atStart && '+?'.includes(c)) ? c : `\\${c}`;
      i++;
    } else if (c === '*') { out += atStart ? '\\*' : '*'; i++; }
    else if (c === '^') { out += extended || atStart || out.endsWith('\\n') ? '^' : '\\^'; i++; }
    else if (c === '$') { out += extended || i === text.length - 1 || /^\$(\\\)|\\\|)/.test(text.slice(i)) ? '$' : '\\$'; i++; }
    else { out += c === '/' ? '\\/' : c; i++; }
  }
  return out;
}

export function posixRegex(text: string, extended: boolean, flags = ''): RegExp | undefined {
  const source = posixSource(text, extended);
  if (source === undefined) return undefined;
  try { return new RegExp(source, flags); } catch { return undefined; }
}
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
