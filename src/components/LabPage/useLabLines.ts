/** The main line of a lab's session, and the branches of this visit. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { translate } from '@docusaurus/Translate';
import { openKeeper } from '@site/src/progress/index.ts';
import { closeSession, openSession } from '@site/src/worker/client.ts';
import type { SessionSpec } from '@site/src/worker/protocol.ts';
import type { LabProps } from '../Lab/index.tsx';

type Branch = { readonly spec: SessionSpec; readonly name: string };

/** @param main memoised by the caller */
export function useLabLines(main: SessionSpec): { readonly spec: SessionSpec; readonly branch: LabProps['branch']; readonly onBranch: () => void; readonly openAttempt: (lab: string, id: string, seed: string) => Promise<void> } {
  const [branch, setBranch] = useState<Branch>();
  const count = useRef(0);
  const leave = (): void => {
    setBranch(undefined);
    if (branch !== undefined) closeSession(branch.spec.id);
  };
  // A new variant has branches of its own.
  useEffect(() => setBranch(undefined), [main]);
  const specOf = (seed: string): SessionSpec => ({ ...main, id: `${main.id}~${count.current += 1}`, seed, fleeting: true });
  const enter = (next: Branch): void => {
    if (branch !== undefined) closeSession(branch.spec.id);
    setBranch(next);
  };
  async function fork(): Promise<void> {
    const spec = specOf(main.seed ?? main.id);
    await openSession(main).branch(spec.id);
    enter({ spec, name: translate({ id: 'peapod.branch.name', message: 'A branch: what you do here leaves the main line as it was, and is forgotten when you leave the page.' }) });
  }
  async function openAttempt(lab: string, id: string, seed: string): Promise<void> {
    const file = await (await openKeeper()).attempt(lab, id);
    if (file === undefined) return;
    const spec = specOf(seed);
    await openSession(spec).openFile(JSON.stringify(file));
    enter({ spec, name: translate({ id: 'peapod.branch.attempt', message: 'The session as you handed it in. Your main line is as it was.' }) });
  }
  async function adopt(from: Branch): Promise<void> {
    const file = await openSession(from.spec).file();
    await openSession(main).openFile(JSON.stringify(file));
    leave();
  }
  const same = branch?.spec.seed === (main.seed ?? main.id);
  return {
    spec: branch?.spec ?? main,
    branch: useMemo(() => (branch === undefined ? undefined : { name: branch.name, onLeave: leave, onAdopt: same ? () => void adopt(branch) : undefined }),
      // The functions read what the branch has.
      // eslint-disable-next-line react-hooks/exhaustive-deps
      [branch, same, main]),
    onBranch: () => void fork().catch(() => undefined),
    openAttempt: (lab, id, seed) => openAttempt(lab, id, seed).catch(() => undefined),
  };
}
