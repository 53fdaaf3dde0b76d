/** The page of one lab: the learner's variant of it, and its session. */
import React, { useEffect, useMemo } from 'react';
import type { ComponentType, ReactNode } from 'react';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Layout from '@theme/Layout';
import { variantOf, variantOfAttempt } from '@site/engine/grading/lab/variant.ts';
import { entryOf, note, useProgress } from '@site/src/progress/index.ts';
import type { LabData, Misconception } from '@site/src/plugins/course/types.ts';
import type { SessionSpec } from '@site/src/worker/protocol.ts';
import { useOutline } from '../CoursePath/index.tsx';
import { useNeighbours } from '../CoursePath/neighbours.ts';
import { SessionProvider } from '../Session/index.tsx';
import { Filled } from './Filled.tsx';
import { LabSession } from './LabSession.tsx';
import type { Around } from './labView.ts';
import { useLabLines } from './useLabLines.ts';
import styles from './styles.module.css';

type Props = { readonly lab: LabData; readonly task: ComponentType; readonly misconceptions: readonly Misconception[] };

/** Eight letters are enough to tell learners' variants apart, and short enough for a file. */
const drawSeed = (): string => [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => 'abcdefghijkmnpqrstuvwxyz23456789'[byte % 32]).join('');

/** The seed of the learner's variant; undefined until it is known. A lab without parameters is the same for everybody. */
function useVariant({ slug, spec }: LabData): { readonly seed: string | undefined; readonly draw: (() => void) | undefined } {
  const { progress, loaded } = useProgress();
  const varies = Object.keys(spec.params).length > 0;
  const kept = entryOf(progress.labs, slug)?.variant?.seed;
  const draw = (): void => { note({ type: 'labVariant', lab: slug, seed: drawSeed() }); };
  useEffect(() => {
    note({ type: 'labOpened', lab: slug });
    note({ type: 'place', path: `/labs/${slug}/` });
  }, [slug]);
  useEffect(() => {
    if (varies && loaded && kept === undefined) note({ type: 'labVariant', lab: slug, seed: drawSeed() });
  }, [varies, loaded, kept, slug]);
  if (!varies) return { seed: `lab/${slug}`, draw: undefined };
  return { seed: loaded && kept !== undefined ? `lab/${slug}/${kept}` : undefined, draw };
}

function LabLines({ lab, task, seed, known, draw, around }: { readonly lab: LabData; readonly task: ComponentType; readonly seed: string; readonly known: boolean; readonly draw: (() => void) | undefined; readonly around: Around }): ReactNode {
  const { progress } = useProgress();
  const main = useMemo((): SessionSpec => {
    const { slug, spec, start, given, contentHash, exam } = lab;
    return { id: seed, preset: spec.cluster, files: {}, lab: { slug, spec, start, contentHash, ...(given === undefined ? {} : { given }), ...(exam === undefined ? {} : { exam }) } };
  }, [lab, seed]);
  const { spec, branch, onBranch, openAttempt } = useLabLines(main);
  const shown = spec.seed ?? spec.id;
  const own = useMemo(() => {
    const { lab: filled, drawn } = variantOf(lab, shown);
    return { drawn, lab: { ...filled, solution: variantOfAttempt(lab.solution, drawn) } };
  }, [lab, shown]);
  const seedOfAttempt = (id: string): string => entryOf(progress.labs, lab.slug)?.attempts.find((one) => one.id === id)?.seed ?? seed;
  return (
    <SessionProvider key={spec.id} spec={spec}>
      <LabSession lab={own.lab} seed={shown} known={known} around={around} branch={branch} onBranch={onBranch} onNewVariant={draw}
        onAttempt={(id) => void openAttempt(lab.slug, id, seedOfAttempt(id))}>
        <Filled task={task} drawn={own.drawn} />
      </LabSession>
    </SessionProvider>
  );
}

export default function LabPage({ lab, task, misconceptions }: Props): ReactNode {
  const { i18n: { currentLocale } } = useDocusaurusContext();
  const language = currentLocale === 'zh-Hans' ? 'zh' : 'en';
  const { outline } = useOutline();
  const { seed, draw } = useVariant(lab);
  const { next } = useNeighbours('lab', lab.slug);
  const around = useMemo((): Around => {
    const lessons = outline.modules.flatMap(({ items }) => items).filter(({ kind }) => kind === 'lesson');
    return { language, misconceptions, lessonTitle: (id) => lessons.find((lesson) => lesson.id === id)?.title[language] };
  }, [language, misconceptions, outline]);
  return (
    <Layout title={lab.spec.title[language]} description={lab.spec.summary[language]} noFooter>
      <main className={seed === undefined ? styles.unknown : undefined} aria-busy={seed === undefined}><LabLines lab={lab} task={task} seed={seed ?? `lab/${lab.slug}`} known={seed !== undefined} draw={draw} around={{ ...around, next }} /></main>
    </Layout>
  );
}
