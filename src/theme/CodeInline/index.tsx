/** Code within a sentence: it breaks at spaces. */
import React from 'react';
import type { ReactNode } from 'react';
import CodeInline from '@theme-original/CodeInline';
import type { Props } from '@theme/CodeInline';
import { unbroken } from '@site/src/components/Inline/unbroken.tsx';

export default function CodeInlineWhole({ children, ...props }: Props): ReactNode {
  return <CodeInline {...props}>{typeof children === 'string' ? unbroken(children) : children}</CodeInline>;
}
