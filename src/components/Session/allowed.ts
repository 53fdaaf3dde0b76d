/** What the page's lab lets a learner do beside typing and saving files. A session with more is refused when it is graded, so the page does not offer it. */
import { usePageSession, useSession } from './index.tsx';

export type Allowed = {
  /** Breaking things by hand; everywhere but in labs that leave it to the examiner. */
  readonly faults: boolean;
  /** Running a controller of their own; everywhere but in labs that do not ask for one. */
  readonly controllers: boolean;
  /** Where command lines are counted. */
  readonly lines?: { readonly used: number; readonly limit: number };
};

export function useAllowed(): Allowed {
  const { spec } = usePageSession();
  const { snapshot: { commands } } = useSession();
  const allow = spec.lab?.spec.allow;
  return { faults: allow?.faults ?? true, controllers: spec.lab === undefined || allow?.controllers === true, ...(allow?.maxCommands === undefined ? {} : { lines: { used: commands, limit: allow.maxCommands } }) };
}
/** No further command line is taken. */
export const isUsedUp = ({ lines }: Allowed): boolean => lines !== undefined && lines.used >= lines.limit;
