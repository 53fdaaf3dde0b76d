import { useEffect, useState } from 'react';
import type { Help, HelpTurn } from '@site/src/worker/protocol.ts';
import { useSession } from '../Session/index.tsx';

/** Virtual time between two looks at the objects that the last command was about. */
const againMs = 2000;

/** @param turns commands that have ended; none: nobody needs help. */
export function useHelp(turns: readonly HelpTurn[]): Help | undefined {
  const { handle, snapshot: { view } } = useSession();
  const [answer, setAnswer] = useState<{ readonly key: string; readonly help: Help }>();
  const key = turns.length === 0 ? '' : JSON.stringify(turns);
  const known = answer?.key === key ? answer.help : undefined;
  // What a command printed stays; how objects are may change for as long as nothing else is typed.
  const moment = known !== undefined && known.about === undefined ? 'said' : Math.floor(view.at / againMs);
  useEffect(() => {
    if (handle === undefined || key === '') return undefined;
    let gone = false;
    handle.help(turns).then((help) => { if (!gone) setAnswer((before) => (help === null ? undefined : before?.key === key && before.help.id === help.id && before.help.about === help.about ? before : { key, help })); }, () => undefined);
    return () => { gone = true; };
    // `key` says what the turns are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [handle, key, moment]);
  return known;
}
