/** Entries in the order of their last use, a fixed number at most. A chain: using an entry again costs neither a hash nor memory. */
export type Linked<T> = { older: T | undefined; newer: T | undefined; kept: boolean };

export type Recent<T> = {
  /** Puts an entry last; lets the one go that was not used for longest. */
  use(entry: T): void;
};

/** @param go takes an entry away from where it is looked up. */
export function createRecent<T extends Linked<T>>(most: number, go: (entry: T) => void): Recent<T> {
  let [oldest, newest]: [T | undefined, T | undefined] = [undefined, undefined];
  let size = 0;

  const unlink = (entry: T): void => {
    if (entry.older === undefined) oldest = entry.newer; else entry.older.newer = entry.newer;
    if (entry.newer === undefined) newest = entry.older; else entry.newer.older = entry.older;
  };
  return {
    use(entry) {
      if (entry === newest) return;
      if (entry.kept) unlink(entry); else { entry.kept = true; size++; }
      entry.older = newest;
      entry.newer = undefined;
      if (newest === undefined) oldest = entry; else newest.newer = entry;
      newest = entry;
      if (size <= most || oldest === undefined) return;
      const gone = oldest;
      unlink(gone);
      // What is gone and known to be old must not hold on to what is young.
      [gone.older, gone.newer, gone.kept] = [undefined, undefined, false];
      size--;
      go(gone);
    },
  };
}
