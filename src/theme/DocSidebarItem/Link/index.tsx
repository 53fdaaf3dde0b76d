/** An entry of the sidebar, with what it is and how far: classes for the signs beside it (site.css). */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@theme-original/DocSidebarItem/Link';
import type { Props } from '@theme/DocSidebarItem/Link';
import { useBaseUrlUtils } from '@docusaurus/useBaseUrl';
import { useOutline } from '@site/src/components/CoursePath/index.tsx';
import { stateOf, useProgress } from '@site/src/progress/index.ts';

export default function DocSidebarItemLink(props: Props): ReactNode {
  const { outline } = useOutline();
  const { progress } = useProgress();
  const { withBaseUrl } = useBaseUrlUtils();
  const { item } = props;
  // Links to lessons have got the base URL already, and no slash at the end yet.
  const known = outline.modules.flatMap(({ items }) => items).find(({ path }) => [path, withBaseUrl(path)].includes(item.href.replace(/\/?$/, '/')));
  if (known === undefined) return <Link {...props} />;
  return <Link {...props} item={{ ...item, className: `${item.className ?? ''} item-${known.kind} item-${stateOf(known, progress)}` }} />;
}
