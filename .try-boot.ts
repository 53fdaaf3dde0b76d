import { createCluster } from './engine/cluster/index.ts';
const cpu=()=>{const u=process.cpuUsage();return (u.user+u.system)/1e3};
for (let i=0;i<4;i++){ const a=cpu(); const c=createCluster({preset: i<2?'three-nodes':'recorded',seed:'s',startTime:'2026-11-21T12:00:00Z'}); const b=cpu(); c.clock.advance(600_000); const d=cpu(); console.log('boot',(b-a).toFixed(0),'ms; 600 s idle',(d-b).toFixed(0),'ms', c.store.revision); }
