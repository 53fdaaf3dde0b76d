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
  LiveValue: onDemand(async () => (await import('@site/src/components/LiveValue/index.tsx')).LiveValue),
  ManifestTour: onDemand(async () => (await import('@site/src/components/ManifestTour/index.tsx')).ManifestTour),
  NodeModels: onDemand(async () => (await import('@site/src/components/NodeModels/index.tsx')).NodeModels),
  PassTime: onDemand(async () => (await import('@site/src/components/PassTime/index.tsx')).PassTime),
  Predict: onDemand(async () => (await import('@site/src/components/Predict/index.tsx')).Predict),
  StateChart: onDemand(async () => (await import('@site/src/components/StateChart/index.tsx')).StateChart),
  Stop: onDemand(async () => (await import('@site/src/components/ManifestTour/index.tsx')).Stop),
  Timeline: onDemand(async () => (await import('@site/src/components/ObjectTimeline/index.tsx')).ObjectTimeline),
  Word: onDemand(async () => (await import('@site/src/components/Word/index.tsx')).Word),
};
