/** Routes fenced blocks: `live` ones to our tools, each loaded only where it is used; all others to the theme. */
import React, { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
// The classic theme's block. `@theme-original/CodeBlock` would be the live theme's, whose static
// import puts react-live and its compiler into every lesson.
import PlainCodeBlock from '@theme-init/CodeBlock';
import type { Props } from '@theme/CodeBlock';
import includeLanguages from '@theme/prism-include-languages';
import { Prism } from 'prism-react-renderer';
import { fenceProps, isLive } from './fence.ts';

// Not for every page, as the theme does it: only where there is code.
includeLanguages(Prism);

const LiveCodeBlock = lazy(() => import('@theme/LiveCodeBlock'));
const LiveBlock = lazy(() => import('@site/src/components/LiveBlock/index.tsx').then((module) => ({ default: module.LiveBlock })));
const ControllerBlock = lazy(() => import('@site/src/components/ControllerBlock/index.tsx').then((module) => ({ default: module.ControllerBlock })));
const YamlBlock = lazy(() => import('@site/src/components/YamlEditor/YamlBlock.tsx').then((module) => ({ default: module.YamlBlock })));

function live(props: Props & { children: string }, language: string | undefined): ReactNode {
  const code = props.children.replace(/\n$/, '');
  const fence = fenceProps(props.metastring);
  switch (language) {
    case 'sh': case 'bash': return <LiveBlock code={code} {...(fence.id === undefined ? {} : { id: fence.id })} />;
    case 'yaml': return <YamlBlock text={code} file={fence.file ?? 'manifest.yaml'} />;
    case 'js': return fence.controller === undefined ? <PlainCodeBlock {...props} /> : <ControllerBlock name={fence.controller} file={fence.file ?? 'controller.js'} source={code} />;
    case 'jsx': case 'tsx': return <LiveCodeBlock {...props} />;
    default: return <PlainCodeBlock {...props} />;
  }
}

export default function CodeBlock(props: Props): ReactNode {
  const { children } = props;
  if (typeof children !== 'string') return <PlainCodeBlock {...props} />;
  const language = props.language ?? /language-(\S+)/.exec(props.className ?? '')?.[1];
  const { file } = fenceProps(props.metastring);
  const plain = <PlainCodeBlock {...props} {...(file === undefined ? {} : { title: file })} />;
  if (!isLive(props.metastring)) return plain;
  return <Suspense fallback={plain}>{live({ ...props, children }, language)}</Suspense>;
}
