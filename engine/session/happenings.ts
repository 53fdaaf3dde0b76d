/** The story of a session: Events of the cluster and what the learner did, in the order in which they happened. */
import type { Event } from '../api/index.ts';
import type { StoreChange } from '../store/index.ts';
import type { Happening, Input } from './types.ts';

export type Story = {
  noteInput(input: Input): void;
  noteChange(change: StoreChange): void;
  /** A fault that could not be done. */
  noteProblem(at: number, fault: string, message: string): void;
  since(at: number): readonly Happening[];
};

const INPUT_WORDS: { readonly [type in Input['type']]: string } = { line: 'Typed', interrupt: 'Interrupted', endOfInput: 'EndOfInput', file: 'Saved', fault: 'Fault', controller: 'Controller', hint: 'Hint' };

function ofInput(input: Input): Happening {
  const message = input.type === 'line' ? input.text : input.type === 'file' ? input.path : input.type === 'fault' ? `${input.fault} ${input.target}` : input.type === 'hint' ? input.hint : input.type === 'controller' ? `${input.source.trim() === '' ? 'stop' : 'start'} ${input.name}` : input.terminal;
  return { at: input.at, type: 'Input', reason: INPUT_WORDS[input.type], object: '', message };
}

/** Of the system's own pods only these are told of: stopping one of them is something a learner does. */
const CONTROL_PLANE = /^(etcd|kube-(apiserver|controller-manager|scheduler))-/;

export function createStory(startedAt: number): Story {
  const happenings: Happening[] = [];
  return {
    noteInput: (input) => { happenings.push(ofInput(input)); },
    noteChange(change) {
      if (change.resource !== 'events' || change.type === 'DELETED') return;
      const event = change.object as Event;
      if ((event.involvedObject.namespace ?? '').startsWith('kube-') && !CONTROL_PLANE.test(event.involvedObject.name ?? '')) return;
      happenings.push({
        at: change.time - startedAt, type: event.type === 'Warning' ? 'Warning' : 'Normal', reason: event.reason ?? '',
        object: `${(event.involvedObject.kind ?? '').toLowerCase()}/${event.involvedObject.name ?? ''}`, message: event.message ?? '',
      });
    },
    noteProblem: (at, fault, message) => { happenings.push({ at, type: 'Input', reason: 'Refused', object: fault, message }); },
    since: (at) => happenings.filter((h) => h.at >= at),
  };
}
