/** What the author wrote between `<ManifestTour>` and its end, set against the lines of the file. */
import { Children, isValidElement } from 'react';
import type { ReactNode } from 'react';
import { parsePath } from '@site/engine/grading/lesson/path.ts';
import type { Span, TourLines } from './lines.ts';

export type StopProps = {
  /** The field: `spec.containers[0].image`. */
  readonly path: string;
  /** What it does, in a few words: stands beside the line. */
  readonly title?: string;
  /** Which of several documents in the file, from 0. */
  readonly document?: number;
  /** Where its effect is seen in the cluster: a path in the object that the manifest makes, or another object and a path, `node/node01 status.capacity.cpu`. */
  readonly see?: string;
  readonly children?: ReactNode;
};
export type Halt = StopProps & Span;

const isStop = (props: unknown): props is StopProps => typeof props === 'object' && props !== null && 'path' in props && typeof props.path === 'string';

/** In the order of the lines. A path that is not in the file, and a second one for the same line, are the lesson check's to tell. */
export function haltsOf(children: ReactNode, { span }: TourLines): readonly Halt[] {
  const halts = Children.toArray(children).flatMap((child): Halt[] => {
    if (!isValidElement(child) || !isStop(child.props)) return [];
    const lines = span(child.props.document ?? 0, parsePath(child.props.path)?.filter((each) => typeof each !== 'object') ?? []);
    return lines === undefined ? [] : [{ ...child.props, ...lines }];
  });
  return halts.filter(({ from }, index) => halts.findIndex((other) => other.from === from) === index).sort((a, b) => a.from - b.from);
}

/** The object that a document of the file makes, as `useObject` wants it. */
export function objectOf(lines: TourLines, document: number): string {
  const valueOf = (...path: readonly string[]): string => {
    const at = lines.span(document, path);
    return at === undefined ? '' : /:\s*["']?([^"'#]*?)["']?\s*(?:#.*)?$/.exec(lines.lines[at.from] ?? '')?.[1] ?? '';
  };
  const namespace = valueOf('metadata', 'namespace');
  return `${namespace === '' ? '' : `${namespace}/`}${valueOf('kind').toLowerCase()}/${valueOf('metadata', 'name')}`;
}

/** `status.podIP` → the manifest's own object; `node/node01 status.phase` → that one. */
export function seenAt(see: string, own: string): { readonly of: string; readonly path: string } {
  const [first = '', second] = see.trim().split(/\s+/);
  return second === undefined ? { of: own, path: first } : { of: first, path: second };
}
