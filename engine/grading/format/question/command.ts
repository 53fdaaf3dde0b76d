/** `command`: which command does it? Executed, and judged by what it brings about. */
import * as z from 'zod';
import { cel, misconception, text } from '../common.ts';
import { common, explain, feedback, settle } from './common.ts';

export const command = z.strictObject({
  ...common, type: z.literal(['command', 'choose-command']).transform((): 'command' => 'command').describe('A command is chosen (options) or typed (typed: true).'),
  explain: explain.optional(),
  goal: cel.describe('True after the right command: over the cluster, output and exitCode.'),
  settle,
  options: z.array(z.strictObject({
    command: z.string().min(1).describe('What is typed.'), text: text.optional().describe('What the learner reads; default: the command.'),
    feedback, misconception: misconception.optional(),
  })).min(2).max(6).optional().describe('To choose from; exactly one reaches the goal.'),
  typed: z.boolean().default(false).describe('The learner types the command.'),
  solution: z.string().min(1).optional().describe('With typed: a command that reaches the goal.'),
  wrong: z.array(z.strictObject({ command: z.string().min(1).describe('What somebody with a wrong idea types; it may not reach the goal.'), feedback, misconception: misconception.optional() })).default([]),
}).superRefine((q, context) => {
  const problem = (path: string[], message: string): void => { context.addIssue({ code: 'custom', path, message }); };
  if (q.typed && q.options !== undefined) problem(['options'], 'a command is chosen from options or typed, not both');
  if (!q.typed && q.options === undefined) problem([], 'command needs options, or typed: true with a solution');
  if (q.typed && q.solution === undefined) problem(['typed'], 'typed needs a solution');
  if (!q.typed && q.solution !== undefined) problem(['solution'], 'solution belongs to typed: true');
});
