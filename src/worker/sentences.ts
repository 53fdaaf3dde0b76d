/**
 * Upstream's sentences about fields. Two thirds of a megabyte: fetched when `explain` is typed or a field is pointed at, never before.
 *
 * The engine asks while it runs and cannot wait, so whoever runs it sees to it that the file is there: an input that may lead to
 * `explain` waits for it; if a command comes to it in another way, the session is run again with the file. What a session does is thus
 * the same with a warm and a cold cache. Without a network `explain` says `<empty>`; no object of the cluster knows the difference.
 */
import type { InputBody } from '@site/engine/index.ts';

export type Sentences = { readonly [definition: string]: { readonly [field: string]: string } };
export type Library = {
  /** '' for what is not known, or not there yet. */
  readonly about: (definition: string, field: string) => string;
  readonly there: () => boolean;
  /** False if it could not be fetched; the next one who asks tries again. */
  readonly fetch: () => Promise<boolean>;
};

export function createLibrary(load: () => Promise<Sentences>): Library {
  let sentences: Sentences | undefined;
  let coming: Promise<boolean> | undefined;
  return {
    about(definition, field) {
      const entry = sentences !== undefined && Object.hasOwn(sentences, definition) ? sentences[definition] : undefined;
      return entry !== undefined && Object.hasOwn(entry, field) ? entry[field] ?? '' : '';
    },
    there: () => sentences !== undefined,
    fetch() {
      if (sentences !== undefined) return Promise.resolve(true);
      coming ??= load().then((loaded) => { sentences = loaded; return true; }, () => false).finally(() => { coming = undefined; });
      return coming;
    },
  };
}

/** `kubectl explain`, also in an alias, a script that is being written, or a request for the schemas themselves. */
const LEADS_THERE = /\bexplain\b|\/openapi\/v3/;
export const leadsToSentences = (text: string): boolean => LEADS_THERE.test(text);
export const asksForSentences = (body: InputBody): boolean =>
  ((body.type === 'line' || body.type === 'file') && leadsToSentences(body.text));
