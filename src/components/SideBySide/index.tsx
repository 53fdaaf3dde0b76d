/** A lesson in both languages at once: the other one's text beside each paragraph, or beneath it on a phone. One cluster, one set of blocks that run. */
import React, { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useAlternatePageUtils } from '@docusaurus/theme-common/internal';
import { translate } from '@docusaurus/Translate';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import { blocksOf, kindOf, readOtherPage } from './otherPage.ts';
import type { OtherPage } from './otherPage.ts';
import { pairBlocks } from './pair.ts';
import { bothLanguages } from './remembered.ts';
import styles from './styles.module.css';

/** Puts the texts in, and takes them out again: React knows nothing of them, and what it draws stays as it is. */
function putBeside(markdown: Element, other: OtherPage, lang: string): () => void {
  const blocks = blocksOf(markdown);
  const pairs = pairBlocks(blocks.map((element) => ({ kind: kindOf(element) })), other.kinds);
  const added = blocks.flatMap((block, index) => {
    const texts = pairs[index] ?? [];
    if (texts.length === 0) return [];
    const box = document.createElement('div');
    box.setAttribute('data-other-language', '');
    box.lang = lang;
    // It comes from our own page, without what runs.
    box.innerHTML = texts.map(other.html).join('');
    block.after(box);
    return [box];
  });
  markdown.classList.add('both-languages');
  return () => { added.forEach((box) => box.remove()); markdown.classList.remove('both-languages'); };
}

function useOtherText(on: boolean, bar: RefObject<HTMLElement | null>, url: string, lang: string): { readonly failed: boolean } {
  const [failed, setFailed] = useState<string>();
  useEffect(() => {
    if (!on) return undefined;
    let takeOut: (() => void) | undefined;
    let gone = false;
    fetch(url).then((response) => response.text()).then((html) => {
      const markdown = bar.current?.parentElement?.querySelector('.theme-doc-markdown.markdown');
      const other = readOtherPage(html);
      if (gone || !markdown) return;
      if (other === undefined) { setFailed(url); return; }
      takeOut = putBeside(markdown, other, lang);
      setFailed(undefined);
    }).catch(() => { if (!gone) setFailed(url); });
    return () => { gone = true; takeOut?.(); };
  }, [on, bar, url, lang]);
  return { failed: on && failed === url };
}

export function SideBySide(): ReactNode {
  const { i18n: { currentLocale, locales, localeConfigs } } = useDocusaurusContext();
  const { createUrl } = useAlternatePageUtils();
  const bar = useRef<HTMLParagraphElement>(null);
  const on = useSyncExternalStore(bothLanguages.subscribe, bothLanguages.get, () => false);
  const locale = locales.find((one) => one !== currentLocale) ?? currentLocale;
  const { failed } = useOtherText(on, bar, createUrl({ locale, fullyQualified: false }), localeConfigs[locale]?.htmlLang ?? locale);
  return (
    <p className={styles.bar} ref={bar}>
      <button type="button" className={styles.button} aria-pressed={on} onClick={() => bothLanguages.set(!on)}>{translate({ id: 'peapod.both', message: 'English and 中文 side by side' })}</button>
      <span aria-live="polite">
        {failed && translate({ id: 'peapod.both.failed', message: 'The other language could not be fetched.' })}
      </span>
    </p>
  );
}
