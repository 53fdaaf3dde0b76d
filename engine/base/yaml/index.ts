export { dumpYaml, type DumpOptions } from './dump.ts';
export { compareKeys } from './keyOrder.ts';
export type { LoadedYaml, YamlDocument, YamlError } from './load.ts';
export { loadYaml, parseOne, splitDocuments, yamlPositions } from './onDemand.ts';
export type { Position, Positions } from './positions.ts';
