import type { Verb } from '../verb.ts';
import { setEnv } from './set/env.ts';
import { setImage } from './set/image.ts';
import { setResources } from './set/resources.ts';
import { setSelector } from './set/selector.ts';
import { setServiceAccount } from './set/serviceAccount.ts';
import { setSubject } from './set/subject.ts';

export const set: Verb = {
  name: 'set',
  usage: 'set SUBCOMMAND [options]',
  about: 'Change one thing of an object: image, environment, resources …',
  flags: [],
  subcommands: [setEnv, setImage, setResources, setSelector, setServiceAccount, setSubject],
};
