/** A lifecycle in a lesson: drawn from the machine that runs, the state of this page's object lit. Without scripts it is the picture and its words. */
import React, { useId, useState } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import machines from '@generated/course/default/machines.json';
import type { Chart } from '@site/src/plugins/course/charts/types.ts';
import type { LifeState } from '@site/src/worker/protocol.ts';
import { MachineChart } from '../MachineChart/index.tsx';
import { useSession } from '../Session/index.tsx';
import { useAsked } from '../Session/useAsked.ts';
import { livesOf } from './livesOf.ts';
import { partOf } from './part.ts';
import styles from './styles.module.css';

export type StateChartProps = {
  /** As on the page of lifecycles: pod, container, probe … */
  readonly machine: string;
  /** Whose: `pod/nginx`, `pod/web-*` (the first that is there), `node/node01`. Without it nothing is lit. */
  readonly of?: string;
  /** Which container, volume or image of it, where there are several. */
  readonly which?: string;
  /** One region only: `phase` of the machine pod. */
  readonly part?: string;
};

function useLives(of: string, machine: string): { readonly name: string; readonly lives: readonly LifeState[] } {
  const { snapshot: { view } } = useSession();
  const whose = livesOf(of, view.pods);
  const name = whose === undefined ? '' : `${whose.kind.toLowerCase()}/${whose.name}`;
  const lives = useAsked((handle) => (whose === undefined ? Promise.resolve([]) : handle.lives(whose)), name) ?? [];
  return { name, lives: lives.filter((life) => life.machine === machine) };
}

/** Of the regions only the one that is drawn. */
const within = (value: LifeState['value'], part: string | undefined): LifeState['value'] => (part === undefined || typeof value === 'string' || value[part] === undefined ? value : { [part]: value[part] });

function Live({ chart, of, which, part }: { readonly chart: Chart; readonly of: string; readonly which: string | undefined; readonly part: string | undefined }): ReactNode {
  const { name, lives } = useLives(of, chart.machine);
  const id = useId();
  const [picked, setPicked] = useState<string>();
  const wanted = picked ?? which;
  const life = lives.find((one) => one.of === wanted) ?? (wanted === undefined || picked !== undefined ? lives[0] : undefined);
  return (
    <>
      <p className={styles.head}>
        <strong>{chart.title}</strong>{' '}
        <span lang="en" translate="no" className={styles.of}>{name === '' ? of : name}{life === undefined || life.of === '' ? '' : ` · ${life.of}`}</span>
        {life === undefined && <span className={styles.none}>{translate({ id: 'peapod.stateChart.none', message: 'not there yet' })}</span>}
        {lives.length > 1 && (
          <select id={id} aria-label={translate({ id: 'peapod.stateChart.which', message: 'Which one' })} value={life?.of ?? ''} onChange={({ target }) => setPicked(target.value)}>{lives.map((one) => <option key={one.of}>{one.of}</option>)}</select>
        )}
      </p>
      {life === undefined ? <MachineChart chart={chart} /> : <MachineChart chart={chart} value={within(life.value, part)} />}
    </>
  );
}

export function StateChart({ machine, of, which, part }: StateChartProps): ReactNode {
  const whole = (machines as readonly Chart[]).find((one) => one.machine === machine);
  if (whole === undefined) throw new Error(`<StateChart machine="${machine}">: there is no such machine; there are: ${(machines as readonly Chart[]).map((one) => one.machine).join(', ')}`);
  const chart = partOf(whole, part);
  // React knows no type for a variable of CSS.
  const size = { '--chart': `${chart.width}px` } as CSSProperties;
  return (
    <div className={styles.chart} style={size}>
      {of === undefined ? <><p className={styles.head}><strong>{chart.title}</strong></p><MachineChart chart={chart} /></> : <Live chart={chart} of={of} which={which} part={part} />}
    </div>
  );
}
