import { useEffect, useState } from 'react';
import type { SessionHandle } from '@site/src/worker/client.ts';
import { useSession } from './index.tsx';

/** Asked anew with every update of the session, at most ten times a second. `key`: another one is another question. */
export function useAsked<Answer>(ask: (handle: SessionHandle) => Promise<Answer>, key: string): Answer | undefined {
  const { handle, snapshot: { view } } = useSession();
  const [answer, setAnswer] = useState<{ readonly key: string; readonly value: Answer }>();
  useEffect(() => {
    let gone = false;
    if (handle !== undefined) ask(handle).then((value) => { if (!gone) setAnswer({ key, value }); }, () => undefined);
    return () => { gone = true; };
    // `ask` is written anew by whoever draws; `key` says what it asks.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [handle, view, key]);
  return answer?.key === key ? answer.value : undefined;
}
