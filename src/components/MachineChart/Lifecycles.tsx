/** The machines that drive what is picked in the map, each with the state that it is in now. */
import React, { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Chart } from '@site/src/plugins/course/charts/types.ts';
import type { LifeState, LivesOf } from '@site/src/worker/protocol.ts';
import { useAsked } from '../Session/useAsked.ts';
import { activePaths, innermost } from './paths.ts';
import { MachineChart } from './index.tsx';
import styles from './styles.module.css';

const none: readonly LifeState[] = [];

/** Floats beside the cluster, so that both are seen at once; Escape closes it. It takes no focus: one goes on working. */
function Sheet({ title, close, children }: { readonly title: string; readonly close: () => void; readonly children: ReactNode }): ReactNode {
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => { if (event.key === 'Escape') close(); };
    globalThis.addEventListener('keydown', escape);
    return () => globalThis.removeEventListener('keydown', escape);
  }, [close]);
  return (
    <section className={styles.sheet} aria-label={title}>
      <div className={styles.sheetHead}>
        <strong>{title}</strong>
        <button type="button" onClick={close} aria-label={translate({ id: 'peapod.close', message: 'Close' })}>×</button>
      </div>
      {children}
    </section>
  );
}

export default function Lifecycles({ of }: { readonly of: LivesOf }): ReactNode {
  const lives = useAsked((handle) => handle.lives(of), `${of.kind}/${of.namespace}/${of.name}`) ?? none;
  const [charts, setCharts] = useState<readonly Chart[]>([]);
  const [open, setOpen] = useState<string>();
  useEffect(() => { void import('@generated/course/default/machines.json').then(({ default: loaded }) => setCharts(loaded)); }, []);
  const chartOf = (machine: string): Chart | undefined => charts.find((chart) => chart.machine === machine);
  const key = (life: LifeState): string => `${life.machine}/${life.of}`;
  const shown = lives.find((life) => key(life) === open);
  const chart = shown === undefined ? undefined : chartOf(shown.machine);
  return (
    <div className={styles.lives}>
      <ul>
        {lives.map((life) => {
          const about = chartOf(life.machine);
          const states = innermost(activePaths(life.value)).map((path) => about?.boxes.find((box) => box.path === path)?.name ?? path);
          return (
            <li key={key(life)}>
              <button type="button" aria-expanded={open === key(life)} onClick={() => setOpen(open === key(life) ? undefined : key(life))}>
                <span>{about?.title ?? life.machine}{life.of === '' ? '' : <span className={styles.of} lang="en" translate="no"> {life.of}</span>}</span>
                <span className={styles.said}>{states.join(', ')}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {lives.length === 0 && <p className={styles.none}>{translate({ id: 'peapod.lives.none', message: 'Nothing drives it any more, or nothing has begun to.' })}</p>}
      {chart !== undefined && shown !== undefined && <Sheet title={`${chart.title} ${shown.of}`} close={() => setOpen(undefined)}><MachineChart chart={chart} value={shown.value} /></Sheet>}
    </div>
  );
}
