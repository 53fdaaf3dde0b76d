/** Where a lesson's claims come from, heading by heading: folded, for whoever wants to know. */
import React from 'react';
import type { ReactNode } from 'react';
import { useDoc } from '@docusaurus/plugin-content-docs/client';
import { translate } from '@docusaurus/Translate';
import { plainText, sourcesByHeading } from './sources.ts';
import type { Source } from './sources.ts';
import styles from './styles.module.css';

function SourceText({ source }: { readonly source: Source }): ReactNode {
  switch (source.kind) {
    case 'page': return <a href={source.href} lang="en" translate="no">{source.text}</a>;
    case 'recorded': return <>{translate({ id: 'peapod.sources.recorded', message: 'recorded on a real v1.36 cluster:' })} <code lang="en" translate="no">{source.name}</code></>;
    case 'docker': return <>{translate({ id: 'peapod.sources.docker', message: 'recorded with a real Docker:' })} <code lang="en" translate="no">{source.name}</code></>;
    case 'measured': return translate({ id: 'peapod.sources.measured', message: 'measured on a real v1.36 cluster' });
    case 'read': return translate({ id: 'peapod.sources.read', message: 'read in the source code of Kubernetes' });
  }
}

export function LessonSources(): ReactNode {
  const { frontMatter, toc } = useDoc();
  const byHeading = sourcesByHeading((frontMatter as { readonly sources?: unknown }).sources, toc.map(({ id }) => id));
  if (byHeading.length === 0) return null;
  return (
    <details className={styles.sources}>
      <summary>{translate({ id: 'peapod.sources', message: 'Where this comes from' })}</summary>
      <dl>
        {byHeading.map(([heading, sources]) => (
          <div key={heading}>
            <dt>{heading === 'intro' ? translate({ id: 'peapod.sources.intro', message: 'At the beginning' }) : <a href={`#${heading}`}>{plainText(toc.find(({ id }) => id === heading)?.value ?? heading)}</a>}</dt>
            {sources.map((source) => <dd key={JSON.stringify(source)}><SourceText source={source} /></dd>)}
          </div>
        ))}
      </dl>
    </details>
  );
}
