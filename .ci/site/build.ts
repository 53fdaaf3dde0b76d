/** Builds the site in both languages when it is stale. Docusaurus' own progress goes through. */
import { spawnSync } from 'node:child_process';
import { isFresh, markFresh } from './freshness.ts';

export const DOCUSAURUS = 'node_modules/@docusaurus/core/bin/docusaurus.mjs';

/** True if `build/` is now made from the present sources. */
export function buildSite(options: { readonly force?: boolean } = {}): boolean {
  if (options.force !== true && isFresh()) return true;
  console.log('Building the course in English and Chinese (about half a minute; later starts take a second) …');
  const { status } = spawnSync(process.execPath, [DOCUSAURUS, 'build'], {
    stdio: 'inherit', env: { ...process.env, NODE_ENV: 'production', DOCUSAURUS_NO_TELEMETRY: '1', NO_UPDATE_NOTIFIER: '1' },
  });
  if (status !== 0) return false;
  markFresh();
  return true;
}
