/** A lab on one screen: task and checks beside map, terminal, editor and timeline. Success is a banner; the cluster stays visible. */
import React, { lazy, Suspense } from 'react';
import type { CSSProperties, ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import Link from '@docusaurus/Link';
import type { Neighbour } from '../CoursePath/neighbours.ts';
import { ClusterMap } from '../ClusterMap/index.tsx';
import { Notices } from '../Session/Notices.tsx';
import { useAllowed } from '../Session/allowed.ts';
import { useSession } from '../Session/index.tsx';
import { Terminal } from '../Terminal/index.tsx';
import { Timeline } from '../Timeline/index.tsx';
import { YamlBlock } from '../YamlEditor/YamlBlock.tsx';
import { Splitter } from './Splitter.tsx';
import { Task } from './Task.tsx';
import { panes as bounds, usePanes } from './usePanes.ts';
import type { Pane } from './usePanes.ts';
import type { LabAttempt, LabGrade, LabTask } from './types.ts';
import styles from './styles.module.css';

const ControllerBlock = lazy(() => import('../ControllerBlock/index.tsx').then((module) => ({ default: module.ControllerBlock })));

export type LabProps = {
  readonly task: LabTask;
  readonly grade: LabGrade;
  /** Runs the examiner's faults and load on a copy of the cluster. */
  readonly onGrade: () => void;
  readonly onCancel: () => void;
  /** Ids of the hints that are open. */
  readonly openHints: readonly string[];
  readonly onHint: (id: string) => void;
  readonly attempts: readonly LabAttempt[];
  readonly onAttempt: (id: string) => void;
  readonly handInName: string;
  readonly onHandInName: (name: string) => void;
  readonly onHandIn: (file: string) => void;
  /** Only for labs with variants. */
  readonly onNewVariant?: (() => void) | undefined;
  /** On a branch: back to the main line, or make the branch that line. */
  readonly branch?: { readonly name: string; readonly onLeave: () => void; readonly onAdopt?: (() => void) | undefined } | undefined;
  readonly onBranch: () => void;
  /** What comes after this lab. */
  readonly next?: Neighbour | undefined;
  /** The task's text, from `task.<language>.md`. */
  readonly children: ReactNode;
};

function Banner({ score, points, next }: { readonly score: number; readonly points: number; readonly next: Neighbour | undefined }): ReactNode {
  const { faults } = useAllowed();
  return (
    <p className={styles.banner}>
      <strong>{translate({ id: 'peapod.lab.done', message: 'Solved: {score} of {points} points.' }, { score, points })}</strong>{' '}
      {faults ? translate({ id: 'peapod.lab.doneNext', message: 'The cluster is still yours: break it on.' }) : translate({ id: 'peapod.lab.doneTry', message: 'The cluster is still yours: look round, try something else.' })}
      {next !== undefined && <>{' '}{translate({ id: 'peapod.next', message: 'Next:' })} <Link to={next.permalink}>{next.title}</Link></>}
    </p>
  );
}

function BranchStrip({ name, onLeave, onAdopt }: NonNullable<LabProps['branch']>): ReactNode {
  return (
    <div className={styles.strip}>
      <span>{name}</span>
      <button type="button" className="button-plain" onClick={onLeave}>{translate({ id: 'peapod.branch.leave', message: 'Back to the main line' })}</button>
      {onAdopt !== undefined && <button type="button" className="button-plain" onClick={onAdopt}>{translate({ id: 'peapod.branch.adopt', message: 'Go on from here instead' })}</button>}
    </div>
  );
}

const paneName = (pane: Pane): string => ({
  task: translate({ id: 'peapod.pane.task', message: 'Width of the task (arrow keys; Enter folds it)' }),
  map: translate({ id: 'peapod.pane.map', message: 'Height of the map (arrow keys; Enter folds it)' }),
  terminal: translate({ id: 'peapod.pane.terminal', message: 'Width of the terminal (arrow keys; Enter folds it)' }),
}[pane]);

export function Lab(props: LabProps): ReactNode {
  const { task, grade, branch, onBranch, next } = props;
  const { snapshot } = useSession();
  const { panes, resize, fold } = usePanes();
  const ready = snapshot.status === 'ready';
  const share = (pane: Pane): number => (panes[pane].folded ? 0 : panes[pane].size);
  const splitter = (pane: Pane, orientation: 'horizontal' | 'vertical'): ReactNode => (
    <Splitter name={paneName(pane)} orientation={orientation} value={share(pane)} least={bounds[pane].least} most={bounds[pane].most} onChange={(size) => resize(pane, size)} onFold={() => fold(pane)} />
  );
  const folded = (pane: Pane): string => (panes[pane].folded ? styles.folded ?? '' : '');
  // Custom properties are not in React's type.
  const sizes = { '--task': `${share('task')}%`, '--map': `${share('map')}%`, '--terminal': `${share('terminal')}%` } as CSSProperties;
  return (
    <div className={styles.frame}>
    <div className={styles.lab} style={sizes}>
      {/* One column on phones: a long way from the task to the terminal. */}
      <nav className={styles.jump} aria-label={translate({ id: 'peapod.lab.jump', message: 'On this page' })}>
        <a href="#lab-task">{translate({ id: 'peapod.lab.jumpTask', message: 'Task' })}</a><a href="#lab-map">{translate({ id: 'peapod.map', message: 'Cluster' })}</a><a href="#lab-terminal">{translate({ id: 'peapod.terminal', message: 'Terminal' })}</a>
      </nav>
      <div className={styles.columns}>
        <section id="lab-task" className={`${styles.task} ${folded('task')}`} aria-label={task.title}><Task {...props} ready={ready} /></section>
        {splitter('task', 'vertical')}
        <section className={styles.work} aria-label={translate({ id: 'peapod.cluster', message: 'A cluster to try things on' })}>
          <div className={styles.above}>
            <div aria-live="polite">{grade.passed && <Banner score={grade.score} points={task.points} next={next} />}</div>
            {branch !== undefined && <BranchStrip {...branch} />}
            <Notices />
          </div>
          <div className={styles.rows}>
            <div id="lab-map" className={`${styles.map} ${folded('map')}`}><ClusterMap /></div>
            {splitter('map', 'horizontal')}
            <div className={styles.panes}>
              <div id="lab-terminal" className={`${styles.terminal} ${folded('terminal')}`}><Terminal /></div>
              {splitter('terminal', 'vertical')}
              {task.editorFile !== undefined && <div className={styles.editor}>{task.editorFile.file.endsWith('.js')
                ? <Suspense fallback={null}><ControllerBlock name={task.editorFile.file.slice(0, -3)} file={task.editorFile.file} source={task.editorFile.text} /></Suspense>
                : <YamlBlock file={task.editorFile.file} text={task.editorFile.text} />}</div>}
            </div>
          </div>
        </section>
      </div>
      <div className={styles.time}>
        <Timeline>{branch === undefined && <button type="button" className="button-plain" disabled={!ready} onClick={onBranch}>{translate({ id: 'peapod.branch', message: 'Branch' })}</button>}</Timeline>
      </div>
    </div>
    </div>
  );
}
