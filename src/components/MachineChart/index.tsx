/**
 * One lifecycle as a chart, drawn from the machine that runs. States that are active now are lit, and the first of them is kept in
 * view where the chart is larger than its frame; a list says the same in words.
 */
import React, { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { Chart, ChartBox, ChartLine } from '@site/src/plugins/course/charts/types.ts';
import { Inline } from '../Inline/index.tsx';
import { activePaths, innermost } from './paths.ts';
import type { StateValue } from './paths.ts';
import styles from './styles.module.css';

const LABEL_LINE = 16;
/** The path of the dot from which lines lead away from any state. */
const anywhere = '*';

function Box({ box, lit }: { readonly box: ChartBox; readonly lit: boolean }): ReactNode {
  const { x, y, width, height, holds, initial, final, name } = box;
  if (box.path === anywhere) return <circle cx={x + width / 2} cy={y + height / 2} r={width / 2} className={styles.anywhere} />;
  return (
    <g className={`${styles.box} ${holds ? styles.holds : ''} ${lit ? styles.lit : ''}`}>
      <rect x={x} y={y} width={width} height={height} rx={holds ? 12 : Math.min(17, height / 2)} />
      {final && <rect x={x + 3} y={y + 3} width={width - 6} height={height - 6} rx={14} className={styles.finalRing} />}
      {initial && <circle cx={x} cy={y + (holds ? 16 : height / 2)} r={4.5} className={styles.start} />}
      <text x={holds ? x + 14 : x + width / 2} y={holds ? y + 21 : y + height / 2} textAnchor={holds ? 'start' : 'middle'} dominantBaseline={holds ? 'auto' : 'central'}>{name}</text>
    </g>
  );
}

/** Corners are rounded a little; the last segment keeps its direction for the arrow's head. */
function pathOf(points: ChartLine['points']): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const turn = 6;
  return rest.reduce((path, point, index) => {
    const next = rest[index + 1];
    if (next === undefined) return `${path} L ${point.x} ${point.y}`;
    const before = rest[index - 1] ?? first;
    const short = (from: { x: number; y: number }): { x: number; y: number } => {
      const length = Math.hypot(from.x - point.x, from.y - point.y) || 1;
      const part = Math.min(turn, length / 2) / length;
      return { x: point.x + (from.x - point.x) * part, y: point.y + (from.y - point.y) * part };
    };
    const [a, b] = [short(before), short(next)];
    return `${path} L ${a.x} ${a.y} Q ${point.x} ${point.y} ${b.x} ${b.y}`;
  }, `M ${first.x} ${first.y}`);
}

function Line({ line, arrow }: { readonly line: ChartLine; readonly arrow: string }): ReactNode {
  return (
    <g className={styles.line}>
      <path d={pathOf(line.points)} markerEnd={`url(#${arrow})`} />
      {line.labels.map((label, index) => <text key={label} x={line.at.x + 3} y={line.at.y + 12 + index * LABEL_LINE}>{label}</text>)}
    </g>
  );
}

/** The chart for readers who do not see it, and the explanations for all. */
function Twin({ chart, active }: { readonly chart: Chart; readonly active: ReadonlySet<string> }): ReactNode {
  const nameOf = (path: string): string => chart.boxes.find((box) => box.path === path)?.name ?? path;
  return (
    <details className={styles.twin}>
      <summary>{translate({ id: 'peapod.chart.words', message: 'States and events in words' })}</summary>
      <dl>
        {chart.boxes.map(({ path, name, explain, inner }) => (
          <div key={path} style={{ marginInlineStart: `${(path.split('.').length - 1) * 16}px` }}>
            <dt>{name}{active.has(path) && <span className={styles.now}> {translate({ id: 'peapod.chart.now', message: 'now' })}</span>}</dt>
            <dd>
              <Inline text={explain} />
              <ul>
                {chart.lines.filter(({ from }) => from === path).map(({ to, labels }) => <li key={to}>{labels.join(', ')} → {nameOf(to)}</li>)}
                {inner.length > 0 && <li>{translate({ id: 'peapod.chart.stays', message: '{events}: stays' }, { events: inner.join(', ') })}</li>}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
      <dl>{chart.events.map(({ name, explain }) => <div key={name}><dt>{name}</dt><dd><Inline text={explain} /></dd></div>)}</dl>
    </details>
  );
}

export function MachineChart({ chart, value }: { readonly chart: Chart; readonly value?: StateValue }): ReactNode {
  const arrow = useId();
  const active = new Set(value === undefined ? [] : activePaths(value));
  const current = innermost([...active]);
  const frame = useRef<HTMLDivElement>(null);
  const place = current.length === 0 ? undefined : chart.boxes.find((box) => box.path === current[0]);
  useEffect(() => {
    const { current: element } = frame;
    if (element === null || place === undefined) return;
    element.scrollTo({ left: place.x + place.width / 2 - element.clientWidth / 2, top: place.y + place.height / 2 - element.clientHeight / 2 });
  }, [place]);
  const said = current.map((path) => chart.boxes.find((box) => box.path === path)?.name ?? path).join(', ');
  return (
    <figure className={styles.chart}>
      <figcaption>{said === '' ? <Inline text={chart.explain} /> : <span className={styles.said}>{said}</span>}</figcaption>
      {/* The table below says the same; on a phone the picture scrolls inside its own box, so the box takes the focus. */}
      {/* Not a landmark: a page may show one machine twice. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
      <div role="group" className={styles.scroll} ref={frame} tabIndex={0} aria-label={chart.title}>
        <svg viewBox={`0 0 ${chart.width} ${chart.height}`} width={chart.width} height={chart.height} aria-hidden="true">
          <defs><marker id={arrow} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0.8 7.4 4 0 7.2z" className={styles.head} /></marker></defs>
          {chart.boxes.map((box) => <Box key={box.path} box={box} lit={active.has(box.path)} />)}
          {chart.lines.map((line) => <Line key={`${line.from}>${line.to}`} line={line} arrow={arrow} />)}
        </svg>
      </div>
      <Twin chart={chart} active={active} />
    </figure>
  );
}
