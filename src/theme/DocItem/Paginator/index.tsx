/** Before and after a lesson stands what the course has there: a lab or a quiz as well. */
import React from 'react';
import type { ReactNode } from 'react';
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import DocPaginator from '@theme/DocPaginator';
import { useNeighbours } from '@site/src/components/CoursePath/neighbours.ts';

export default function Paginator(): ReactNode {
  const { metadata: { id } } = useDoc();
  return <DocPaginator className="docusaurus-mt-lg" {...useNeighbours('lesson', id)} />;
}
