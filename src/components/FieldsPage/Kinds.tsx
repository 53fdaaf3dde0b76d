/** The kinds by how much of them is alive. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import type { KindSheet } from '@site/src/plugins/course/fields.ts';
import { ORDER, verdictWords } from './verdicts.ts';
import styles from './styles.module.css';

/** Long names may break where their words do. */
const broken = (name: string): ReactNode => name.split(/(?<=[a-z])(?=[A-Z])/).map((word, index) => <React.Fragment key={index}>{index > 0 && <wbr />}{word}</React.Fragment>);
const countOf = ({ counts }: KindSheet): number => ORDER.reduce((sum, verdict) => sum + counts[verdict], 0);

function KindName({ kind: { apiVersion, kind, definition } }: { readonly kind: KindSheet }): ReactNode {
  return <span lang="en" translate="no"><a href={`#${definition}`}>{broken(kind)}</a> <span className={styles.version}>{apiVersion}</span></span>;
}

function KindList({ kinds }: { readonly kinds: readonly KindSheet[] }): ReactNode {
  return (
    <ul className={styles.kinds}>
      {kinds.map((kind) => (
        <li key={`${kind.apiVersion}/${kind.kind}`}>
          <KindName kind={kind} />{' '}
          <span className={styles.count}>{translate({ id: 'peapod.limits.count', message: '{count} fields' }, { count: countOf(kind) })}</span>
        </li>
      ))}
    </ul>
  );
}

/** The same in one glance: no number is only a length. */
function Share({ kind }: { readonly kind: KindSheet }): ReactNode {
  return (
    <span className={styles.share} aria-hidden="true">
      {ORDER.map((verdict) => <span key={verdict} className={styles[verdict]} style={{ flexGrow: kind.counts[verdict] }} />)}
    </span>
  );
}

function KindTable({ kinds }: { readonly kinds: readonly KindSheet[] }): ReactNode {
  const words = verdictWords();
  const shown = ORDER.filter((verdict) => kinds.some(({ counts }) => counts[verdict] > 0));
  return (
    <table className={styles.table}>
      <thead><tr>
        <th scope="col">{translate({ id: 'peapod.limits.kind', message: 'Kind' })}</th>
        {shown.map((verdict) => <th key={verdict} scope="col" className={styles.number}>{words[verdict]}</th>)}
        <th scope="col" className={styles.shareCell}>{translate({ id: 'peapod.limits.share', message: 'Share' })}</th>
      </tr></thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={`${kind.apiVersion}/${kind.kind}`}>
            <th scope="row"><KindName kind={kind} /></th>
            {shown.map((verdict) => <td key={verdict} className={styles.number}>{kind.counts[verdict]}</td>)}
            <td className={styles.shareCell}><Share kind={kind} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const groups = (): readonly { readonly reach: KindSheet['reach']; readonly title: string; readonly about: string }[] => [
  { reach: 'full', title: translate({ id: 'peapod.limits.full', message: 'Simulated in full' }), about: translate({ id: 'peapod.limits.fullAbout', message: 'Every field does what it does in a real cluster.' }) },
  { reach: 'part', title: translate({ id: 'peapod.limits.part', message: 'Simulated in part' }), about: translate({ id: 'peapod.limits.partAbout', message: 'How many fields take effect, and how many are only kept. Metadata is not counted.' }) },
  { reach: 'kept', title: translate({ id: 'peapod.limits.kept', message: 'Kept, not acted upon' }), about: translate({ id: 'peapod.limits.keptAbout', message: 'Checked, stored and printed as in a real cluster, but nothing acts on them yet.' }) },
];

export function Kinds({ kinds }: { readonly kinds: readonly KindSheet[] }): ReactNode {
  return groups().map(({ reach, title, about }) => {
    const some = kinds.filter((kind) => kind.reach === reach);
    return some.length > 0 && (
      <section key={reach} aria-labelledby={`kinds-${reach}`}>
        <h3 id={`kinds-${reach}`} className={styles.group}>{title} <span className={styles.version}>{some.length}</span></h3>
        <p className={styles.about}>{about}</p>
        {reach === 'part' ? <KindTable kinds={some} /> : <KindList kinds={some} />}
      </section>
    );
  });
}
