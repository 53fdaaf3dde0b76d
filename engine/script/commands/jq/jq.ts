import { complain } from '../common.ts';
import type { Command } from '../../types.ts';
export const jq: Command = function* (context) { return complain(context, 'not ready'); };
