/** Where in the text something is wrong, as cel-go prints it. @k8s cel-go common/error.go; golden kubectl/validating-admission-policy */
export type Issue = { readonly at: number; readonly message: string };

/** `ERROR: <input>:1:24: …`, the line and a caret below it. */
export function formatIssues(source: string, issues: readonly Issue[]): string {
  const seen = new Set<string>();
  return [...issues].sort((a, b) => a.at - b.at).map((issue) => format(source, issue)).filter((text) => {
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  }).join('\n');
}

function format(source: string, { at, message }: Issue): string {
  const before = source.slice(0, at);
  const line = before.split('\n').length;
  const start = before.lastIndexOf('\n') + 1;
  const end = source.indexOf('\n', at);
  const text = source.slice(start, end < 0 ? source.length : end).replace(/\t/g, ' ');
  const column = at - start;
  return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${text}\n | ${'.'.repeat(column)}^`;
}
