/** What a learner is told of an answer beside what the author wrote. */
import type { Text } from '../../format/common.ts';

const UNREAD: { readonly [why in Unread]: Text } = {
  choice: { en: 'Choose one of the options.', zh: '请选择一项。' },
  choices: { en: 'Tick at least one option.', zh: '请至少勾选一项。' },
  trueFalse: { en: 'Say whether it is true, and how sure you are.', zh: '请判断对错，并说说有多大把握。' },
  order: { en: 'Put all the lines in order; each stands in it once.', zh: '请把每一行都排进去，每行恰好出现一次。' },
  rows: { en: 'Choose something in each row.', zh: '请在每一行各选一项。' },
  text: { en: 'Type a word or two, in one line.', zh: '请输入一两个词，写在一行里。' },
  blanks: { en: 'Fill in each blank, each in one line.', zh: '请填好每一个空，每个空只写一行。' },
  line: { en: 'Choose a line of the file.', zh: '请选中文件里的一行。' },
  command: { en: 'Type one command, in one line.', zh: '请输入一条命令，写在一行里。' },
  engine: { en: 'The simulator is not here yet, so this could not be tried out. Check again in a moment.', zh: '模拟器还没有准备好，没法试运行。请稍后再检查一次。' },
};
export type Unread = 'choice' | 'choices' | 'trueFalse' | 'order' | 'rows' | 'text' | 'blanks' | 'line' | 'command' | 'engine';
export const unread = (why: Unread): Text => UNREAD[why];

export const unreadNumber = (unit: Text | undefined): Text => (unit === undefined
  ? { en: 'A number is expected here, such as 3 or 1.5.', zh: '这里要填一个数，例如 3 或 1.5。' }
  : { en: `A number is expected here, in ${unit.en} or with a unit, such as 30 or 30 ${unit.en}.`, zh: `这里要填一个数，单位是${unit.zh}，也可以把单位写上，例如 30 或 30 ${unit.zh}。` });

const quoted = (text: Text): Text => ({ en: `“${text.en}”`, zh: `“${text.zh}”` });
export function cameFirst(first: Text, second: Text, apartMs: number): Text {
  const [a, b] = [quoted(first), quoted(second)];
  const apart = apartMs >= 10_000 ? `${Math.round(apartMs / 1000)}` : `${Math.round(apartMs / 100) / 10}`;
  return apartMs < 100 ? { en: `${a.en} came before ${b.en}, just.`, zh: `${a.zh}略早于${b.zh}。` } : { en: `${a.en} came ${apart} s before ${b.en}.`, zh: `${a.zh}比${b.zh}早 ${apart} 秒。` };
}
export const wasThen = (moment: string, state: Text): Text => ({ en: `After ${moment} it was ${state.en}.`, zh: `${moment} 之后是 ${state.zh}。` });
export const NOT_THIS_LINE: Text = { en: 'Another line is to blame: with this one changed, things stay as they are.', zh: '不是这一行：改了它，情况还是一样。' };
export const FILE_DOES_NOT: Text = { en: 'The file was applied to a copy of the cluster, and what was asked for did not come about.', zh: '已经把这个文件应用到集群的一个副本上，没有达到要求。' };
export const COMMAND_DOES_NOT: Text = { en: 'The command was run on a copy of the cluster, and what was asked for did not come about.', zh: '已经在集群的一个副本上执行了这条命令，没有达到要求。' };
export const REACHES_GOAL: Text = { en: 'It was tried on a copy of the cluster, and it does what was asked for.', zh: '已经在集群的一个副本上试过，达到了要求。' };
export function tooFar(value: number, given: number): Text {
  return given < value ? { en: 'It is more than that.', zh: '比这要多。' } : { en: 'It is less than that.', zh: '比这要少。' };
}
