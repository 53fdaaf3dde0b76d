import type { Happening } from '@site/src/worker/protocol.ts';

/** Hours only once there are any. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`;
}

/** The track always leaves some future free; marks closer than a hair are one. */
export function marksOf(happenings: readonly Happening[], span: number): readonly { readonly left: number; readonly type: Happening['type'] }[] {
  const marks = new Map<number, Happening['type']>();
  for (const { at, type } of happenings) {
    const left = Math.round((at / span) * 200) / 2;
    if (marks.get(left) !== 'Warning') marks.set(left, type);
  }
  return [...marks].map(([left, type]) => ({ left, type }));
}
export const spanOf = (at: number): number => Math.max(60_000, at * 1.25);
