/** Brace expansion, on the text of a word before anything else: `a{b,c}`, `{1..5}`, `{a..e..2}`. */

function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === "'" || c === '"') { const end = text.indexOf(c, i + 1); if (end < 0) return -1; i = end; }
    else if (c === '{') depth++;
    else if (c === '}' && --depth === 0) return i;
  }
  return -1;
}

function commaParts(inner: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < inner.length; i++) {
    const c = inner[i];
    if (c === '\\') i++;
    else if (c === "'" || c === '"') { const end = inner.indexOf(c, i + 1); i = end < 0 ? inner.length : end; }
    else if (c === '{') depth++;
    else if (c === '}') depth--;
    else if (c === ',' && depth === 0) { parts.push(inner.slice(start, i)); start = i + 1; }
  }
  parts.push(inner.slice(start));
  return parts;
}

const MAX_RANGE = 100_000;

function range(inner: string): string[] | undefined {
  const match = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/.exec(inner);
  if (match === null) return undefined;
  const [, first = '', last = '', by] = match;
  const letters = /[a-zA-Z]/.test(first);
  if (letters !== /[a-zA-Z]/.test(last)) return undefined;
  const from = letters ? first.charCodeAt(0) : Number(first);
  const to = letters ? last.charCodeAt(0) : Number(last);
  const step = Math.max(1, Math.abs(Number(by ?? 1)));
  const width = /^-?0\d/.test(first) || /^-?0\d/.test(last) ? Math.max(first.length, last.length) : 0;
  const out: string[] = [];
  for (let i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step) {
    if (out.length >= MAX_RANGE) break;
    out.push(letters ? String.fromCharCode(i) : i < 0 ? `-${String(-i).padStart(width - 1, '0')}` : String(i).padStart(width, '0'));
  }
  return out;
}

export function expandBraces(text: string): string[] {
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') { i++; continue; }
    if (c === "'" || c === '"') { const end = text.indexOf(c, i + 1); if (end < 0) return [text]; i = end; continue; }
    if (c === '$' && text[i + 1] === '{') { const end = closing(text, i + 1); if (end < 0) return [text]; i = end; continue; }
    if (c !== '{') continue;
    const end = closing(text, i);
    if (end < 0) continue;
    const inner = text.slice(i + 1, end);
    const parts = commaParts(inner);
    const options = parts.length > 1 ? parts.flatMap(expandBraces) : range(inner);
    if (options === undefined) continue;
    const tails = expandBraces(text.slice(end + 1));
    return options.flatMap((option) => tails.map((tail) => text.slice(0, i) + option + tail));
  }
  return [text];
}
