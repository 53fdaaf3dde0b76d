export { dumpYaml, type DumpOptions } from './dump.ts';
export { compareKeys } from './keyOrder.ts';
export { loadYaml, parseOne, splitDocuments, type LoadedYaml, type YamlDocument, type YamlError } from './load.ts';
export { yamlPositions, type Position, type Positions } from './positions.ts';
