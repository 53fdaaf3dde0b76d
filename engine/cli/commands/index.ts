/** All commands, alphabetical. */
import { check } from './check.ts';
import { grade } from './grade.ts';
import { newCommand } from './new.ts';
import { preview } from './preview.ts';
import { replay } from './replay.ts';
import { serve } from './serve.ts';
import type { CliCommand } from '../command.ts';

export const COMMANDS: readonly CliCommand[] = [check, grade, newCommand, preview, replay, serve];
