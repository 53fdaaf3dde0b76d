/** Position of an operator in the text: after the end of its left side, brackets and comments skipped. */
export function operatorAt(source: string, from: number, operator: string): number {
  let at = from;
  while (at < source.length) {
    if (source.startsWith('//', at)) { at = source.indexOf('\n', at); if (at < 0) return from; continue; }
    if (source.startsWith(operator, at)) return at;
    if (!/[\s)]/.test(source[at] ?? '') && !/\w/.test(operator) && !/[\w.?]/.test(source[at] ?? '')) return at;
    at++;
  }
  return from;
}
