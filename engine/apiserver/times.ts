/** Time stamps of API objects. */
import { rfc3339, type Clock } from '../time/index.ts';

export { rfc3339 };
export const nowStamp = (clock: Clock): string => rfc3339(clock.now);
export const parseStamp = (text: string | undefined): number | undefined => {
  const ms = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
};
