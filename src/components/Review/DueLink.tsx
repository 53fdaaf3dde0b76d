/** The way to the review, in the navigation of every page; there only while something waits. */
import React, { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import styles from './styles.module.css';

/** Reading comes first: what waits is counted once the page is idle. */
function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(run, 1000);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(run, { timeout: 3000 });
  return () => cancelIdleCallback(idle);
}

export function DueLink({ mobile = false }: { readonly mobile?: boolean }): ReactNode {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let leave: (() => void) | undefined;
    let gone = false;
    const cancel = whenIdle(() => {
      // Without it there is no number: nothing that anybody needs to hear of.
      import('./due.ts').then(({ watchDue }) => { if (!gone) leave = watchDue(setCount); }, () => undefined);
    });
    return () => { gone = true; cancel(); leave?.(); };
  }, []);
  if (count === 0) return null;
  const link = (
    <Link className={mobile ? 'menu__link' : 'navbar__item navbar__link'} to="/review/">
      {translate({ id: 'peapod.review', message: 'Review' })}{' '}<span className={styles.count}>{count}<span className="visually-hidden"> {translate({ id: 'peapod.review.due', message: 'due' })}</span></span>
    </Link>
  );
  return mobile ? <li className="menu__list-item">{link}</li> : link;
}
