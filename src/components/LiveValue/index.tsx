/** What a field of an object of the page's cluster holds at this moment. */
import React from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { parsePath, valueAt } from '@site/engine/grading/lesson/path.ts';
import { useAsked } from '../Session/useAsked.ts';
import { apiPath, parseRef } from './refs.ts';
import styles from './styles.module.css';

/** undefined: not known yet; null: there is no such object. */
export function useObject(of: string): unknown {
  const ref = parseRef(of);
  return useAsked(async (handle) => {
    if (ref === undefined) return null;
    const { code, body } = await handle.read(apiPath(ref));
    return code === 200 ? body : null;
  }, of);
}

/** Short enough for a line of text. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value) ?? '';
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

/** `of="pod/nginx" path="status.podIP"` */
export function LiveValue({ of, path }: { readonly of: string; readonly path: string }): ReactNode {
  const object = useObject(of);
  const value = valueAt(object, parsePath(path) ?? []);
  if (object === null) return <span className={styles.none}>{translate({ id: 'peapod.live.noObject', message: '{object} is not there' }, { object: of })}</span>;
  if (object === undefined) return <span className={styles.none}>…</span>;
  if (value === undefined) return <span className={styles.none}>{translate({ id: 'peapod.live.notSet', message: 'not set' })}</span>;
  return <code className={styles.value} lang="en" translate="no">{valueText(value)}</code>;
}
