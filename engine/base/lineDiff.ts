/** Which lines of two texts differ, and how `diff -u` shows it. */
type LineChange = { readonly a: number; readonly aEnd: number; readonly b: number; readonly bEnd: number };

/** Stretches that differ, by the longest common subsequence. */
export function lineChanges(a: readonly string[], b: readonly string[]): LineChange[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [n, m] = [a.length - start - tail, b.length - start - tail];
  const lengths = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = n - 1; i >= 0; i--) for (let j = m - 1; j >= 0; j--) (lengths[i] as Uint32Array)[j] = a[start + i] === b[start + j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const out: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < n || j < m) {
    if (i < n && j < m && a[start + i] === b[start + j]) { i++; j++; continue; }
    const from = { a: start + i, b: start + j };
    while ((i < n || j < m) && !(i < n && j < m && a[start + i] === b[start + j])) { if (j >= m || (i < n && at(i + 1, j) >= at(i, j + 1))) i++; else j++; }
    out.push({ ...from, aEnd: start + i, bEnd: start + j });
  }
  return out;
}

export function unifiedLines(a: readonly string[], b: readonly string[], context: number): string {
  const groups: LineChange[][] = [];
  for (const change of lineChanges(a, b)) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && change.a - last.aEnd <= 2 * context) groups.at(-1)?.push(change); else groups.push([change]);
  }
  const size = (from: number, to: number): string => (to - from === 1 ? String(from + 1) : `${to === from ? from : from + 1},${to - from}`);
  return groups.map((group) => {
    const [first, last] = [group[0] as LineChange, group.at(-1) as LineChange];
    const [aFrom, bFrom] = [Math.max(0, first.a - context), Math.max(0, first.b - context)];
    const [aTo, bTo] = [Math.min(a.length, last.aEnd + context), Math.min(b.length, last.bEnd + context)];
    let at = aFrom;
    const lines: string[] = [];
    for (const change of group) {
      lines.push(...a.slice(at, change.a).map((line) => ` ${line}`), ...a.slice(change.a, change.aEnd).map((line) => `-${line}`), ...b.slice(change.b, change.bEnd).map((line) => `+${line}`));
      at = change.aEnd;
    }
    lines.push(...a.slice(at, aTo).map((line) => ` ${line}`));
    return `@@ -${size(aFrom, aTo)} +${size(bFrom, bTo)} @@\n${lines.map((line) => `${line}\n`).join('')}`;
  }).join('');
}
