/** What is open, and where else to begin: a new one, one of the course, files from disk; and away with it as a file. */
import React, { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { draftOf, pickedOf } from './dropped.ts';
import type { Taken } from './dropped.ts';
import { ownDrafts } from './keep.ts';
import type { Draft, Kind, Sources } from './types.ts';
import { zip } from './zip.ts';
import styles from './styles.module.css';

type Props = {
  readonly draft: Draft; readonly sources: Sources; readonly changed: boolean; readonly kept: boolean;
  readonly onOpen: (kind: Kind, slug: string) => void; readonly onNew: (kind: Kind) => void; readonly onTaken: (taken: Taken) => void; readonly onRename: (slug: string) => void; readonly onDiscard: () => void;
};

function save(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}
function download({ kind, slug, files }: Draft): void {
  if (kind === 'quiz') save(`${slug}.yaml`, 'application/yaml', files[`${slug}.yaml`] ?? '');
  else save(`${slug}.zip`, 'application/zip', zip(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${slug}/${path}`, text]))));
}

function Chooser({ draft, sources, onOpen, onNew }: Pick<Props, 'draft' | 'sources' | 'onOpen' | 'onNew'>): ReactNode {
  const open = `${draft.kind}/${draft.slug}`;
  const own = ownDrafts((kind, slug) => (kind === 'lab' ? sources.labs : sources.quizzes)[slug] !== undefined).filter(({ kind, slug }) => `${kind}/${slug}` !== open);
  const inCourse = (draft.kind === 'lab' ? sources.labs : sources.quizzes)[draft.slug] !== undefined;
  const choose = (value: string): void => {
    const [kind, slug] = value.split('/');
    if ((kind === 'lab' || kind === 'quiz') && slug === '') onNew(kind);
    else if ((kind === 'lab' || kind === 'quiz') && slug !== undefined) onOpen(kind, slug);
  };
  const options = (kind: Kind, slugs: readonly string[]): ReactNode => slugs.map((slug) => <option key={slug} value={`${kind}/${slug}`}>{slug}</option>);
  return (
    <span className={styles.chooser}>
      <select aria-label={translate({ id: 'peapod.preview.open', message: 'Open' })} value={open} onChange={(event) => choose(event.target.value)}>
        <optgroup label={translate({ id: 'peapod.preview.drafts', message: 'In this browser' })}>
          {!inCourse && <option value={open}>{draft.slug}</option>}
          {own.map(({ kind, slug }) => <option key={`${kind}/${slug}`} value={`${kind}/${slug}`}>{slug}</option>)}
          <option value="lab/">{translate({ id: 'peapod.preview.newLab', message: 'New lab …' })}</option>
          <option value="quiz/">{translate({ id: 'peapod.preview.newQuiz', message: 'New quiz …' })}</option>
        </optgroup>
        <optgroup label={translate({ id: 'peapod.preview.labs', message: 'Labs of the course' })}>{options('lab', Object.keys(sources.labs))}</optgroup>
        <optgroup label={translate({ id: 'peapod.preview.quizzes', message: 'Quizzes of the course' })}>{options('quiz', Object.keys(sources.quizzes))}</optgroup>
      </select>
    </span>
  );
}

function FromDisk({ onTaken }: Pick<Props, 'onTaken'>): ReactNode {
  const [file, folder] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];
  const take = (input: HTMLInputElement): void => {
    const { files } = input;
    if (files === null || files.length === 0) return;
    const picked = pickedOf(files);
    input.value = '';
    void draftOf(picked).then(onTaken, () => onTaken({ ok: false, why: 'nothing', about: '' }));
  };
  return (
    <>
      <input ref={file} type="file" hidden multiple accept=".yaml,.yml,.md,.sh" onChange={(event) => take(event.target)} data-testid="files" />
      {/* React has no name for this attribute. */}
      <input ref={folder} type="file" hidden {...{ webkitdirectory: '' }} onChange={(event) => take(event.target)} data-testid="folder" />
      <button type="button" className="button-plain" onClick={() => folder.current?.click()}>{translate({ id: 'peapod.preview.folder', message: 'Open a folder' })}</button>
      <button type="button" className="button-plain" onClick={() => file.current?.click()}>{translate({ id: 'peapod.preview.file', message: 'Open files' })}</button>
    </>
  );
}

export function Bar({ draft, sources, changed, kept, onOpen, onNew, onTaken, onRename, onDiscard }: Props): ReactNode {
  const [slug, setSlug] = useState(draft.slug);
  const [sure, setSure] = useState(false);
  const wrong = !/^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/.test(slug);
  return (
    <div className={styles.bar}>
      <h1>{translate({ id: 'peapod.preview', message: 'Preview for authors' })}</h1>
      <div className={styles.row}>
        <Chooser draft={draft} sources={sources} onOpen={onOpen} onNew={onNew} />
        <label className={styles.slug}>{translate({ id: 'peapod.preview.name', message: 'Name' })}{' '}
          <input value={slug} onChange={(event) => setSlug(event.target.value)} onBlur={() => { if (wrong) setSlug(draft.slug); else if (slug !== draft.slug) onRename(slug); }}
            onKeyDown={(event) => { if (event.key === 'Enter') event.currentTarget.blur(); }} aria-invalid={wrong} spellCheck={false} lang="en" />
        </label>
        <FromDisk onTaken={onTaken} />
        <button type="button" className="button-plain" onClick={() => download(draft)}>{translate({ id: 'peapod.preview.download', message: 'Download' })}</button>
        {changed && !sure && <button type="button" className="button-plain" onClick={() => setSure(true)}>{translate({ id: 'peapod.preview.discard', message: 'Discard my changes' })}</button>}
        {sure && (
          <span className={styles.sure}>{translate({ id: 'peapod.preview.sure', message: 'They are gone then.' })}{' '}
            <button type="button" className="button-plain button-danger" onClick={() => { setSure(false); onDiscard(); }}>{translate({ id: 'peapod.preview.discardYes', message: 'Discard them' })}</button>{' '}
            <button type="button" className="button-plain" onClick={() => setSure(false)}>{translate({ id: 'peapod.preview.discardNo', message: 'Keep them' })}</button>
          </span>
        )}
      </div>
      {!kept && <p className={styles.bad}>{translate({ id: 'peapod.preview.notKept', message: 'This browser keeps nothing: download your files before you leave.' })}</p>}
    </div>
  );
}
