/** For authors: the files of a lab or a quiz on the left, what a learner gets of them on the right, what is wrong below. */
import React, { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import BrowserOnly from '@docusaurus/BrowserOnly';
import { translate } from '@docusaurus/Translate';
import Layout from '@theme/Layout';
import type { Misconception } from '@site/src/plugins/course/types.ts';
import { stopTrials } from '@site/src/worker/trials.ts';
import { useOutline } from '../CoursePath/index.tsx';
import type { Around } from '../LabPage/labView.ts';
import { Bar } from './Bar.tsx';
import { draftOf, pickedFrom } from './dropped.ts';
import type { Taken } from './dropped.ts';
import { problemsOf } from './problems.ts';
import { Problems } from './Problems.tsx';
import { Shown } from './Shown.tsx';
import { Source } from './Source.tsx';
import type { SourceHandle } from './Source.tsx';
import { mainFile } from './types.ts';
import type { Sources } from './types.ts';
import { useChecked } from './useChecked.ts';
import { useDraft } from './useDraft.ts';
import styles from './styles.module.css';

type Props = { readonly sources: Sources; readonly manifests: { readonly [name: string]: string }; readonly misconceptions: readonly Misconception[] };

const refusal = ({ why, about }: Extract<Taken, { ok: false }>): string => ({
  nothing: translate({ id: 'peapod.preview.nothing', message: 'Neither a lab (a folder with exercise.yaml) nor a quiz (a file with kind: Quiz) was found in {about}.' }, { about }),
  large: translate({ id: 'peapod.preview.large', message: 'Too much for one exercise: {about}. At most 200 files of 256 KiB each are read.' }, { about }),
  slug: translate({ id: 'peapod.preview.badName', message: 'A name has lower-case letters, digits and dashes; {about} is none. Rename the folder or the file.' }, { about }),
}[why]);

function Workbench({ sources, manifests, misconceptions }: Props): ReactNode {
  const { outline, language } = useOutline();
  const work = useDraft(sources);
  const { draft } = work;
  const lessons = useMemo(() => outline.modules.flatMap(({ items }) => items).filter(({ kind }) => kind === 'lesson'), [outline]);
  const names = useMemo(() => ({ lessons: lessons.map(({ id }) => id), manifests }), [lessons, manifests]);
  const around = useMemo((): Around => ({ language, misconceptions, lessonTitle: (id) => lessons.find((lesson) => lesson.id === id)?.title[language] }), [language, misconceptions, lessons]);
  const { checked, proving, prove, cancel } = useChecked(draft, names);
  const problems = useMemo(() => problemsOf(checked.answer?.problems ?? [], draft), [checked.answer, draft]);
  const source = useRef<SourceHandle>(null);
  const [refused, setRefused] = useState('');
  useEffect(() => stopTrials, []);
  const { open } = work;
  const take = useCallback((taken: Taken): void => { if (taken.ok) { setRefused(''); open(taken.draft); } else setRefused(refusal(taken)); }, [open]);
  // Files may be dropped anywhere on the page: missing the mark would make the browser leave it.
  useEffect(() => {
    const onDragOver = (event: DragEvent): void => { if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault(); };
    const onDrop = (event: DragEvent): void => {
      if (event.dataTransfer === null || ![...event.dataTransfer.items].some(({ kind }) => kind === 'file')) return;
      event.preventDefault();
      void pickedFrom(event.dataTransfer).then(draftOf).then(take, () => take({ ok: false, why: 'nothing', about: '' }));
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => { window.removeEventListener('dragover', onDragOver); window.removeEventListener('drop', onDrop); };
  }, [take]);
  const name = `${draft.kind}/${draft.slug}`;
  return (
    <main className={styles.page}>
      <Bar key={name} {...work} sources={sources} onOpen={work.openNamed} onNew={work.begin} onTaken={take} onRename={work.rename} onDiscard={work.discard} />
      <div role="alert">{refused !== '' && <p className={styles.bad}>{refused}</p>}</div>
      <div className={styles.halves}>
        <div className={styles.left}>
          <Source key={name} ref={source} name={name} main={mainFile(draft)} files={draft.files} problems={problems} onChange={work.change} />
          <Problems checked={checked} problems={problems} language={language} onGo={(problem) => source.current?.goTo(problem)} onMake={(path) => work.change(path, '')} />
        </div>
        <section className={styles.right} aria-label={translate({ id: 'peapod.preview.shown', message: 'As a learner sees it' })}>
          <Shown key={name} draft={draft} checked={checked} proving={proving} prove={prove} cancel={cancel} around={around} />
        </section>
      </div>
    </main>
  );
}

export default function PreviewPage(props: Props): ReactNode {
  const title = translate({ id: 'peapod.preview', message: 'Preview for authors' });
  return (
    <Layout title={title} description={translate({ id: 'peapod.preview.description', message: 'Write a lab or a quiz, and see it as a learner does' })} noFooter>
      <BrowserOnly fallback={<main className="container"><h1>{title}</h1><p>{translate({ id: 'peapod.preview.noscript', message: 'Here labs and quizzes are written and tried out; that needs JavaScript.' })}</p></main>}>
        {() => <Workbench {...props} />}
      </BrowserOnly>
    </Layout>
  );
}
