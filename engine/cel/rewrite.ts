/**
 * Message literals (`Object{spec: Object.spec{…}}`, `JSONPatch{op: "add"}`) and the like, which our parser does not have, written as what
 * it has: `__message("Object", {"spec": …})`. Remembers where everything came from.
 */
export type Rewritten = { readonly text: string; /** Offset in the original of each character. */ readonly origin: (at: number) => number };

const WORD = /[A-Za-z_][\w.]*/y;
const STRING = /[bBrR]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/y;
const SPACE = /\s*/y;

function at(pattern: RegExp, text: string, index: number): string | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0];
}

export function rewrite(source: string): Rewritten {
  if (!/[A-Za-z_][\w.]*\s*\{|[{,[]\s*\?/.test(source)) return { text: source, origin: (index) => index };
  let text = '';
  const origins: number[] = [];
  const put = (piece: string, from: number, moves: boolean): void => {
    for (let index = 0; index < piece.length; index++) origins.push(moves ? from + index : from);
    text += piece;
  };
  /** What each open brace is. */
  const open: ('message' | 'map' | 'other')[] = [];
  let index = 0;
  let fieldDue = false;
  while (index < source.length) {
    const literal = at(STRING, source, index);
    if (literal !== undefined) { put(literal, index, true); index += literal.length; fieldDue = false; continue; }
    const character = source[index] ?? '';
    const inside = open.at(-1);
    if (fieldDue && (inside === 'message' || inside === 'map') && character === '?') { // an optional entry
      const after = index + 1 + (at(SPACE, source, index + 1) ?? '').length;
      const name = at(STRING, source, after) ?? at(WORD, source, after) ?? '';
      put(`"?${name.replace(/^["']|["']$/g, '')}"`, index, false);
      index = after + name.length;
      fieldDue = false;
      continue;
    }
    const word = at(WORD, source, index);
    if (word !== undefined) {
      const after = index + word.length + (at(SPACE, source, index + word.length) ?? '').length;
      if (fieldDue && inside === 'message') put(JSON.stringify(word), index, false);
      else if (source[after] === '{' && word !== 'in' && !/[\w)\]]/.test(source[index - 1] ?? '')) {
        put(`__message(${JSON.stringify(word)}, {`, index, false);
        open.push('message');
        index = after + 1;
        fieldDue = true;
        continue;
      } else put(word, index, true);
      index += word.length;
      fieldDue = false;
      continue;
    }
    if (character === '{') { open.push('map'); put('{', index, true); fieldDue = true; }
    else if (character === '(' || character === '[') { open.push('other'); put(character, index, true); fieldDue = false; }
    else if (character === '}' || character === ')' || character === ']') {
      put(open.pop() === 'message' ? '})' : character, index, false);
      fieldDue = false;
    } else {
      put(character, index, true);
      if (character === ',') fieldDue = true;
      else if (/\S/.test(character)) fieldDue = false;
    }
    index++;
  }
  return { text, origin: (place) => origins[place] ?? source.length };
}
