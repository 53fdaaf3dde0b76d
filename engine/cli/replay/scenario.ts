/**
 * A recorded scenario: header lines `# key: value`, a script, then files (`-- name --`).
 * Script lines: `$ CMD` runs in bash, `sleep 5s` waits, `@node01 CMD` runs as root on that node, other `#` lines are comments.
 */
export type Step =
  | { readonly type: 'command'; readonly command: string; readonly node?: string }
  | { readonly type: 'sleep'; readonly ms: number }
  | { readonly type: 'unparsed'; readonly line: string };

export type Scenario = {
  readonly area: string;
  readonly slug: string;
  /** Kinds (plural) watched in the scenario's namespace and cluster-wide. */
  readonly watch: readonly string[];
  readonly watchCluster: readonly string[];
  readonly steps: readonly Step[];
  readonly files: { readonly [name: string]: string };
};

const words = (text: string | undefined, fallback: string): string[] => (text ?? fallback).split(/\s+/).filter(Boolean);

function stepOf(line: string): Step {
  const sleep = /^sleep ([\d.]+)s?\s*$/.exec(line);
  if (sleep) return { type: 'sleep', ms: Math.round(Number(sleep[1]) * 1000) };
  if (line.startsWith('$ ')) return { type: 'command', command: line.slice(2) };
  const onNode = /^@(\S+) (.*)$/.exec(line);
  if (onNode) return { type: 'command', node: onNode[1] ?? '', command: onNode[2] ?? '' };
  return { type: 'unparsed', line };
}

export function parseScenario(text: string, area: string, slug: string): Scenario {
  const header: Record<string, string> = {};
  const steps: Step[] = [];
  const files: Record<string, string[]> = {};
  let file: string[] | undefined;
  let inHeader = true;
  for (const line of text.split('\n')) {
    const name = /^-- (\S+) --$/.exec(line)?.[1];
    if (name !== undefined) { file = files[name] = []; continue; }
    if (file !== undefined) { file.push(line); continue; }
    const pair = inHeader ? /^#\s*([a-z-]+):\s*(.*)$/.exec(line) : null;
    if (pair) { header[pair[1] ?? ''] = (pair[2] ?? '').trim(); continue; }
    if (line.trim() === '' || line.startsWith('#')) continue;
    inHeader = false;
    steps.push(stepOf(line));
  }
  return {
    area, slug, steps,
    watch: words(header['watch'], 'pods events'),
    watchCluster: words(header['watch-cluster'], ''),
    files: Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, lines.join('\n')])),
  };
}
