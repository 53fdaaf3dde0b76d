/** Which changes of the solution nobody notices, and what to do about them. */
import type { Lab } from '../lab.ts';
import { idsIn, type JobResult } from './plan.ts';
import type { Mutant, Screened } from './screen.ts';

export type Survivor = { readonly file: string; readonly path: string; readonly change: string };
export type MutantReport = {
  /** Distinct changes of the solution that make other objects. */
  readonly tried: number;
  /** Of them: refused by the API server, failed by a check, listed as equivalent, without effect in Kubernetes, noticed by nobody. */
  readonly refused: number; readonly failed: number; readonly listed: number; readonly inert: number; readonly survivors: readonly Survivor[];
  /** Changes that the API server turns into the same objects: not counted. */
  readonly same: number;
  /** Those that could have been noticed, and the share of them that is. */
  readonly counted: number; readonly score: number;
};
/** A proof asks for so much; what is left is told. */
export const ENOUGH = 0.95;
export const survivorWords = ({ file, path, change }: Survivor): string => `${file} · ${path === '' ? '' : `${path} · `}${change}`;
/** A path covers what lies below it. */
const covers = (listed: string, path: string): boolean => path === listed || (path.startsWith(listed) && /^[.[]/.test(path.slice(listed.length)));

/**
 * A container may be called anything, and its ports are for people to read: where nothing refers to them, nothing changes.
 * @k8s pkg/apis/core/types.go Container.Ports: not specifying a port does not prevent it from being exposed
 */
const INERT = /(?:^|\.)(?:containers|initContainers)\[\d+\]\.(?:name|ports(?:$|[.[].*))$/;

const everythingPasses = (result: JobResult | undefined): boolean => result !== undefined && idsIn(result, 'passed').length === Object.keys(result.states).length;

/** @param results of what is alive, in its order */
export function mutantReport(lab: Lab, { alive, refused, same }: Screened, results: readonly JobResult[], claim: (text: string, ok: boolean, found: string) => void): MutantReport {
  const unnoticed = alive.filter((_, index) => everythingPasses(results[index]));
  const isListed = ({ file, path }: Mutant): boolean => lab.spec.equivalent.some((entry) => entry.file === file && covers(entry.path, path));
  const listed = unnoticed.filter(isListed).length;
  const inert = unnoticed.filter((mutant) => !isListed(mutant) && INERT.test(mutant.path)).length;
  const survivors = unnoticed.filter((mutant) => !isListed(mutant) && !INERT.test(mutant.path)).map(({ file, path, change }) => ({ file, path, change }));
  const failed = alive.length - unnoticed.length;
  const caught = refused + failed;
  const counted = caught + survivors.length;
  const score = counted === 0 ? 1 : caught / counted;
  claim('changes of the solution are noticed', score >= ENOUGH, score >= ENOUGH ? `${caught} of ${counted}`
    : `${survivors.length} of ${counted} are not, and at most ${Math.floor(counted * (1 - ENOUGH))} may be. For each: write a check that sees the difference, or list its file and path under equivalent with a reason | ${survivors.map(survivorWords).join(' | ')}`);
  const stale = lab.spec.equivalent.filter((entry) => !unnoticed.some(({ file, path }) => entry.file === file && covers(entry.path, path)));
  if (lab.spec.equivalent.length > 0) claim('what is listed as equivalent is', stale.length === 0, stale.length === 0 ? `${listed} changes` : `noticed after all, or not there: ${stale.map(({ file, path }) => `${file} ${path}`).join(', ')}. Remove these entries`);
  return { tried: alive.length + refused, refused, failed, listed, inert, survivors, same, counted, score };
}
