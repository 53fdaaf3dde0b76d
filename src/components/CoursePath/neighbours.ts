/** What stands before and after an item in the course. */
import { translate } from '@docusaurus/Translate';
import type { OutlineItem } from '@site/src/plugins/course/types.ts';
import { kindWord, useOutline } from './index.tsx';

export type Neighbour = { readonly title: string; readonly permalink: string };

export function useNeighbours(kind: OutlineItem['kind'], id: string): { readonly previous?: Neighbour; readonly next?: Neighbour } {
  const { outline, language } = useOutline();
  const items = outline.modules.flatMap((module) => module.items);
  const at = items.findIndex((item) => item.kind === kind && item.id === id);
  const neighbour = (item: OutlineItem): Neighbour => ({
    permalink: item.path,
    title: item.kind === 'lesson' ? item.title[language] : translate({ id: 'peapod.paginator.item', message: '{kind}: {title}' }, { kind: kindWord(item.kind), title: item.title[language] }),
  });
  const [previous, next] = at < 0 ? [] : [items[at - 1], items[at + 1]];
  return { ...(previous === undefined ? {} : { previous: neighbour(previous) }), ...(next === undefined ? {} : { next: neighbour(next) }) };
}
