/** What one type's judge says of an answer; `judgeAnswer` fills in the rest. */
import type { Text } from '../../format/common.ts';
import type { Judged } from '../sheet.ts';

export type Verdict = (Partial<Judged> & { readonly credit: number }) | { readonly unread: Text };

/** Feedback and misconception of one thing that was chosen. */
export const told = (entries: readonly { readonly feedback?: Text | undefined; readonly misconception?: string | undefined }[]): Pick<Judged, 'feedback' | 'misconceptions'> => ({
  feedback: entries.flatMap(({ feedback }) => (feedback === undefined ? [] : [feedback])),
  misconceptions: [...new Set(entries.flatMap(({ misconception }) => (misconception === undefined ? [] : [misconception])))],
});
