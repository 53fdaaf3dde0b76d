/** The page of limits: which fields of which kinds have their effect here, and which are only kept. */
import React, { useDeferredValue, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import useIsBrowser from '@docusaurus/useIsBrowser';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Layout from '@theme/Layout';
import type { DefinitionSheet, FieldsSheet } from '@site/src/plugins/course/fields.ts';
import { Kinds } from './Kinds.tsx';
import { verdictWords } from './verdicts.ts';
import styles from './styles.module.css';

function Definition({ name, groups }: DefinitionSheet): ReactNode {
  const words = verdictWords();
  const kind = name.slice(name.lastIndexOf('.') + 1);
  return (
    <section id={name} className={styles.definition} tabIndex={-1}>
      <h3 lang="en" translate="no">{kind} <span className={styles.version}>{name.slice(0, -kind.length - 1)}</span></h3>
      <dl>
        {groups.map(({ verdict, fields }) => (
          <div key={verdict}>
            <dt className={styles[verdict]}>{words[verdict]}</dt>
            <dd lang="en" translate="no">{fields.map(({ name: field, to }) => (
              <React.Fragment key={field}><code>{to === undefined ? field : <a href={`#${to}`}>{field}</a>}</code>{' '}</React.Fragment>
            ))}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const answers = ({ name, groups }: DefinitionSheet, text: string): boolean =>
  name.toLowerCase().includes(text) || groups.some(({ fields }) => fields.some((field) => field.name.toLowerCase().includes(text)));

/** What is typed, what a link from a terminal asked for (`?field=`), and links to what the filter hides. */
function useFilter(): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState<string>();
  const asked = useIsBrowser() ? new URLSearchParams(globalThis.location.search).get('field') : undefined;
  useEffect(() => {
    const follow = (): void => {
      const id = decodeURIComponent(globalThis.location.hash.slice(1));
      if (id === '' || document.getElementById(id) !== null) return;
      setTyped('');
      requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView()));
    };
    globalThis.addEventListener('hashchange', follow);
    return () => globalThis.removeEventListener('hashchange', follow);
  }, []);
  return [typed ?? asked ?? '', setTyped];
}

export default function FieldsPage({ sheet }: { readonly sheet: FieldsSheet }): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  sheet.definitions.forEach(({ name }) => collectAnchor(name));
  const [typed, setTyped] = useFilter();
  const text = useDeferredValue(typed).trim().toLowerCase();
  const kinds = text === '' ? sheet.kinds : sheet.kinds.filter(({ kind, apiVersion }) => `${apiVersion}/${kind}`.toLowerCase().includes(text));
  const definitions = text === '' ? sheet.definitions : sheet.definitions.filter((definition) => answers(definition, text));
  const title = translate({ id: 'peapod.limits', message: 'What is real here' });
  return (
    <Layout title={title} description={translate({ id: 'peapod.limits.description', message: 'Which fields of which kinds have their effect in Peapod' })}>
      <main className={`container ${styles.page}`}>
        <h1>{title}</h1>
        <p>{translate({ id: 'peapod.limits.intro', message: 'Peapod simulates Kubernetes v1.36. Many fields do here what they do in a real cluster. Others are accepted, kept and shown, but nothing happens: write such a field, and the API server answers with a Warning line that names it.' })}</p>
        <label className={styles.filter}>
          <span>{translate({ id: 'peapod.limits.filter', message: 'Filter by name' })}</span>
          <input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} spellCheck={false} autoCapitalize="off" autoComplete="off" />
          <span aria-live="polite" className={styles.found}>
            {text !== '' && (definitions.length === 0
              ? translate({ id: 'peapod.limits.none', message: 'No kind and no field has “{text}” in its name.' }, { text: typed })
              : translate({ id: 'peapod.limits.found', message: '{kinds} kinds, {types} types' }, { kinds: kinds.length, types: definitions.length }))}
          </span>
        </label>
        {kinds.length > 0 && <h2 id="kinds">{translate({ id: 'peapod.limits.kinds', message: 'Kinds' })}</h2>}
        <Kinds kinds={kinds} />
        {definitions.length > 0 && (
          <>
            <h2 id="fields">{translate({ id: 'peapod.limits.definitions', message: 'Field by field' })}</h2>
            <p>{translate({ id: 'peapod.limits.below', message: 'A linked field leads to what it is made of. Where a field has no effect, nothing below it has any, so it is not listed further.' })}</p>
          </>
        )}
        {definitions.map((definition) => <Definition key={definition.name} {...definition} />)}
      </main>
    </Layout>
  );
}
