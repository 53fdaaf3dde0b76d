/** All live blocks of a lesson share one session, named after the lesson, so that both languages find the same one. */
import React, { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import Content from '@theme-original/DocItem/Content';
import type { Props } from '@theme/DocItem/Content';
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import manifests from '@generated/course/default/manifests.json';
import { LessonEnd } from '@site/src/components/LessonEnd/index.tsx';
import { LessonSources } from '@site/src/components/LessonSources/index.tsx';
import { SessionProvider } from '@site/src/components/Session/index.tsx';
import { SideBySide } from '@site/src/components/SideBySide/index.tsx';
import { useSamePlace } from '@site/src/components/SideBySide/samePlace.ts';
import { note } from '@site/src/progress/index.ts';
import type { SessionSpec } from '@site/src/worker/protocol.ts';

/** `cluster: minikube` in the front matter chooses the preset. */
function lessonSpec(id: string, frontMatter: object): SessionSpec {
  const preset = (frontMatter as { cluster?: unknown }).cluster === 'minikube' ? 'minikube' : 'three-nodes';
  return { id: `lesson/${id}`, preset, files: manifests };
}

export default function DocItemContent(props: Props): ReactNode {
  const { metadata, frontMatter } = useDoc();
  const { i18n: { currentLocale } } = useDocusaurusContext();
  useSamePlace(metadata.id, currentLocale);
  const spec = useMemo(() => lessonSpec(metadata.id, frontMatter), [metadata.id, frontMatter]);
  useEffect(() => {
    note({ type: 'lessonOpened', lesson: metadata.id });
    note({ type: 'place', path: `/learn/${metadata.id}/` });
  }, [metadata.id]);
  return <SessionProvider key={spec.id} spec={spec}><SideBySide /><Content {...props} /><LessonSources /><LessonEnd lesson={metadata.id} /></SessionProvider>;
}
