/** What would have been right, written out: beneath a wrong answer, and for readers without JavaScript. */
import React from 'react';
import type { ReactNode } from 'react';
import type { SheetQuestion } from '@site/src/plugins/course/types.ts';
import { Inline } from '../Inline/index.tsx';
import { clockText } from '../Timeline/track.ts';
import { StateWord } from './answers/StatesOverTime.tsx';
import { truthText } from './answers/TrueFalse.tsx';
import { YamlText } from './answers/Yaml.tsx';
import type { Language } from './types.ts';
import styles from './styles.module.css';

/** A question of one variant. */
export type Posed = { [Type in SheetQuestion['type']]: { readonly type: Type; readonly variant: Extract<SheetQuestion, { type: Type }>['variants'][number] } }[SheetQuestion['type']];
/** @param index of the variant; there is always one */
export const pose = (question: SheetQuestion, index: number): Posed =>
  // Type and variant come from the same question.
  ({ type: question.type, variant: question.variants[index] ?? question.variants[0] } as Posed);

/** Types that mark the right parts where they stand need no key beneath. */
export const marksItself = ({ type, variant }: Posed): boolean => ['single', 'multiple', 'true-false', 'match', 'states-over-time'].includes(type) || (type === 'command' && variant.options !== undefined);

/** Fine enough to tell one step from the next. */
const momentText = (ms: number): string => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : clockText(ms));

export function Key({ posed, language }: { readonly posed: Posed; readonly language: Language }): ReactNode {
  const { type, variant } = posed;
  switch (type) {
    case 'single': case 'multiple': return <ul>{variant.options.filter(({ right }) => right).map(({ id, text }) => <li key={id}><Inline text={text[language]} /></li>)}</ul>;
    case 'true-false': return <strong>{truthText(variant.key)}</strong>;
    case 'order':
      return (
        <ol className={styles.moments}>
          {variant.items.toSorted((a, b) => a.rank - b.rank || a.at - b.at).map(({ id, text, at }) => <li key={id}><time>{momentText(at)}</time> <Inline text={text[language]} /></li>)}
        </ol>
      );
    case 'match':
      return <ul>{variant.left.map(({ id, text, key }) => <li key={id}><Inline text={text[language]} /> → <Inline text={variant.right.find((one) => one.id === key)?.text[language] ?? ''} /></li>)}</ul>;
    case 'number': return <strong>{variant.value} {variant.unit?.[language]}</strong>;
    case 'text': return <code lang="en" translate="no">{variant.value}</code>;
    case 'fill-yaml': return <pre lang="en" translate="no"><YamlText text={variant.pieces.map((piece, at) => piece + (variant.solution[variant.blanks[at] ?? ''] ?? '')).join('').trimEnd()} /></pre>;
    case 'find-line': return <pre lang="en" translate="no"><YamlText text={variant.fixed.trimEnd()} /></pre>;
    case 'states-over-time':
      return <ul>{variant.moments.map(({ id, label, key }) => <li key={id}>{label}: <StateWord id={key} text={variant.choices.find((one) => one.id === key)?.text[language] ?? key} /></li>)}</ul>;
    case 'command':
      return variant.options === undefined ? <pre lang="en" translate="no">{variant.solution}</pre>
        : <ul>{variant.options.filter(({ right }) => right).map(({ id, text }) => <li key={id}><code lang="en" translate="no">{text[language].replaceAll('`', '')}</code></li>)}</ul>;
  }
}
