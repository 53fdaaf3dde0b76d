/** The words of a label selector's text. @k8s apimachinery/pkg/labels/selector.go Lexer */
export type SelectorToken = {
  readonly type: 'identifier' | 'in' | 'notin' | '!' | '=' | '==' | '!=' | '>' | '<' | '(' | ')' | ',' | 'end' | 'error';
  readonly text: string;
};

const SYMBOLS: readonly string[] = ['!', '=', '==', '!=', '>', '<', '(', ')', ','];

export function lexSelector(text: string): SelectorToken[] {
  const tokens: SelectorToken[] = [];
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at);
    const space = /^[ \t\r\n]+/.exec(rest)?.[0];
    if (space !== undefined) { at += space.length; continue; }
    const word = /^[^ \t\r\n=!(),<>]+/.exec(rest)?.[0];
    const token = word === undefined ? symbolAt(rest) : wordToken(word);
    tokens.push(token);
    at += Math.max(token.text.length, 1);
  }
  return tokens;
}

const wordToken = (text: string): SelectorToken => ({ type: text === 'in' || text === 'notin' ? text : 'identifier', text });

/** The longest symbol wins: `==` before `=`. */
function symbolAt(rest: string): SelectorToken {
  const text = SYMBOLS.includes(rest.slice(0, 2)) && rest.length > 1 ? rest.slice(0, 2) : rest.slice(0, 1);
  return { type: text as SelectorToken['type'], text };
}
