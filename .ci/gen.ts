/**
 * `npm run gen` writes the generated files; `--check` only says which of them are stale (exit code 1).
 * `npm run gen -- --openapi <openapi-v2.json> --openapi-v3 <folder>` first takes a new structure from a cluster (`kubectl get --raw
 * /openapi/v2`, and each document that `/openapi/v3` lists). `--zones <folder>` takes the time zones from compiled zone files.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inGoOrder, packed, structureIn, structureOf, type OpenApiV2, type OpenApiV3, type Structure } from './gen/structure.ts';
import { storedFields } from './gen/stored.ts';
import { typesOf } from './gen/types.ts';
import { exerciseSchemas } from './gen/exerciseSchemas.ts';
import { quickjs } from './gen/quickjs.ts';
import { machineTables } from './gen/tables.ts';
import { timeZones } from './gen/timeZones.ts';
import { ruleOffsetMinutes } from '../engine/api/rules/timeZones.ts';
import { TIME_ZONES } from '../engine/api/rules/timeZones.data.ts';

const STRUCTURE = 'engine/api/schema/structure.json';
const args = process.argv.slice(2);
const check = args.includes('--check');
const option = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const source = option('--openapi');

type Document = { readonly components?: { readonly schemas?: OpenApiV3 } };
const schemasIn = (folder: string): OpenApiV3 => Object.assign({}, ...readdirSync(folder).map((file) =>
  (JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document).components?.schemas ?? {}));

const asLines = (structure: Structure): string =>
  `{\n${Object.entries(structure).map(([name, d]) => `${JSON.stringify(name)}:${JSON.stringify(packed(name, d))}`).join(',\n')}\n}\n`;

if (source !== undefined) {
  const numbers = JSON.parse(readFileSync('engine/serve/protobuf/numbers.json', 'utf8')) as Record<string, string>;
  writeFileSync(STRUCTURE, asLines(inGoOrder(structureOf(JSON.parse(readFileSync(source, 'utf8')) as OpenApiV2, schemasIn(option('--openapi-v3') ?? '.')), numbers)));
}
const structure = structureIn(readFileSync(STRUCTURE, 'utf8'));
const files: Record<string, string> = {
  'engine/api/ledger/stored.json': storedFields(structure), 'engine/api/schema/types.ts': typesOf(structure), ...exerciseSchemas(), ...machineTables(), ...quickjs() };

const zones = option('--zones');
if (zones !== undefined) files['engine/api/rules/timeZones.data.ts'] = timeZones(zones, TIME_ZONES, ruleOffsetMinutes);

let stale = 0;
for (const [file, text] of Object.entries(files)) {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) { stale++; console.error(`${file} is stale: run npm run gen`); } else { writeFileSync(file, text); console.log(`wrote ${file}`); }
}
process.exit(stale > 0 ? 1 : 0);
