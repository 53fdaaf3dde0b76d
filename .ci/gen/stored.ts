/** `verdicts.json` → `stored.json`: of what is reached, the fields that are kept without effect. Small: the engine carries it. */
import { readFileSync } from 'node:fs';
import type { Structure } from './structure.ts';

const VERDICTS = 'engine/api/ledger/verdicts.json';
type Row = { readonly simulated?: string; readonly stored?: string };
const wordsOf = (text: string | undefined): string[] => (text ?? '').split(' ').filter((word) => word !== '');
const below = (type: string | undefined): string | undefined => /@([^|]+)/.exec(type ?? '')?.[1];

export function storedFields(structure: Structure): string {
  const verdicts = JSON.parse(readFileSync(VERDICTS, 'utf8')) as { readonly [definition: string]: Row };
  const reached = new Set<string>();
  const queue = Object.keys(structure).filter((name) => structure[name]?.g !== undefined);
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const field of wordsOf(verdicts[name]?.simulated)) {
      const next = below(structure[name]?.f?.[field]);
      if (next !== undefined) queue.push(next);
    }
  }
  const rows = [...reached].sort().flatMap((name) => {
    const fields = wordsOf(verdicts[name]?.stored);
    return fields.length === 0 ? [] : [`${JSON.stringify(name)}:${JSON.stringify(fields)}`];
  });
  return `{\n${rows.join(',\n')}\n}\n`;
}
