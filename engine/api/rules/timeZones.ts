/** Which names of time zones there are. */
import { TIME_ZONES } from './timeZones.data.ts';

let names: ReadonlySet<string> | undefined;

/** `Europe/Berlin`, `UTC`; letters count as they are written. */
export function isTimeZone(name: string): boolean {
  names ??= new Set(TIME_ZONES.flatMap(([area, places]) => places.split(' ').map((place) => (area === '' ? place : `${area}/${place}`))));
  return name === '' || name === 'Local' || names.has(name);
}
