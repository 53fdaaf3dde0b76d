/** A button in the text that lets virtual time pass, so that nobody waits for a back-off. */
import React, { useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { usePageSession, useOpenInView } from '../Session/index.tsx';

export function PassTime({ seconds }: { readonly seconds: number }): ReactNode {
  const box = useRef<HTMLParagraphElement>(null);
  const { open } = usePageSession();
  useOpenInView(box);
  return <p ref={box}><button type="button" className="button-plain" onClick={() => open().pass(seconds * 1000)}>{translate({ id: 'peapod.pass', message: 'Let {seconds} s pass' }, { seconds })}</button></p>;
}
