/** A term of the glossary, in the text: hovered or focused it says what it means and what the other language calls it; its entry is one click away. */
import React, { useEffect, useId, useRef, useState } from 'react';
import type { CSSProperties, MouseEvent, ReactNode } from 'react';
import Link from '@docusaurus/Link';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import words from '@generated/course/default/words.json';
import styles from './styles.module.css';

/** So far from the edge of the window. */
const EDGE = 12;

export function Word({ id, children }: { readonly id: string; readonly children?: ReactNode }): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const word = words.find((one) => one.id === id);
  if (word === undefined) throw new Error(`<Word id="${id}">: exercises/words.yaml has no such word`);
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  const other = language === 'zh' ? 'en' : 'zh';
  const card = useId();
  const box = useRef<HTMLSpanElement>(null);
  const byTouch = useRef(false);
  const [open, setOpen] = useState(false);
  const [shift, setShift] = useState(0);
  useEffect(() => {
    if (!open) return undefined;
    // Anywhere on the page: the pointer may have opened it while the focus is elsewhere.
    const escape = (event: KeyboardEvent): void => { if (event.key === 'Escape') setOpen(false); };
    globalThis.addEventListener('keydown', escape);
    return () => globalThis.removeEventListener('keydown', escape);
  }, [open]);
  const show = (): void => {
    const tip = box.current?.querySelector('[role=tooltip]');
    const width = document.documentElement.clientWidth;
    if (box.current !== null && tip) setShift(Math.max(EDGE - box.current.getBoundingClientRect().left, Math.min(0, width - EDGE - box.current.getBoundingClientRect().left - tip.clientWidth)));
    setOpen(true);
  };
  // A finger cannot hover: its first touch shows the card, the second follows the link.
  const click = (event: MouseEvent): void => {
    if (!byTouch.current || open) return;
    event.preventDefault();
    show();
  };
  const place = { '--shift': `${shift}px` } as CSSProperties; // React knows no type for a variable of CSS.
  return (
    <span ref={box} className={styles.word} onMouseEnter={() => { if (!byTouch.current) show(); }} onMouseLeave={() => setOpen(false)} onBlur={() => setOpen(false)}>
      <Link to={`/words/#${id}`} className={styles.term ?? ''} aria-describedby={card} onPointerDown={(event) => { byTouch.current = event.pointerType === 'touch'; }} onFocus={() => { if (!byTouch.current) show(); }} onClick={click}>{children ?? word[language]}</Link>
      <span role="tooltip" id={card} className={`${styles.card} ${open ? styles.open : ''}`} style={place}>
        <span className={styles.names}><strong>{word[language]}</strong>{word.en !== word.zh && <span lang={other === 'zh' ? 'zh-Hans' : 'en'}>{word[other]}</span>}</span>
        <span>{word.meaning[language]}</span>
      </span>
    </span>
  );
}
