/** The inputs of a hand-in: known kinds, in the order of time, no more than the lab allows. */
import { isObject, type Json, type JsonObject } from '../../base/index.ts';
import type { Input } from '../../session/index.ts';
import type { GradedLab } from './lab.ts';

/** A day of virtual time: nobody works longer, and a replay must end. */
const MAX_END_MS = 24 * 3600 * 1000;

export type Tell = (code: string, path: string, en: string, zh: string) => void;
export const shown = (value: Json | undefined): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

/** A lab takes some hundred; far more is an accident or an attack. */
const MAX_INPUTS = 5_000;
const MAX_TERMINALS = 20;
const MOST_TOLD = 10;
/** Longest text of each field. */
const FIELDS: { readonly [type in Input['type']]: { readonly [field: string]: number } } = {
  line: { terminal: 64, text: 10_000 }, interrupt: { terminal: 64 }, endOfInput: { terminal: 64 }, file: { path: 4096, text: 1_000_000 }, fault: { fault: 64, target: 1000 }, controller: { name: 64, source: 65_536 }, hint: { hint: 64 },
};
const TYPES = Object.keys(FIELDS).join(', ');

export function inputProblems(value: JsonObject, lab: GradedLab, tell: Tell): void {
  const { inputs, end } = value;
  const endsWell = typeof end === 'number' && Number.isInteger(end) && end >= 0 && end <= MAX_END_MS;
  if (!endsWell) {
    tell('end', 'end', `end is the virtual time of the work in whole milliseconds, at most ${MAX_END_MS} (24 h), found ${shown(end)}. Hand in the file as the page exported it.`,
      `end 是作业的虚拟时长，以整毫秒计，最多 ${MAX_END_MS}（24 小时），实际是 ${shown(end)}。请提交页面原样导出的文件。`);
  }
  if (!Array.isArray(inputs)) { tell('inputs', 'inputs', `inputs is a list, found ${shown(inputs)}.`, `inputs 应当是列表，实际是 ${shown(inputs)}。`); return; }
  if (inputs.length > MAX_INPUTS) {
    tell('too-many-inputs', 'inputs', `a session has at most ${MAX_INPUTS} inputs, this one has ${inputs.length}; they are not looked at.`, `一个会话最多 ${MAX_INPUTS} 个输入，这个有 ${inputs.length} 个，不再逐个检查。`);
    return;
  }
  const list = inputs as readonly Json[];
  eachInput(list, endsWell ? end : MAX_END_MS, tell);
  allowed(list.filter((input): input is JsonObject => isObject(input)), lab, tell);
}

function eachInput(list: readonly Json[], end: number, tell: Tell): void {
  let told = 0;
  let last = 0;
  let left = 0;
  const say: Tell = (...words) => { if (told < MOST_TOLD) { told++; tell(...words); } else left++; };
  list.forEach((input, index) => {
    const path = `inputs[${index}]`;
    if (!isObject(input)) { say('input', path, `${path} is an object, found ${shown(input)}.`, `${path} 应当是对象，实际是 ${shown(input)}。`); return; }
    const { type, at } = input;
    const fields = typeof type === 'string' && Object.hasOwn(FIELDS, type) ? FIELDS[type as Input['type']] : undefined;
    if (fields === undefined) say('input-type', `${path}.type`, `${path}.type is one of ${TYPES}, found ${shown(type)}. No page makes such an input.`, `${path}.type 只能是 ${TYPES} 之一，实际是 ${shown(type)}。没有哪个页面会产生这种输入。`);
    else fieldsOf(input, fields, path, say);
    const whole = typeof at === 'number' && Number.isInteger(at) && at >= 0;
    if (!whole) say('input-time', `${path}.at`, `${path}.at is a time in whole milliseconds, found ${shown(at)}.`, `${path}.at 是以整毫秒计的时刻，实际是 ${shown(at)}。`);
    else if (at < last) say('time-backwards', `${path}.at`, `time runs backwards: ${path} is at ${at} ms, the input before it at ${last} ms. Inputs were moved or inserted.`, `时间倒流：${path} 在 ${at} ms，它前面的输入却在 ${last} ms。输入被挪动或插入过。`);
    else if (at > end) say('after-the-end', `${path}.at`, `${path} is at ${at} ms, after the end of the session (${end} ms).`, `${path} 在 ${at} ms，晚于会话结束的 ${end} ms。`);
    else last = at;
  });
  if (left > 0) tell('more', 'inputs', `${left} more problems with inputs are not shown.`, `另有 ${left} 处输入问题没有列出。`);
}

function fieldsOf(input: JsonObject, fields: { readonly [field: string]: number }, path: string, say: Tell): void {
  for (const [field, most] of Object.entries(fields)) {
    const value = input[field];
    if (typeof value !== 'string') say('input-field', `${path}.${field}`, `${path}.${field} is text, found ${shown(value)}.`, `${path}.${field} 应当是文本，实际是 ${shown(value)}。`);
    else if (value.length > most) say('too-long', `${path}.${field}`, `${path}.${field} has at most ${most} characters, found ${value.length}.`, `${path}.${field} 最多 ${most} 个字符，实际有 ${value.length} 个。`);
  }
  const other = Object.keys(input).find((key) => key !== 'type' && key !== 'at' && !Object.hasOwn(fields, key));
  if (other !== undefined) say('input-field', `${path}.${other}`, `${path}.${other} is no part of an input of type ${shown(input['type'])}.`, `${path}.${other} 不属于 ${shown(input['type'])} 类型的输入。`);
}

/** What the lab lets a learner do. */
function allowed(inputs: readonly JsonObject[], { spec }: GradedLab, tell: Tell): void {
  const faults = inputs.filter(({ type }) => type === 'fault');
  const [first] = faults;
  if (first !== undefined && !spec.allow.faults) {
    tell('forbidden-input', 'inputs', `the lab allows no faults by hand, ${faults.length} were caused: the first is ${shown(first['fault'])} at ${shown(first['target'])} after ${shown(first['at'])} ms. What breaks is decided by the lab's own examiner.`,
      `这个实验不允许手动制造故障，会话里有 ${faults.length} 次：第一次是 ${shown(first['at'])} ms 时对 ${shown(first['target'])} 的 ${shown(first['fault'])}。什么会坏由实验的考官决定。`);
  }
  const controllers = inputs.filter(({ type }) => type === 'controller');
  if (controllers.length > 0 && spec.allow.controllers !== true) {
    tell('forbidden-input', 'inputs', `the lab takes no controller of your own, ${controllers.length} were started: the first is ${shown(controllers[0]?.['name'])} after ${shown(controllers[0]?.['at'])} ms. Do it with kubectl and files.`,
      `这个实验不接受自己写的控制器，会话里启动过 ${controllers.length} 次：第一次是 ${shown(controllers[0]?.['at'])} ms 时的 ${shown(controllers[0]?.['name'])}。请用 kubectl 和文件完成。`);
  }
  const commands = inputs.filter(({ type, text }) => type === 'line' && typeof text === 'string' && text.trim() !== '').length;
  const most = spec.allow.maxCommands;
  if (most !== undefined && commands > most) tell('too-many-commands', 'inputs', `the lab allows ${most} command lines, ${commands} were typed.`, `这个实验最多允许 ${most} 行命令，实际输入了 ${commands} 行。`);
  const known = new Set(spec.hints.map(({ id }) => id));
  for (const { hint } of inputs.filter(({ type, hint: id }) => type === 'hint' && typeof id === 'string' && !known.has(id)).slice(0, 3)) {
    tell('unknown-hint', 'inputs', `the lab has no hint ${shown(hint)}; it has: ${[...known].join(', ') || 'none'}.`, `这个实验没有提示 ${shown(hint)}，只有：${[...known].join('、') || '无'}。`);
  }
  const terminals = new Set(inputs.map(({ terminal }) => terminal).filter((each) => typeof each === 'string'));
  if (terminals.size > MAX_TERMINALS) tell('too-many-terminals', 'inputs', `at most ${MAX_TERMINALS} terminals are used, found ${terminals.size}.`, `最多使用 ${MAX_TERMINALS} 个终端，实际有 ${terminals.size} 个。`);
}
