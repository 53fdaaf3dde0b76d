/** What of unbash's tree can be run. */
import type { AndOr, CompoundList, PipelineNode, Statement } from 'unbash';

export type RunnableNode = PipelineNode | AndOr | CompoundList | Statement;
