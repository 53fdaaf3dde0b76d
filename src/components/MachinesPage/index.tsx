/** Every lifecycle of the engine, drawn from the machine that runs. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Layout from '@theme/Layout';
import type { Chart } from '@site/src/plugins/course/charts/types.ts';
import { Inline } from '../Inline/index.tsx';
import { MachineChart } from '../MachineChart/index.tsx';
import styles from './styles.module.css';

export default function MachinesPage({ charts }: { readonly charts: readonly Chart[] }): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  charts.forEach(({ machine }) => collectAnchor(machine));
  const title = translate({ id: 'peapod.machines', message: 'Lifecycles' });
  return (
    <Layout title={title} description={translate({ id: 'peapod.machines.description', message: 'The state machines that drive every Pod, container, probe, volume and node of the course' })}>
      <main className={`container ${styles.page}`}>
        <h1>{title}</h1>
        <p>{translate({ id: 'peapod.machines.intro', message: 'These machines are not pictures of Kubernetes, they are the engine: each chart is drawn from the definition that runs in your cluster. To see one at work, pick a Pod or a node in any cluster map and open its lifecycles: the state that it is in right now is lit.' })}</p>
        <ul className={styles.index}>{charts.map(({ machine, title: name, explain }) => <li key={machine}><a href={`#${machine}`}>{name}</a> <Inline text={explain} /></li>)}</ul>
        {charts.map((chart) => (
          <section key={chart.machine} id={chart.machine}>
            <h2>{chart.title}</h2>
            <MachineChart chart={chart} />
          </section>
        ))}
      </main>
    </Layout>
  );
}
