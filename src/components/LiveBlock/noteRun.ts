/** Tells the reader's progress that a live block was run: by its button, by hand, or on an earlier visit. */
import { useEffect } from 'react';
import { lessonOf, note } from '@site/src/progress/index.ts';
import { usePageSession } from '../Session/index.tsx';

/** A block without an id is known by what it types; comments are in the reader's language and do not count. */
export function blockKey(id: string | undefined, commands: readonly string[]): string {
  if (id !== undefined) return id;
  let hash = 0x811c9dc5;
  for (const character of commands.filter((line) => !line.trimStart().startsWith('#')).join('\n')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return `commands-${hash.toString(16)}`;
}

export function useNoteRun(id: string | undefined, commands: readonly string[], ran: boolean): void {
  const { spec, blocks } = usePageSession();
  const lesson = lessonOf(spec.id);
  const key = blockKey(id, commands);
  useEffect(() => {
    blocks.add(key);
    return () => { blocks.delete(key); };
  }, [blocks, key]);
  useEffect(() => {
    if (ran && lesson !== undefined) note({ type: 'blockRun', lesson, block: key, of: [...blocks] });
  }, [ran, lesson, blocks, key]);
}
