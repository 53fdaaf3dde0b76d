/** How the lab's panes share the screen: the reader's choice, kept with their settings. */
import { useState } from 'react';
import { entryOf, note, useProgress } from '@site/src/progress/index.ts';

export const panes = {
  /** The task beside the cluster. */
  task: { first: 27, least: 16, most: 50 },
  /** The map above terminal and editor. */
  map: { first: 52, least: 15, most: 80 },
  /** The terminal beside the editor. */
  terminal: { first: 56, least: 20, most: 80 },
} as const;
export type Pane = keyof typeof panes;
export type Panes = { readonly [pane in Pane]: { readonly size: number; readonly folded: boolean } };
const key = 'labPanes';
const first: Panes = { task: { size: panes.task.first, folded: false }, map: { size: panes.map.first, folded: false }, terminal: { size: panes.terminal.first, folded: false } };

function kept(value: unknown): Panes {
  const read = (pane: Pane): Panes[Pane] => {
    const one: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, pane) : undefined;
    if (typeof one !== 'object' || one === null) return first[pane];
    const size: unknown = Reflect.get(one, 'size');
    const { least, most } = panes[pane];
    return { size: typeof size === 'number' ? Math.min(most, Math.max(least, size)) : first[pane].size, folded: Reflect.get(one, 'folded') === true };
  };
  return { task: read('task'), map: read('map'), terminal: read('terminal') };
}

export function usePanes(): { readonly panes: Panes; readonly resize: (pane: Pane, size: number) => void; readonly fold: (pane: Pane) => void } {
  const { progress } = useProgress();
  const [own, setOwn] = useState<Panes>();
  const current = own ?? kept(entryOf(progress.settings, key)?.value);
  const set = (next: Panes): void => {
    setOwn(next);
    note({ type: 'setting', key, value: next });
  };
  return {
    panes: current,
    resize: (pane, size) => set({ ...current, [pane]: { size, folded: false } }),
    fold: (pane) => set({ ...current, [pane]: { ...current[pane], folded: !current[pane].folded } }),
  };
}
