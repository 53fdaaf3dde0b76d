/** The session that a page's blocks share: opened when one of them comes into view, never before. */
import React, { createContext, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactNode, RefObject } from 'react';
import { emptySnapshot, openSession } from '@site/src/worker/client.ts';
import type { SessionHandle, Snapshot } from '@site/src/worker/client.ts';
import type { SessionSpec } from '@site/src/worker/protocol.ts';

type PageSession = {
  readonly spec: SessionSpec;
  readonly handle: SessionHandle | undefined;
  readonly open: () => SessionHandle;
  /** Live blocks that have been run on this visit: predictions are revealed by them. */
  readonly ran: ReadonlySet<string>;
  readonly markRan: (block: string) => void;
  /** Blocks of the page that can be run; they enter themselves. */
  readonly blocks: Set<string>;
};
const PageSessionContext = createContext<PageSession | undefined>(undefined);

export function SessionProvider({ spec, children, connect = openSession }: {
  /** Memoised by the caller. */
  readonly spec: SessionSpec; readonly children: ReactNode;
  /** Tests hand in their own. */
  readonly connect?: (spec: SessionSpec) => SessionHandle;
}): ReactNode {
  const [handle, setHandle] = useState<SessionHandle>();
  const [ran, setRan] = useState<ReadonlySet<string>>(new Set());
  const known = handle?.spec.id === spec.id ? handle : undefined;
  const open = useCallback(() => {
    const opened = connect(spec);
    setHandle(opened);
    return opened;
  }, [connect, spec]);
  const markRan = useCallback((block: string) => setRan((before) => new Set(before).add(block)), []);
  // Not shown anywhere: what is entered here draws nothing anew.
  const [blocks] = useState(() => new Set<string>());
  const page = useMemo(() => ({ spec, handle: known, open, ran, markRan, blocks }), [spec, known, open, ran, markRan, blocks]);
  return <PageSessionContext.Provider value={page}>{children}</PageSessionContext.Provider>;
}

export function usePageSession(): PageSession {
  const page = useContext(PageSessionContext);
  if (page === undefined) throw new Error('a live component stands outside a SessionProvider: lessons have one, other pages must bring their own');
  return page;
}

const nothing = (): (() => void) => () => undefined;
const always = (): Snapshot => emptySnapshot;

/** The page's session as it is now; `loading` until it has been opened. */
export function useSession(): { readonly handle: SessionHandle | undefined; readonly snapshot: Snapshot } {
  const { handle } = usePageSession();
  const snapshot = useSyncExternalStore(handle?.subscribe ?? nothing, handle?.getSnapshot ?? always, always);
  return { handle, snapshot };
}

/** Opens the session once the element is in view. */
export function useOpenInView(element: RefObject<Element | null>): void {
  const { handle, open } = usePageSession();
  useEffect(() => {
    if (handle !== undefined || element.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      open();
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [handle, open, element]);
}
