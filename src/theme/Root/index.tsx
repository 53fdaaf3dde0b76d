/** Around every page: what a reader must know about the progress that is kept. */
import React from 'react';
import type { ReactNode } from 'react';
import { ProgressNotice } from '@site/src/components/ProgressNotice/index.tsx';

export default function Root({ children }: { readonly children: ReactNode }): ReactNode {
  return <>{children}<ProgressNotice /></>;
}
