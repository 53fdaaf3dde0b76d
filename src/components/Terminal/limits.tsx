/** Loud limits: after a warning that something is not simulated stands a link to the page that says what is. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { limitsHref } from '../FieldsPage/href.ts';
import styles from './styles.module.css';

/** With its line break: the link stands on a line of its own, for terminals scroll sideways. */
const LIMIT = /(Warning: [^\n]*, not simulated by Peapod[^\n]*)\n?/;
/** The last field that the sentence names: the page filters by it. */
const fieldIn = (sentence: string): string => (/: nothing acts on its (\w+)/.test(sentence)
  ? /^Warning: (\w+):/.exec(sentence)?.[1] : /^Warning: (?:[\w-]+\.)*([\w-]+):/.exec(sentence)?.[1]) ?? '';

function LimitLink({ field }: { readonly field: string }): ReactNode {
  const page = typeof document === 'undefined' ? undefined : document.documentElement.lang;
  return <a className={styles.limit} lang={page} href={limitsHref(field)}>{translate({ id: 'peapod.output.limits', message: 'What is real here' })}</a>;
}

export function withLimits(text: string): ReactNode {
  if (!LIMIT.test(text)) return text;
  return text.split(LIMIT).map((part, index) => (index % 2 === 0 ? part : <React.Fragment key={index}>{part}<LimitLink field={fieldIn(part)} /></React.Fragment>));
}
