/** SQL text as statements, and a statement as words. */
export type Token = { readonly kind: 'word' | 'name' | 'text' | 'number' | 'sign'; readonly text: string };

const TOKEN = /\s+|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|'((?:[^'\\]|''|\\.)*)'|"((?:[^"\\]|""|\\.)*)"|`([^`]*)`|(\d+(?:\.\d+)?)|(@{0,2}[A-Za-z_][\w$]*)|(<>|<=|>=|!=|::|\\[GdlcqA-Za-z+]+|[^\s])/g;

/** @param doubleQuotes what they stand for: MySQL's are texts, PostgreSQL's are names */
export function tokensOf(sql: string, doubleQuotes: 'text' | 'name'): readonly Token[] {
  const tokens: Token[] = [];
  for (const [, single, double, back, number, word, sign] of sql.matchAll(TOKEN)) {
    if (single !== undefined) tokens.push({ kind: 'text', text: single.replaceAll("''", "'").replace(/\\(.)/g, '$1') });
    else if (double !== undefined) tokens.push({ kind: doubleQuotes, text: double.replaceAll('""', '"') });
    else if (back !== undefined) tokens.push({ kind: 'name', text: back });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** Cut at semicolons outside quotes. The last may lack its end: `rest`. */
export function statementsOf(sql: string): { readonly whole: readonly string[]; readonly rest: string } {
  const whole: string[] = [];
  let from = 0;
  let quote = '';
  for (let at = 0; at < sql.length; at++) {
    const character = sql[at] ?? '';
    if (quote !== '') { if (character === '\\') at++; else if (character === quote) quote = ''; continue; }
    if (character === "'" || character === '"' || character === '`') quote = character;
    else if (character === ';') { whole.push(sql.slice(from, at)); from = at + 1; }
  }
  return { whole: whole.filter((text) => text.trim() !== ''), rest: sql.slice(from).trim() };
}

/** Reads words one by one. */
export type Cursor = {
  readonly done: boolean;
  peek(): Token | undefined;
  next(): Token | undefined;
  /** Takes the words if they come next. */
  take(...words: readonly string[]): boolean;
};
export function cursorOf(tokens: readonly Token[]): Cursor {
  let at = 0;
  return {
    get done() { return at >= tokens.length; },
    peek: () => tokens[at],
    next: () => tokens[at++],
    take(...words) {
      for (const [index, word] of words.entries()) {
        const token = tokens[at + index];
        if (token === undefined || token.kind === 'text' || token.kind === 'name' || token.text.toUpperCase() !== word) return false;
      }
      at += words.length;
      return true;
    },
  };
}
