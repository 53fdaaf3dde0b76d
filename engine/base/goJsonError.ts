/** The first mistake in a JSON text, in the words of Go's encoding/json. @k8s golden kubectl/rest-patch-types */

type State = { readonly text: string; at: number };
const quoted = (character: string): string => (character === "'" ? "'\\''" : character === '"' ? "'\"'" : `'${escaped(character)}'`);
function escaped(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  if (character === '\\') return '\\\\';
  return code < 0x20 || (code >= 0x7f && code < 0xa0) ? `\\u${code.toString(16).padStart(4, '0')}` : character;
}

class Mistake {
  readonly message: string;
  constructor(message: string) { this.message = message; }
}

export function jsonErrorOf(text: string): string {
  const state: State = { text, at: 0 };
  try {
    value(state);
    skip(state);
    if (state.at < text.length) wrong(state, 'after top-level value');
    return 'unexpected end of JSON input';
  } catch (mistake) {
    if (mistake instanceof Mistake) return mistake.message;
    throw mistake;
  }
}

function wrong(state: State, where: string): never {
  const character = state.text[state.at];
  throw new Mistake(character === undefined ? 'unexpected end of JSON input' : `invalid character ${quoted(character)} ${where}`);
}
const skip = (state: State): void => { while (' \t\r\n'.includes(state.text[state.at] ?? 'x')) state.at++; };

function value(state: State): void {
  skip(state);
  const character = state.text[state.at];
  if (character === '{') object(state);
  else if (character === '[') list(state);
  else if (character === '"') string(state);
  else if (character === 't') word(state, 'true');
  else if (character === 'f') word(state, 'false');
  else if (character === 'n') word(state, 'null');
  else if (character !== undefined && /[-\d]/.test(character)) number(state);
  else wrong(state, 'looking for beginning of value');
}

function object(state: State): void {
  state.at++;
  skip(state);
  if (state.text[state.at] === '}') { state.at++; return; }
  for (;;) {
    skip(state);
    if (state.text[state.at] !== '"') wrong(state, 'looking for beginning of object key string');
    string(state);
    skip(state);
    if (state.text[state.at] !== ':') wrong(state, 'after object key');
    state.at++;
    value(state);
    skip(state);
    if (state.text[state.at] === '}') { state.at++; return; }
    if (state.text[state.at] !== ',') wrong(state, 'after object key:value pair');
    state.at++;
  }
}

function list(state: State): void {
  state.at++;
  skip(state);
  if (state.text[state.at] === ']') { state.at++; return; }
  for (;;) {
    value(state);
    skip(state);
    if (state.text[state.at] === ']') { state.at++; return; }
    if (state.text[state.at] !== ',') wrong(state, 'after array element');
    state.at++;
  }
}

function string(state: State): void {
  for (state.at++; ; state.at++) {
    const character = state.text[state.at];
    if (character === undefined || character < ' ') wrong(state, 'in string literal');
    if (character === '"') { state.at++; return; }
    if (character !== '\\') continue;
    state.at++;
    if (!'"\\/bfnrtu'.includes(state.text[state.at] ?? '?')) wrong(state, 'in string escape code');
  }
}

function word(state: State, expected: string): void {
  for (let i = 0; i < expected.length; i++, state.at++) {
    if (state.text[state.at] !== expected[i]) wrong(state, `in literal ${expected} (expecting ${quoted(expected[i] ?? '')})`);
  }
}

function number(state: State): void {
  const digits = (): void => { while (/\d/.test(state.text[state.at] ?? '')) state.at++; };
  if (state.text[state.at] === '-') state.at++;
  if (!/\d/.test(state.text[state.at] ?? '')) wrong(state, 'in numeric literal');
  if (state.text[state.at] === '0') state.at++; else digits();
  if (state.text[state.at] === '.') {
    state.at++;
    if (!/\d/.test(state.text[state.at] ?? '')) wrong(state, 'after decimal point in numeric literal');
    digits();
  }
  if (/[eE]/.test(state.text[state.at] ?? '')) {
    state.at++;
    if (/[-+]/.test(state.text[state.at] ?? '')) state.at++;
    if (!/\d/.test(state.text[state.at] ?? '')) wrong(state, 'in exponent of numeric literal');
    digits();
  }
}
