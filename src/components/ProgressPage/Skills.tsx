/** What quiz answers say of each skill, the weakest first. A number and a bar say the same. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import { skillsOf, weakBelow } from '@site/src/progress/index.ts';
import type { Progress } from '@site/src/progress/index.ts';
import type { Skill } from '@site/src/plugins/course/read.ts';
import styles from './styles.module.css';

export function Skills({ skills, language, progress }: { readonly skills: readonly Skill[]; readonly language: 'en' | 'zh'; readonly progress: Progress }): ReactNode {
  const found = skillsOf(progress);
  return (
    <section>
      <h2>{translate({ id: 'peapod.skills', message: 'What you know, and what to look at again' })}</h2>
      {found.length === 0 && <p className={styles.muted}>{translate({ id: 'peapod.skills.none', message: 'Once you have answered questions, this shows which topics to look at again.' })}</p>}
      {found.length > 0 && (
        <ul className={styles.skills}>
          {found.map(({ skill, credit, answers }) => {
            const known = skills.find(({ id }) => id === skill);
            const percent = Math.round(credit * 100);
            const weak = credit < weakBelow;
            return (
              <li key={skill} className={weak ? styles.weak : undefined}>
                <span className={styles.skill}>{known?.[language] ?? skill.replaceAll('-', ' ')}</span>
                <span className={styles.bar} aria-hidden="true"><span style={{ width: `${percent}%` }} /></span>
                <span className={styles.credit}>{translate({ id: 'peapod.skills.credit', message: '{percent} %, {answers} answered' }, { percent, answers })}</span>
                {weak && known?.lesson !== undefined && <Link to={`/learn/${known.lesson}/`}>{translate({ id: 'peapod.skills.again', message: 'Read it again' })}</Link>}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
