export { createNetwork, type NetworkSettings } from './network.ts';
export type {
  DnsReply, Hop, MachineIdentity, MachinePort, Network, NodeSettings, Outcome, Party, PodSettings, TracedRequest,
} from './types.ts';
