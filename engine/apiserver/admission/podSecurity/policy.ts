/** Levels and versions that a namespace's labels ask for. @k8s pod-security-admission/api/helpers.go PolicyToEvaluate */
import { invalid, type FieldError } from '../../../api/index.ts';

export type Level = 'privileged' | 'baseline' | 'restricted';
/** Minor version of 1.x; undefined: latest. */
export type LevelVersion = { readonly level: Level; readonly minor: number | undefined };
export type Mode = 'enforce' | 'audit' | 'warn';
export type Policy = { readonly [mode in Mode]: LevelVersion };

const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];
const PREFIX = 'pod-security.kubernetes.io/';
const OPEN: LevelVersion = { level: 'privileged', minor: undefined };

export const policyText = ({ level, minor }: LevelVersion): string => `${level}:${minor === undefined ? 'latest' : `v1.${minor}`}`;
export const sameLevelVersion = (a: LevelVersion, b: LevelVersion): boolean => a.level === b.level && a.minor === b.minor;
/** Above zero if `a` is stricter. */
export const compareLevels = (a: Level, b: Level): number => LEVELS.indexOf(a) - LEVELS.indexOf(b);
export const isOpen = (policy: Policy): boolean => (['enforce', 'audit', 'warn'] as const).every((mode) => policy[mode].level === 'privileged');

type Labels = { readonly [key: string]: string };
export type Read = { readonly policy: Policy; readonly errors: readonly FieldError[] };
const NOTHING: Read = { policy: { enforce: OPEN, audit: OPEN, warn: OPEN }, errors: [] };

/** Labels that cannot be read are errors; until they are corrected `enforce` is strict and the others are open. */
export function policyOf(labels: Labels | undefined): Read {
  if (labels === undefined) return NOTHING;
  let known = policies.get(labels);
  if (known === undefined) { known = readPolicy(labels); policies.set(labels, known); }
  return known;
}
/** Every pod asks for its namespace's; labels that are stored never change. */
const policies = new WeakMap<Labels, Read>();

function readPolicy(labels: Labels): Read {
  const errors: FieldError[] = [];
  const wrong = (label: string, problem: string): void => { errors.push(invalid(`metadata.labels[${label}]`, labels[label] ?? '', problem)); };
  const read = (mode: Mode): LevelVersion => {
    const [text, version] = [labels[`${PREFIX}${mode}`], labels[`${PREFIX}${mode}-version`]];
    let level: Level = 'privileged';
    if (text !== undefined) {
      const known = LEVELS.find((each) => each === text);
      if (known === undefined) wrong(`${PREFIX}${mode}`, `must be one of ${LEVELS.join(', ')}`);
      level = known ?? (mode === 'enforce' ? 'restricted' : 'privileged');
    }
    const minor = version === undefined || version === 'latest' ? undefined : /^v1\.([0-9]|[1-9][0-9]*)$/.exec(version)?.[1];
    if (version !== undefined && version !== 'latest' && minor === undefined) wrong(`${PREFIX}${mode}-version`, 'must be "latest" or "v1.x"');
    return { level, minor: minor === undefined ? undefined : Number(minor) };
  };
  const [enforce, audit, asked] = [read('enforce'), read('audit'), read('warn')];
  const enforceKnown = LEVELS.some((level) => level === labels[`${PREFIX}enforce`]);
  // Who enforces is warned of the same, unless the labels say otherwise.
  const follows = labels[`${PREFIX}warn`] === undefined && enforceKnown && compareLevels(enforce.level, asked.level) > 0;
  const warn = follows ? { level: enforce.level, minor: labels[`${PREFIX}warn-version`] === undefined ? enforce.minor : asked.minor } : asked;
  return { policy: { enforce, audit, warn }, errors };
}
