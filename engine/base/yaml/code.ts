/** What reads YAML: only people write it. */
export { loadYaml, parseOne, splitDocuments } from './load.ts';
export { yamlPositions } from './positions.ts';
