/** What `jsx live` blocks can name. Loaded only on pages that have one. */
import React from 'react';
import { Cluster } from '@site/src/components/Cluster/index.tsx';
import { ClusterMap } from '@site/src/components/ClusterMap/index.tsx';
import { SessionProvider, useSession } from '@site/src/components/Session/index.tsx';
import { Terminal } from '@site/src/components/Terminal/index.tsx';
import { Timeline } from '@site/src/components/Timeline/index.tsx';

// React's own names, so that a block can write `useState` as it stands in React's documentation.
const ReactLiveScope: Record<string, unknown> = { React, ...React, Cluster, ClusterMap, SessionProvider, Terminal, Timeline, useSession };
export default ReactLiveScope;
