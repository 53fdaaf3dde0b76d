/** YAML with quiet colours, line by line or piece by piece. */
import React from 'react';
import type { ReactNode } from 'react';
import styles from './styles.module.css';

type Piece = { readonly kind: 'key' | 'comment' | 'plain'; readonly text: string };

/** `rest`: the text goes on in the middle of a line, where no key can be. */
export function yamlPieces(line: string, rest = false): readonly Piece[] {
  const comment = /(^|\s)#.*$/.exec(line);
  const body = comment === null ? line : line.slice(0, comment.index);
  const key = rest ? null : /^(\s*(?:- )*)([^\s:'"[{-][^:'"[{]*)(?=:(?:\s|$))/.exec(body);
  const pieces: Piece[] = key === null ? [{ kind: 'plain', text: body }]
    : [{ kind: 'plain', text: key[1] ?? '' }, { kind: 'key', text: key[2] ?? '' }, { kind: 'plain', text: body.slice(key[0].length) }];
  return [...pieces, { kind: 'comment' as const, text: comment?.[0] ?? '' }].filter(({ text }) => text !== '');
}

export function YamlText({ text, rest = false }: { readonly text: string; readonly rest?: boolean }): ReactNode {
  return text.split('\n').map((line, index) => (
    <React.Fragment key={index}>
      {index > 0 && '\n'}
      {yamlPieces(line, rest && index === 0).map(({ kind, text: piece }, at) => (kind === 'plain' ? piece : <span key={at} className={styles[kind]}>{piece}</span>))}
    </React.Fragment>
  ));
}
