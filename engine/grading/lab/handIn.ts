/**
 * A hand-in is somebody else's file: only inputs are taken from it, and whatever in it does not belong is named for what it
 * is, all at once. Cluster, start and seed are the lab's and the learner's; a file that carries others is refused.
 */
import { isObject, type Json, type JsonObject } from '../../base/index.ts';
import { DEFAULT_START_TIME, ENGINE_VERSION, type SessionFile } from '../../session/index.ts';
import type { Text } from '../format/common.ts';
import { drawParams, wordsOf } from '../params.ts';
import { inputProblems, shown, type Tell } from './handInInputs.ts';
import { labSeed, type GradedLab } from './lab.ts';

export type HandInProblem = {
  /** A name for it, the same in all languages. */
  readonly code: string;
  /** Where in the file; '' the file itself. */
  readonly path: string;
  readonly message: Text;
};
export type ReadHandIn = { readonly ok: true; readonly file: SessionFile } | { readonly ok: false; readonly problems: readonly HandInProblem[] };
export type Expected = {
  /** What this learner was given. */
  readonly seed?: string | undefined; readonly variant?: string | undefined;
  /** Grade though the engine or the lab has changed since. */
  readonly anyway?: boolean | undefined;
};

/** Far above any honest session. */
export const MAX_BYTES = 5_000_000;
const shownZh = (value: Json | undefined): string => (value === undefined ? '没有' : shown(value));

export function tooBig(bytes: number): HandInProblem {
  return { code: 'too-big', path: '', message: {
    en: `a hand-in has at most ${MAX_BYTES} bytes, this file has ${bytes}. Export the session again from the lab's page.`, zh: `提交文件最多 ${MAX_BYTES} 字节，这个文件有 ${bytes} 字节。请从实验页面重新导出会话。` } };
}

export function readHandIn(text: string, lab: GradedLab, expected: Expected = {}): ReadHandIn {
  if (text.length > MAX_BYTES) return { ok: false, problems: [tooBig(text.length)] };
  const problems: HandInProblem[] = [];
  const tell: Tell = (code, path, en, zh) => { problems.push({ code, path, message: { en, zh } }); };
  const value = parsed(text, tell);
  if (value === undefined) return { ok: false, problems };
  if (value['apiVersion'] !== 'peapod/v1' || value['kind'] !== 'Session') {
    const found = `${shown(value['apiVersion'])} ${shown(value['kind'])}`;
    tell('no-session', 'kind', `a session is expected (apiVersion peapod/v1, kind Session), found ${found}. Hand in what the lab's page exports, not a report or a quiz.`,
      `应当是一个会话（apiVersion peapod/v1，kind Session），实际是 ${found}。请提交实验页面导出的文件，而不是成绩单或测验。`);
    return { ok: false, problems };
  }
  foreignFields(value, tell);
  versionOf(value, expected, tell);
  exerciseOf(value, lab, expected, tell);
  clusterOf(value['cluster'], lab, tell);
  seedOf(value, lab, expected, tell);
  inputProblems(value, lab, tell);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file: value as unknown as SessionFile }; // each field was looked at
}

function parsed(text: string, tell: Tell): JsonObject | undefined {
  try {
    const value = JSON.parse(text) as Json;
    if (isObject(value)) return value;
    tell('not-an-object', '', `a session file is a JSON object, found ${shown(value)}. Export it again from the lab's page.`, `会话文件应当是一个 JSON 对象，实际是 ${shown(value)}。请从实验页面重新导出。`);
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 120) ?? '';
    if (text.trim() === '') tell('empty', '', 'the file is empty. Export the session again from the lab\'s page.', '文件是空的。请从实验页面重新导出会话。');
    else if (/^\s*\{/.test(text) && !/\}\s*$/.test(text)) tell('cut-off', '', `the file ends in the middle (${text.length} bytes): it was cut off while it was saved or sent. Export it again from the lab's page.`, `文件在中途断掉了（共 ${text.length} 字节），多半是保存或发送时被截断。请从实验页面重新导出。`);
    else tell('not-json', '', `a session file is JSON, and this is not: ${why}. Export it again from the lab's page.`, `会话文件应当是 JSON，这个文件不是：${why}。请从实验页面重新导出。`);
  }
  return undefined;
}

const FIELDS = new Set(['apiVersion', 'kind', 'engineVersion', 'seed', 'cluster', 'exercise', 'inputs', 'end']);
/** A state or a score that a file brings along is never read; that it is there tells something. */
function foreignFields(value: JsonObject, tell: Tell): void {
  for (const key of Object.keys(value).filter((each) => !FIELDS.has(each)).slice(0, 10)) {
    const [en, zh] = /^(?:start|files|settle|settleMs|before|state|objects|snapshot)$/.test(key) ? ['a start of its own: the start comes from the lab', '自带的起始状态：起始状态由实验决定']
      : /^(?:score|report|passed|checks|points|grade|result)$/.test(key) ? ['a result of its own: no result is ever read from a file', '自带的成绩：成绩从来不从文件里读取'] : ['no part of a session', '不属于会话'];
    tell('foreign-field', key, `${key} is ${en}. Hand in the file as the page exported it.`, `${key} 是${zh}。请提交页面原样导出的文件。`);
  }
}

function versionOf(value: JsonObject, { anyway }: Expected, tell: Tell): void {
  const found = value['engineVersion'];
  if (typeof found === 'string' && (found === ENGINE_VERSION || anyway === true)) return;
  tell('other-engine', 'engineVersion', `the session was made with engine ${shown(found)}, this is ${ENGINE_VERSION}: a replay could differ from what the learner saw. Grade it with that version, or add --replay-anyway.`,
    `这个会话用引擎 ${shownZh(found)} 完成，现在是 ${ENGINE_VERSION}，重放的结果可能与学习者当时看到的不同。请用那个版本评分，或加上 --replay-anyway。`);
}

function exerciseOf(value: JsonObject, lab: GradedLab, { anyway }: Expected, tell: Tell): void {
  const exercise = value['exercise'];
  if (!isObject(exercise)) {
    tell('no-exercise', 'exercise', `this session belongs to no exercise, it should belong to the lab ${lab.slug}. It was made on another page; work on the lab's own page and export there.`,
      `这个会话不属于任何练习，应当属于实验 ${lab.slug}。它来自别的页面；请在实验自己的页面上完成并导出。`);
    return;
  }
  if (exercise['slug'] !== lab.slug) {
    tell('other-exercise', 'exercise.slug', `this session belongs to the exercise ${shown(exercise['slug'])}, not to ${lab.slug}. Grade it with its own lab, or ask for the right file.`,
      `这个会话属于练习 ${shownZh(exercise['slug'])}，而不是 ${lab.slug}。请用它自己的实验评分，或索取正确的文件。`);
  } else if (exercise['contentHash'] !== lab.contentHash && !(anyway === true && typeof exercise['contentHash'] === 'string')) {
    tell('lab-changed', 'exercise.contentHash', `the lab was another when this was worked on (content ${shown(exercise['contentHash'])}, now ${shown(lab.contentHash)}). Grade it with the lab as it was, or add --replay-anyway.`,
      `完成时的实验与现在的不同（当时的内容是 ${shownZh(exercise['contentHash'])}，现在是 ${shown(lab.contentHash)}）。请用当时的实验评分，或加上 --replay-anyway。`);
  }
}

function clusterOf(cluster: Json | undefined, lab: GradedLab, tell: Tell): void {
  const { preset, startTime } = isObject(cluster) ? cluster : { preset: undefined, startTime: undefined };
  if (preset !== lab.spec.cluster) {
    tell('other-cluster', 'cluster.preset', `the session names the cluster ${shown(preset)}, the lab has ${lab.spec.cluster}. The lab's own cluster is used, so this is not its session.`,
      `会话写的集群是 ${shownZh(preset)}，实验用的是 ${lab.spec.cluster}。评分只用实验自己的集群，可见这不是它的会话。`);
  }
  if (startTime !== DEFAULT_START_TIME) {
    tell('other-clock', 'cluster.startTime', `the session begins at ${shown(startTime)}, the lab at ${DEFAULT_START_TIME}.`, `会话从 ${shownZh(startTime)} 开始，实验从 ${DEFAULT_START_TIME} 开始。`);
  }
}

function seedOf(value: JsonObject, lab: GradedLab, expected: Expected, tell: Tell): void {
  const { seed, exercise } = value;
  if (typeof seed !== 'string' || seed === '' || seed.length > 200) { tell('no-seed', 'seed', `a seed is a text of at most 200 characters, found ${shown(seed)}.`, `seed 应当是不超过 200 个字符的文本，实际是 ${shownZh(seed)}。`); return; }
  const varies = Object.keys(lab.spec.params).length > 0;
  const own = labSeed(lab.slug);
  if (expected.seed !== undefined && seed !== expected.seed && seed !== labSeed(lab.slug, expected.seed)) {
    tell('other-seed', 'seed', `this learner was given the seed ${shown(expected.seed)}, the session was made with ${shown(seed)}: it is somebody else's, or the variant was chosen. Ask for the work on the learner's own variant.`,
      `这位学习者分到的 seed 是 ${shown(expected.seed)}，会话用的却是 ${shown(seed)}：要么是别人的，要么变体是自己挑的。请让学习者提交自己那份变体的作业。`);
  } else if (expected.seed === undefined && (varies ? !seed.startsWith(`${own}/`) : seed !== own)) {
    tell('other-seed', 'seed', `sessions of this lab have the seed ${varies ? `${own}/…` : own}, this one has ${shown(seed)}. It was not made on the lab's page; if you gave the learner this seed, add --seed.`,
      `这个实验的会话，seed 是 ${varies ? `${own}/…` : own}，这一个却是 ${shown(seed)}。它不是在实验页面上完成的；如果这个 seed 是你发给学习者的，请加上 --seed。`);
  }
  const [drawn, named] = [wordsOf(drawParams(lab.spec.params, seed)), isObject(exercise) && exercise['slug'] === lab.slug ? exercise['variant'] ?? '' : undefined];
  if (named !== undefined && named !== drawn) {
    tell('other-variant', 'exercise.variant', `seed ${shown(seed)} draws the variant ${shown(drawn)}, the session says ${shown(named)}. Seed or variant was changed afterwards.`,
      `seed ${shown(seed)} 对应的变体是 ${shown(drawn)}，会话写的却是 ${shown(named)}。seed 或变体事后被改过。`);
  }
  if (expected.variant !== undefined && expected.variant !== drawn) {
    tell('other-variant', 'seed', `this learner was given the variant ${shown(expected.variant)}, the session's seed draws ${shown(drawn)}. Ask for the work on the learner's own variant.`,
      `这位学习者分到的变体是 ${shown(expected.variant)}，会话的 seed 对应 ${shown(drawn)}。请让学习者提交自己那份变体的作业。`);
  }
}
