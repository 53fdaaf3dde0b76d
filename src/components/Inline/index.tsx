/** A one-line text of a lab or a quiz: what stands between backticks is code, and stays English. */
import React from 'react';
import type { ReactNode } from 'react';
import { unbroken } from './unbroken.tsx';

export function Inline({ text }: { readonly text: string }): ReactNode {
  return text.split('`').map((part, index) => (index % 2 === 1 ? <code key={index} lang="en" translate="no">{unbroken(part)}</code> : part));
}
