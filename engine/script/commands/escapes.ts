/** Backslash escapes of echo -e, printf and friends. */
const SIMPLE: { readonly [c: string]: string } = { a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"', "'": "'" };

/** `stop`: `\c` was met, nothing after it counts. */
export function unescape(text: string): { readonly text: string; readonly stop: boolean } {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\' || i + 1 >= text.length) { out += text[i]; continue; }
    const c = text[++i] as string;
    if (c === 'c') return { text: out, stop: true };
    const code = c === 'x' ? /^[0-9a-fA-F]{1,2}/.exec(text.slice(i + 1)) : c === 'u' ? /^[0-9a-fA-F]{1,4}/.exec(text.slice(i + 1)) : null;
    const octal = /^0?[0-7]{1,3}/.exec(text.slice(i));
    if (code !== null) { out += String.fromCodePoint(parseInt(code[0], 16)); i += code[0].length; }
    else if (octal !== null) { out += String.fromCharCode(parseInt(octal[0], 8) & 0xff); i += octal[0].length - 1; }
    else out += SIMPLE[c] ?? `\\${c}`;
  }
  return { text: out, stop: false };
}
