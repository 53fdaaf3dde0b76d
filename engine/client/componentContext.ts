/** What every component of one cluster gets: its own user, shared informers, recorders that name their source. */
import type { ApiServer, User } from '../apiserver/index.ts';
import type { Store } from '../store/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
import { createClient } from './client.ts';
import { createEventNames } from './eventNames.ts';
import { createInformers } from './informer.ts';
import { createRecorder } from './recorder.ts';
import { createSeriesRecorder } from './seriesRecorder.ts';
import type { Link } from './link.ts';
import { createThrottle, type RequestRate } from './requestRate.ts';
import type { ComponentContext, Recorder } from './types.ts';

/** How a component's machine stands to the rest: its way to the API server, and what its clock shows. `rate`: its own limit on its requests; without it none. */
export type Place = { readonly link?: Link; readonly rate?: RequestRate; readonly wall?: Pick<Clock, 'now'> };
export type ComponentContexts = (user: User, place?: Place) => ComponentContext;
export type ComponentContextOptions = {
  readonly server: ApiServer;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly onReconciled?: ComponentContext['onReconciled'];
};

/** Call it once per cluster, then the result once per component. */
export function createComponentContexts({ server, store, clock, random, ids, onReconciled }: ComponentContextOptions): ComponentContexts {
  const informers = createInformers(store, clock);
  const names = createEventNames(clock, random);
  return (user, { link, rate, wall = clock } = {}) => {
    const throttle = rate === undefined ? undefined : createThrottle(clock, rate);
    const client = createClient({ server, store, clock, user, informers, link });
    const recorders = new Map<string, Recorder>();
    return {
      clock, random, ids, client, wall, ...(link === undefined ? {} : { link }), ...(throttle === undefined ? {} : { throttle }), ...(onReconciled === undefined ? {} : { onReconciled }),
      recorder(component, host) {
        const key = `${component}\n${host ?? ''}`;
        let recorder = recorders.get(key);
        if (recorder === undefined) { recorder = createRecorder({ client, clock, wall, names, component, host, throttle }); recorders.set(key, recorder); }
        return recorder;
      },
      seriesRecorder: (controller, instance) => createSeriesRecorder({ client, clock, names, controller, instance }),
    };
  };
}
