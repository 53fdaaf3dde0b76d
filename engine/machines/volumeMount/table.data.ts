// Written by `npm run gen` from machine.ts: change that.
import type { Table } from '../table.ts';

export const table: Table = { id: "volumeMount", values: ["unmounted"], steps: [{}] };
