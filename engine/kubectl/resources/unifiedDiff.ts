/** `diff -u`: what changed between two texts, with three lines around. */
type Edit = { readonly type: ' ' | '-' | '+'; readonly line: string };
const CONTEXT = 3;

/** '' if the texts are equal. The two heads stand after `---` and `+++`. */
export function unifiedDiff(before: string, after: string, headBefore: string, headAfter: string): string {
  if (before === after) return '';
  const edits = editsOf(linesOf(before), linesOf(after));
  const hunks = hunksOf(edits);
  return `--- ${headBefore}\n+++ ${headAfter}\n${hunks.map((hunk) => hunkText(edits, hunk)).join('')}`;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  else lines[lines.length - 1] += '\n\\ No newline at end of file';
  return lines;
}

/** Longest common subsequence, after equal heads and tails are set aside. */
function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  const width = b.length + 1;
  const length = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      length[i * width + j] = a[i] === b[j] ? (length[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(length[(i + 1) * width + j] ?? 0, length[i * width + j + 1] ?? 0);
    }
  }
  const middle: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) { middle.push({ type: ' ', line: a[i] ?? '' }); i++; j++; }
    else if (i < a.length && (j >= b.length || (length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0))) middle.push({ type: '-', line: a[i++] ?? '' });
    else middle.push({ type: '+', line: b[j++] ?? '' });
  }
  const same = (line: string): Edit => ({ type: ' ', line });
  return [...before.slice(0, head).map(same), ...middle, ...before.slice(before.length - tail).map(same)];
}

type Hunk = { readonly from: number; readonly to: number };

function hunksOf(edits: readonly Edit[]): Hunk[] {
  const hunks: { from: number; to: number }[] = [];
  edits.forEach((edit, i) => {
    if (edit.type === ' ') return;
    const [from, to] = [Math.max(0, i - CONTEXT), Math.min(edits.length, i + CONTEXT + 1)];
    const last = hunks[hunks.length - 1];
    if (last !== undefined && from <= last.to) last.to = to;
    else hunks.push({ from, to });
  });
  return hunks;
}

function hunkText(edits: readonly Edit[], { from, to }: Hunk): string {
  const count = (list: readonly Edit[], skip: '-' | '+'): number => list.filter((edit) => edit.type !== skip).length;
  const range = (skip: '-' | '+'): string => {
    const [start, size] = [count(edits.slice(0, from), skip), count(edits.slice(from, to), skip)];
    const first = size === 0 ? start : start + 1;
    return size === 1 ? String(first) : `${first},${size}`;
  };
  return `@@ -${range('+')} +${range('-')} @@\n${edits.slice(from, to).map((edit) => `${edit.type}${edit.line}\n`).join('')}`;
}
