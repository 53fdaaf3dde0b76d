/** A task's text while it is being written: the little Markdown that tasks are made of, as text only, never as code that runs. */
import React from 'react';
import type { ReactNode } from 'react';

type Block = { readonly kind: 'p' | 'h2' | 'h3' | 'ul' | 'ol' | 'pre' | 'quote'; readonly lines: readonly string[] };

const starts = /^(?:#{2,4} |[-*] |\d+\. |> |```)/;

export function blocksOf(text: string): readonly Block[] {
  const lines = text.replace(/\{\/\*[\s\S]*?\*\/\}|<!--[\s\S]*?-->/g, '').split('\n');
  const blocks: { kind: Block['kind']; lines: string[] }[] = [];
  let open = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('```')) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith('```'));
      blocks.push({ kind: 'pre', lines: lines.slice(at + 1, end === -1 ? undefined : end) });
      at = end === -1 ? lines.length : end;
      open = false;
      continue;
    }
    if (line.trim() === '') { open = false; continue; }
    const item = /^(?:([-*])|\d+\.) (.*)/.exec(line);
    const last = blocks.at(-1);
    const list = item?.[1] === undefined ? 'ol' : 'ul';
    if (item !== null && last?.kind === list) { last.lines.push(item[2] ?? ''); open = true; }
    else if (item !== null) { blocks.push({ kind: list, lines: [item[2] ?? ''] }); open = true; }
    else if (/^#{2,4} /.test(line)) { blocks.push({ kind: line.startsWith('## ') ? 'h2' : 'h3', lines: [line.replace(/^#+ /, '')] }); open = false; }
    else if (line.startsWith('> ') && !(open && last?.kind === 'quote')) { blocks.push({ kind: 'quote', lines: [line.slice(2)] }); open = true; }
    // A line goes on what is open: a paragraph, or the last entry of a list.
    else if (open && last !== undefined && last.lines.length > 0 && !starts.test(line.replace(/^> /, ''))) last.lines.push(`${last.lines.pop() ?? ''} ${line.replace(/^> /, '').trim()}`);
    else { blocks.push({ kind: 'p', lines: [line.trim()] }); open = true; }
  }
  return blocks;
}

/** Code, strong and emphasised words; a link shows where it leads. */
function Inlines({ text }: { readonly text: string }): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\([^)\s]+\))/).map((part, index) => {
    if (index % 2 === 0) return part;
    if (part.startsWith('`')) return <code key={index} lang="en" translate="no">{part.slice(1, -1)}</code>;
    if (part.startsWith('**')) return <strong key={index}>{part.slice(2, -2)}</strong>;
    if (part.startsWith('*')) return <em key={index}>{part.slice(1, -1)}</em>;
    const [, words, address] = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part) ?? [];
    return <u key={index} title={address}>{words}</u>;
  });
}

export function Markdown({ text }: { readonly text: string }): ReactNode {
  return blocksOf(text).map(({ kind, lines }, index) => {
    // Focusable, so that a keyboard can scroll it sideways.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    if (kind === 'pre') return <pre key={index} tabIndex={0}><code lang="en" translate="no">{lines.join('\n')}</code></pre>;
    if (kind === 'ul' || kind === 'ol') { const List = kind; return <List key={index}>{lines.map((line, item) => <li key={item}><Inlines text={line} /></li>)}</List>; }
    const Tag = kind === 'quote' ? 'blockquote' : kind;
    return <Tag key={index}><Inlines text={lines.join(' ')} /></Tag>;
  });
}
