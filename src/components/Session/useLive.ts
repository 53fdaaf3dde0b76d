/** False in the page as it was sent and until React has taken it over: what cannot answer yet is not to be pressed, or the press would be lost. */
import { useSyncExternalStore } from 'react';

const never = (): (() => void) => () => undefined;
export const useLive = (): boolean => useSyncExternalStore(never, () => true, () => false);
