/** Our components under their names in every lesson, each a script of its own that only pages with it load. */
import React, { lazy, Suspense } from 'react';
import type { ComponentType, ReactNode } from 'react';
import MDXComponents from '@theme-original/MDXComponents';

function onDemand<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Lazy = lazy(async () => ({ default: await load() as ComponentType<object> }));
  return function OnDemand(props: Props): ReactNode { return <Suspense fallback={null}><Lazy {...props} /></Suspense>; };
}

export default {
  ...MDXComponents,
  Cluster: onDemand(async () => (await import('@site/src/components/Cluster/index.tsx')).Cluster),
  Lab: onDemand(async () => (await import('@site/src/components/LessonLab/index.tsx')).LessonLab),
  LiveValue: onDemand(async () => (await import('@site/src/components/LiveValue/index.tsx')).LiveValue),
  ManifestTour: onDemand(async () => (await import('@site/src/components/ManifestTour/index.tsx')).ManifestTour),
  NodeModels: onDemand(async () => (await import('@site/src/components/NodeModels/index.tsx')).NodeModels),
  PassTime: onDemand(async () => (await import('@site/src/components/PassTime/index.tsx')).PassTime),
  Predict: onDemand(async () => (await import('@site/src/components/Predict/index.tsx')).Predict),
  Quiz: onDemand(async () => (await import('@site/src/components/LessonQuiz/index.tsx')).LessonQuiz),
  StateChart: onDemand(async () => (await import('@site/src/components/StateChart/index.tsx')).StateChart),
  Stop: onDemand(async () => (await import('@site/src/components/ManifestTour/index.tsx')).Stop),
  // The glossary's word under its other name.
  Term: onDemand(async () => (await import('@site/src/components/Word/index.tsx')).Word),
  Timeline: onDemand(async () => (await import('@site/src/components/ObjectTimeline/index.tsx')).ObjectTimeline),
  Why: onDemand(async () => (await import('@site/src/components/LessonWhy/index.tsx')).LessonWhy),
  Word: onDemand(async () => (await import('@site/src/components/Word/index.tsx')).Word),
};
