/** Whether this reader reads in both languages: kept in this browser, the same in all its tabs. */
const KEY = 'peapod.bothLanguages';
const listeners = new Set<() => void>();
/** Where nothing may be kept it holds for this visit. */
let here = false;

export const bothLanguages = {
  get: (): boolean => { try { return localStorage.getItem(KEY) === 'yes'; } catch { return here; } },
  set: (on: boolean): void => {
    here = on;
    try { if (on) localStorage.setItem(KEY, 'yes'); else localStorage.removeItem(KEY); } catch { /* It holds for this visit. */ }
    listeners.forEach((listener) => listener());
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    globalThis.addEventListener('storage', listener);
    return () => { listeners.delete(listener); globalThis.removeEventListener('storage', listener); };
  },
};
