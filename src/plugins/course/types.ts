import type { Text } from './read.ts';

export type OutlineItem = { readonly kind: 'lesson' | 'lab' | 'quiz'; readonly id: string; readonly title: Text; readonly summary: Text; readonly path: string };
export type CourseOutline = { readonly modules: readonly { readonly id: string; readonly title: Text; readonly items: readonly OutlineItem[] }[] };
