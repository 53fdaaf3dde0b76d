import { usageFail } from '../problems.ts';
import type { Verb } from '../verb.ts';

export const apiVersions: Verb = {
  name: 'api-versions', usage: 'api-versions [options]', about: 'Show the API versions that the server knows', flags: [],
  *run(context) {
    if (context.args.length > 0) usageFail(context, `unexpected arguments: [${context.args.join(' ')}]`);
    context.out([...context.discovery.groupVersions()].sort().map((each) => `${each}\n`).join(''));
    return 0;
  },
};
