/** Home: what it is in one sentence, a cluster that can be broken with one click, the course as a path. */
import React from 'react';
import type { ReactNode } from 'react';
import Translate, { translate } from '@docusaurus/Translate';
import Layout from '@theme/Layout';
import manifests from '@generated/course/default/manifests.json';
import { CoursePath } from '@site/src/components/CoursePath/index.tsx';
import { HomeCluster } from '@site/src/components/HomeCluster/index.tsx';
import styles from './index.module.css';

export default function Home(): ReactNode {
  return (
    <Layout description={translate({ id: 'peapod.home.description', message: 'Learn Kubernetes with a working cluster on every page: no account, no installation, in English and Chinese' })}>
      <main className={`container ${styles.home}`}>
        <h1><Translate id="peapod.home.sentence">Learn Kubernetes by breaking it: every page of this course has a working cluster in it.</Translate></h1>
        <p className={styles.below}><Translate id="peapod.home.below">This one runs in your browser. Three replicas of nginx live on two machines; pull a plug and watch who notices, and when.</Translate></p>
        <HomeCluster files={manifests} />
        <h2 id="course"><Translate id="peapod.home.course">The course</Translate></h2>
        <CoursePath />
      </main>
    </Layout>
  );
}
