/** The page of limits: which fields of which kinds have their effect here, and which are only kept. */
import React, { useDeferredValue, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import useBrokenLinks from '@docusaurus/useBrokenLinks';
import Layout from '@theme/Layout';
import type { DefinitionSheet, FieldsSheet, KindSheet } from '@site/src/plugins/course/fields.ts';
import styles from './styles.module.css';

type Verdict = DefinitionSheet['groups'][number]['verdict'];
const ORDER: readonly Verdict[] = ['simulated', 'stored', 'quiet', 'refused'];
const verdictWords = (): { readonly [verdict in Verdict]: string } => ({
  simulated: translate({ id: 'peapod.limits.simulated', message: 'Takes effect' }),
  stored: translate({ id: 'peapod.limits.stored', message: 'Stored only, with a warning' }),
  quiet: translate({ id: 'peapod.limits.quiet', message: 'Stored only, harmless' }),
  refused: translate({ id: 'peapod.limits.refused', message: 'Refused' }),
});

function KindTable({ kinds }: { readonly kinds: readonly KindSheet[] }): ReactNode {
  const words = verdictWords();
  const shown = ORDER.filter((verdict) => kinds.some(({ counts }) => counts[verdict] > 0));
  return (
    <div className={styles.scroll}>
      <table>
        <thead><tr>
          <th scope="col">{translate({ id: 'peapod.limits.kind', message: 'Kind' })}</th>
          {shown.map((verdict) => <th key={verdict} scope="col" className={styles.number}>{words[verdict]}</th>)}
        </tr></thead>
        <tbody>
          {kinds.map(({ apiVersion, kind, definition, counts }) => (
            <tr key={`${apiVersion}/${kind}`}>
              <th scope="row"><a href={`#${definition}`}>{kind}</a> <span className={styles.version}>{apiVersion}</span></th>
              {shown.map((verdict) => <td key={verdict} className={styles.number}>{counts[verdict] === 0 ? '' : counts[verdict]}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Definition({ name, groups }: DefinitionSheet): ReactNode {
  const words = verdictWords();
  const kind = name.slice(name.lastIndexOf('.') + 1);
  return (
    <section id={name} className={styles.definition}>
      <h3>{kind} <span className={styles.version}>{name.slice(0, -kind.length - 1)}</span></h3>
      <dl>
        {groups.map(({ verdict, fields }) => (
          <div key={verdict}>
            <dt className={styles[verdict]}>{words[verdict]}</dt>
            <dd>{fields.map(({ name: field, to }) => (
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

function Definitions({ definitions }: { readonly definitions: readonly DefinitionSheet[] }): ReactNode {
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed).trim().toLowerCase();
  const shown = text === '' ? definitions : definitions.filter((definition) => answers(definition, text));
  return (
    <>
      <label className={styles.filter}>
        {translate({ id: 'peapod.limits.filter', message: 'Filter by name' })}{' '}
        <input type="search" value={typed} onChange={(event) => setTyped(event.target.value)} spellCheck={false} autoCapitalize="off" />
      </label>
      <div aria-live="polite">
        {shown.length === 0 && <p>{translate({ id: 'peapod.limits.none', message: 'No type has “{text}” in its name.' }, { text: typed })}</p>}
      </div>
      {shown.map((definition) => <Definition key={definition.name} {...definition} />)}
    </>
  );
}

export default function FieldsPage({ sheet }: { readonly sheet: FieldsSheet }): ReactNode {
  const { collectAnchor } = useBrokenLinks();
  sheet.definitions.forEach(({ name }) => collectAnchor(name));
  const title = translate({ id: 'peapod.limits', message: 'What is real here' });
  return (
    <Layout title={title} description={translate({ id: 'peapod.limits.description', message: 'Which fields of which kinds have their effect in Peapod' })}>
      <main className={`container ${styles.page}`}>
        <h1>{title}</h1>
        <p>{translate({ id: 'peapod.limits.intro', message: 'Peapod simulates Kubernetes v1.36. The table counts, for each kind, the fields that do what they do in a real cluster. Others are accepted, kept and shown, but nothing happens: write such a field, and the API server answers with a Warning line that names it.' })}</p>
        <p>{translate({ id: 'peapod.limits.below', message: 'A linked field leads to what it is made of. Where a field has no effect, nothing below it has any, so it is not listed further.' })}</p>
        <h2 id="kinds">{translate({ id: 'peapod.limits.kinds', message: 'Kinds' })}</h2>
        <KindTable kinds={sheet.kinds} />
        <h2 id="fields">{translate({ id: 'peapod.limits.definitions', message: 'Field by field' })}</h2>
        <Definitions definitions={sheet.definitions} />
      </main>
    </Layout>
  );
}
