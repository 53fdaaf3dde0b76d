import { parseCron, zoneOffsetMinutes } from '../../api/index.ts';
import { TIME_ZONES } from '../../api/rules/timeZones.data.ts';
import { nextTime } from './schedule.ts';

function nextThree(spec: string, zone: string, after: string): string {
  const parsed = parseCron(spec);
  if (!parsed.ok) return parsed.error;
  const times: string[] = [];
  let time: number | undefined = Date.parse(after);
  while (times.length < 3) {
    time = nextTime(parsed.schedule, time, zone === '' ? 'UTC' : zone);
    if (time === undefined) { times.push('never'); break; }
    times.push(new Date(time).toISOString().replace('.000', '').replace(':00Z', 'Z'));
  }
  return times.join(' ');
}

/** Answers of github.com/robfig/cron/v3 v3.0.1 with the zones of tz 2025b, three times in a row. */
test.each<readonly [spec: string, zone: string, after: string, next: string]>([
  // fields
  ['* * * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T12:01Z 2026-11-21T12:02Z 2026-11-21T12:03Z'],
  ['0 * * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T13:00Z 2026-11-21T14:00Z 2026-11-21T15:00Z'],
  ['*/15 * * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T12:15Z 2026-11-21T12:30Z 2026-11-21T12:45Z'],
  ['5/20 * * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T12:05Z 2026-11-21T12:25Z 2026-11-21T12:45Z'],
  ['10-20/5 * * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T12:10Z 2026-11-21T12:15Z 2026-11-21T12:20Z'],
  ['1,31,59 * * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T12:01Z 2026-11-21T12:31Z 2026-11-21T12:59Z'],
  ['0 0 * * *', '', '2026-11-21T12:00:00Z', '2026-11-22T00:00Z 2026-11-23T00:00Z 2026-11-24T00:00Z'],
  ['30 4 * * *', '', '2026-11-21T12:00:00Z', '2026-11-22T04:30Z 2026-11-23T04:30Z 2026-11-24T04:30Z'],
  ['0 */6 * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T18:00Z 2026-11-22T00:00Z 2026-11-22T06:00Z'],
  ['0 9-17 * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T13:00Z 2026-11-21T14:00Z 2026-11-21T15:00Z'],
  ['0 9-17/4 * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T13:00Z 2026-11-21T17:00Z 2026-11-22T09:00Z'],
  ['0 22,23,0 * * *', '', '2026-11-21T12:00:00Z', '2026-11-21T22:00Z 2026-11-21T23:00Z 2026-11-22T00:00Z'],
  ['15 10 * * ?', '', '2026-11-21T12:00:00Z', '2026-11-22T10:15Z 2026-11-23T10:15Z 2026-11-24T10:15Z'],
  ['0 0 1 * *', '', '2026-11-21T12:00:00Z', '2026-12-01T00:00Z 2027-01-01T00:00Z 2027-02-01T00:00Z'],
  ['0 0 31 * *', '', '2026-11-21T12:00:00Z', '2026-12-31T00:00Z 2027-01-31T00:00Z 2027-03-31T00:00Z'],
  ['0 0 30 * *', '', '2026-11-21T12:00:00Z', '2026-11-30T00:00Z 2026-12-30T00:00Z 2027-01-30T00:00Z'],
  ['0 0 1 1 *', '', '2026-11-21T12:00:00Z', '2027-01-01T00:00Z 2028-01-01T00:00Z 2029-01-01T00:00Z'],
  ['0 12 1 */3 *', '', '2026-11-21T12:00:00Z', '2027-01-01T12:00Z 2027-04-01T12:00Z 2027-07-01T12:00Z'],
  ['0 0 1 feb,AUG *', '', '2026-11-21T12:00:00Z', '2027-02-01T00:00Z 2027-08-01T00:00Z 2028-02-01T00:00Z'],
  ['0 0 * * 0', '', '2026-11-21T12:00:00Z', '2026-11-22T00:00Z 2026-11-29T00:00Z 2026-12-06T00:00Z'],
  ['0 0 * * sun', '', '2026-11-21T12:00:00Z', '2026-11-22T00:00Z 2026-11-29T00:00Z 2026-12-06T00:00Z'],
  ['0 0 * * mon-fri', '', '2026-11-21T12:00:00Z', '2026-11-23T00:00Z 2026-11-24T00:00Z 2026-11-25T00:00Z'],
  ['0 0 * * 6', '', '2026-11-21T12:00:00Z', '2026-11-28T00:00Z 2026-12-05T00:00Z 2026-12-12T00:00Z'],
  ['0 12 * * */2', '', '2026-11-21T12:00:00Z', '2026-11-22T12:00Z 2026-11-24T12:00Z 2026-11-26T12:00Z'],
  ['59 23 31 12 *', '', '2026-11-21T12:00:00Z', '2026-12-31T23:59Z 2027-12-31T23:59Z 2028-12-31T23:59Z'],
  ['* * * * *', '', '2026-11-21T12:00:30.500Z', '2026-11-21T12:01Z 2026-11-21T12:02Z 2026-11-21T12:03Z'],
  ['0 12 * * *', '', '2026-11-21T12:00:00Z', '2026-11-22T12:00Z 2026-11-23T12:00Z 2026-11-24T12:00Z'],
  ['0 12 * * *', '', '2026-11-21T11:59:59.999Z', '2026-11-21T12:00Z 2026-11-22T12:00Z 2026-11-23T12:00Z'],
  // descriptors
  ['@yearly', '', '2026-11-21T12:00:00Z', '2027-01-01T00:00Z 2028-01-01T00:00Z 2029-01-01T00:00Z'],
  ['@annually', '', '2026-11-21T12:00:00Z', '2027-01-01T00:00Z 2028-01-01T00:00Z 2029-01-01T00:00Z'],
  ['@monthly', '', '2026-11-21T12:00:00Z', '2026-12-01T00:00Z 2027-01-01T00:00Z 2027-02-01T00:00Z'],
  ['@weekly', '', '2026-11-21T12:00:00Z', '2026-11-22T00:00Z 2026-11-29T00:00Z 2026-12-06T00:00Z'],
  ['@daily', '', '2026-11-21T12:00:00Z', '2026-11-22T00:00Z 2026-11-23T00:00Z 2026-11-24T00:00Z'],
  ['@midnight', '', '2026-11-21T12:00:00Z', '2026-11-22T00:00Z 2026-11-23T00:00Z 2026-11-24T00:00Z'],
  ['@hourly', '', '2026-11-21T12:00:00Z', '2026-11-21T13:00Z 2026-11-21T14:00Z 2026-11-21T15:00Z'],
  ['@every 90m', '', '2026-11-21T12:00:00Z', '2026-11-21T13:30Z 2026-11-21T15:00Z 2026-11-21T16:30Z'],
  ['@every 1h30m10s', '', '2026-11-21T12:00:00.700Z', '2026-11-21T13:30:10Z 2026-11-21T15:00:20Z 2026-11-21T16:30:30Z'],
  ['@every 10ms', '', '2026-11-21T12:00:00Z', '2026-11-21T12:00:01Z 2026-11-21T12:00:02Z 2026-11-21T12:00:03Z'],
  ['@every 1500ms', '', '2026-11-21T12:00:00Z', '2026-11-21T12:00:01Z 2026-11-21T12:00:02Z 2026-11-21T12:00:03Z'],
  // day of month or day of week
  ['0 0 13 * 5', '', '2026-11-21T12:00:00Z', '2026-11-27T00:00Z 2026-12-04T00:00Z 2026-12-11T00:00Z'],
  ['0 0 13 * *', '', '2026-11-21T12:00:00Z', '2026-12-13T00:00Z 2027-01-13T00:00Z 2027-02-13T00:00Z'],
  ['0 0 * * 5', '', '2026-11-21T12:00:00Z', '2026-11-27T00:00Z 2026-12-04T00:00Z 2026-12-11T00:00Z'],
  ['0 0 */2 * 5', '', '2026-11-21T12:00:00Z', '2026-11-23T00:00Z 2026-11-25T00:00Z 2026-11-27T00:00Z'],
  ['0 0 13 * */2', '', '2026-11-21T12:00:00Z', '2026-11-22T00:00Z 2026-11-24T00:00Z 2026-11-26T00:00Z'],
  ['0 0 1,15 * 1', '', '2026-11-21T12:00:00Z', '2026-11-23T00:00Z 2026-11-30T00:00Z 2026-12-01T00:00Z'],
  ['0 0 13 11 1-5', '', '2026-11-21T12:00:00Z', '2026-11-23T00:00Z 2026-11-24T00:00Z 2026-11-25T00:00Z'],
  ['0 0 ? * 5', '', '2026-11-21T12:00:00Z', '2026-11-27T00:00Z 2026-12-04T00:00Z 2026-12-11T00:00Z'],
  // leap days and days that never come
  ['0 0 29 2 *', '', '2026-11-21T12:00:00Z', '2028-02-29T00:00Z 2032-02-29T00:00Z 2036-02-29T00:00Z'],
  ['0 0 29 2 *', '', '2028-02-29T00:00:00Z', '2032-02-29T00:00Z 2036-02-29T00:00Z 2040-02-29T00:00Z'],
  ['0 0 29 2 *', '', '2024-02-28T23:59:59Z', '2024-02-29T00:00Z 2028-02-29T00:00Z 2032-02-29T00:00Z'],
  ['0 0 29 2 1', '', '2026-11-21T12:00:00Z', '2027-02-01T00:00Z 2027-02-08T00:00Z 2027-02-15T00:00Z'],
  ['0 0 30 2 *', '', '2026-11-21T12:00:00Z', 'never'],
  ['0 0 31 4,6,9,11 *', '', '2026-11-21T12:00:00Z', 'never'],
  ['59 23 31 2 *', '', '2026-11-21T12:00:00Z', 'never'],
  [', 0 * * *', '', '2026-11-21T12:00:00Z', 'never'],
  // clocks that skip an hour
  ['30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', '2026-03-28T01:30Z 2026-03-30T00:30Z 2026-03-31T00:30Z'],
  ['0 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', '2026-03-28T01:00Z 2026-03-30T00:00Z 2026-03-31T00:00Z'],
  ['0 3 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z', '2026-03-28T02:00Z 2026-03-29T01:00Z 2026-03-30T01:00Z'],
  ['*/30 * * * *', 'Europe/Berlin', '2026-03-29T00:00:00Z', '2026-03-29T00:30Z 2026-03-29T01:00Z 2026-03-29T01:30Z'],
  ['30 2 * * *', 'America/New_York', '2026-03-07T12:00:00Z', '2026-03-09T06:30Z 2026-03-10T06:30Z 2026-03-11T06:30Z'],
  ['0 2-4 * * *', 'America/New_York', '2026-03-08T05:00:00Z', '2026-03-08T07:00Z 2026-03-08T08:00Z 2026-03-09T06:00Z'],
  ['0 0 * * *', 'America/Sao_Paulo', '2026-11-01T00:00:00Z', '2026-11-01T03:00Z 2026-11-02T03:00Z 2026-11-03T03:00Z'],
  ['0 0 * * *', 'Africa/Cairo', '2026-04-23T00:00:00Z', '2026-04-24T21:00Z 2026-04-25T21:00Z 2026-04-26T21:00Z'],
  ['30 0 * * *', 'Africa/Cairo', '2026-04-23T00:00:00Z', '2026-04-24T21:30Z 2026-04-25T21:30Z 2026-04-26T21:30Z'],
  ['0 0 * * *', 'Asia/Beirut', '2026-03-27T00:00:00Z', '2026-03-27T22:00Z 2026-03-29T21:00Z 2026-03-30T21:00Z'],
  ['0 0 * * *', 'America/Havana', '2026-03-07T00:00:00Z', '2026-03-07T05:00Z 2026-03-09T04:00Z 2026-03-10T04:00Z'],
  ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-02T00:00:00Z', '2026-10-02T15:45Z 2026-10-04T15:15Z 2026-10-05T15:15Z'],
  ['0 0 * * 0', 'America/Santiago', '2026-09-01T00:00:00Z', '2026-09-13T03:00Z 2026-09-20T03:00Z 2026-09-27T03:00Z'],
  ['30 1 * * *', 'Europe/London', '2026-03-28T00:00:00Z', '2026-03-28T01:30Z 2026-03-30T00:30Z 2026-03-31T00:30Z'],
  // clocks that show an hour twice
  ['30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T00:30Z 2026-10-25T01:30Z 2026-10-26T01:30Z'],
  ['0 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T00:00Z 2026-10-25T01:00Z 2026-10-26T01:00Z'],
  ['*/30 * * * *', 'Europe/Berlin', '2026-10-24T23:45:00Z', '2026-10-25T00:00Z 2026-10-25T00:30Z 2026-10-25T01:00Z'],
  ['30 1 * * *', 'America/New_York', '2026-10-31T12:00:00Z', '2026-11-01T05:30Z 2026-11-01T06:30Z 2026-11-02T06:30Z'],
  ['0 * * * *', 'America/New_York', '2026-11-01T04:30:00Z', '2026-11-01T05:00Z 2026-11-01T06:00Z 2026-11-01T07:00Z'],
  ['30 1 * * *', 'Europe/London', '2026-10-24T12:00:00Z', '2026-10-25T00:30Z 2026-10-25T01:30Z 2026-10-26T01:30Z'],
  ['45 1 * * *', 'Australia/Lord_Howe', '2026-04-03T20:00:00Z', '2026-04-04T14:45Z 2026-04-04T15:15Z 2026-04-05T15:15Z'],
  ['30 23 * * *', 'Africa/Cairo', '2026-10-28T12:00:00Z', '2026-10-28T20:30Z 2026-10-29T20:30Z 2026-10-29T21:30Z'],
  // zones
  ['0 9 * * *', 'Asia/Shanghai', '2026-11-21T12:00:00Z', '2026-11-22T01:00Z 2026-11-23T01:00Z 2026-11-24T01:00Z'],
  ['0 9 * * mon', 'Asia/Kathmandu', '2026-11-21T12:00:00Z', '2026-11-23T03:15Z 2026-11-30T03:15Z 2026-12-07T03:15Z'],
  ['0 9 * * *', 'Asia/Kolkata', '2026-11-21T12:00:00Z', '2026-11-22T03:30Z 2026-11-23T03:30Z 2026-11-24T03:30Z'],
  ['0 0 1 1 *', 'Pacific/Kiritimati', '2026-11-21T12:00:00Z', '2026-12-31T10:00Z 2027-12-31T10:00Z 2028-12-31T10:00Z'],
  ['0 0 1 1 *', 'Pacific/Pago_Pago', '2026-11-21T12:00:00Z', '2027-01-01T11:00Z 2028-01-01T11:00Z 2029-01-01T11:00Z'],
  ['0 17 * * *', 'America/St_Johns', '2026-11-21T12:00:00Z', '2026-11-21T20:30Z 2026-11-22T20:30Z 2026-11-23T20:30Z'],
  ['0 12 * * *', 'Etc/UTC', '2026-11-21T12:00:00Z', '2026-11-22T12:00Z 2026-11-23T12:00Z 2026-11-24T12:00Z'],
  ['0 12 * * *', 'Etc/GMT+5', '2026-11-21T12:00:00Z', '2026-11-21T17:00Z 2026-11-22T17:00Z 2026-11-23T17:00Z'],
  ['0 5 * * *', 'Africa/Casablanca', '2027-02-05T12:00:00Z', '2027-02-06T04:00Z 2027-02-07T05:00Z 2027-02-08T05:00Z'],
  ['0 6 * * *', 'Europe/Dublin', '2027-03-27T12:00:00Z', '2027-03-28T05:00Z 2027-03-29T05:00Z 2027-03-30T05:00Z'],
  ['0 0 * * *', 'Pacific/Chatham', '2027-04-02T12:00:00Z', '2027-04-03T10:15Z 2027-04-04T11:15Z 2027-04-05T11:15Z'],
  ['@daily', 'America/Los_Angeles', '2026-03-07T12:00:00Z', '2026-03-08T08:00Z 2026-03-09T07:00Z 2026-03-10T07:00Z'],
  ['0 3 * * *', 'Asia/Gaza', '2027-02-01T00:00:00Z', '2027-02-01T01:00Z 2027-02-02T01:00Z 2027-02-03T01:00Z'],
  ['0 8 1 * *', 'Europe/Berlin', '2039-12-01T00:00:00Z', '2039-12-01T07:00Z 2040-01-01T07:00Z 2040-02-01T07:00Z'],
])('%s %s after %s', (spec, zone, after, next) => {
  expect(nextThree(spec, zone, after)).toBe(next);
});

/** The same library's words. */
test.each<readonly [spec: string, error: string]>([
  ['', 'empty spec string'],
  ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
  ['* * * * * *', 'expected exactly 5 fields, found 6: [* * * * * *]'],
  ['every minute', 'expected exactly 5 fields, found 2: [every minute]'],
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['61 * * * *', 'end of range (61) above maximum (59): 61'],
  ['* 24 * * *', 'end of range (24) above maximum (23): 24'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['* * 32 * *', 'end of range (32) above maximum (31): 32'],
  ['* * * 13 *', 'end of range (13) above maximum (12): 13'],
  ['* * * 0 *', 'beginning of range (0) below minimum (1): 0'],
  ['* * * * 7', 'end of range (7) above maximum (6): 7'],
  ['* * * foo *', 'failed to parse int from foo: strconv.Atoi: parsing "foo": invalid syntax'],
  ['-1 * * * *', 'failed to parse int from : strconv.Atoi: parsing "": invalid syntax'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['1/2/3 * * * *', 'too many slashes: 1/2/3'],
  ['* * * * mon#2', 'failed to parse int from mon#2: strconv.Atoi: parsing "mon#2": invalid syntax'],
  ['0 0 L * *', 'failed to parse int from L: strconv.Atoi: parsing "L": invalid syntax'],
  ['@reboot', 'unrecognized descriptor: @reboot'],
  ['@every', 'unrecognized descriptor: @every'],
  ['@every x', 'failed to parse duration @every x: time: invalid duration "x"'],
  ['@every 1', 'failed to parse duration @every 1: time: missing unit in duration "1"'],
  ['TZ=0', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
  ['CRON_TZ=UTC', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
  ['TZ=Nowhere/City * * * * *', 'provided bad location Nowhere/City: unknown time zone Nowhere/City'],
  ['TZ=../etc * * * * *', 'provided bad location ../etc: time: invalid location name'],
  ['TZ=UTC ', 'expected exactly 5 fields, found 0: []'],
  ['99999999999999999999 * * * *', 'failed to parse int from 99999999999999999999: strconv.Atoi: parsing "99999999999999999999": value out of range'],
  ['1.5 * * * *', 'failed to parse int from 1.5: strconv.Atoi: parsing "1.5": invalid syntax'],
  ['* * * * sunday', 'failed to parse int from sunday: strconv.Atoi: parsing "sunday": invalid syntax'],
])('%j is refused', (spec, error) => {
  expect(parseCron(spec)).toEqual({ ok: false, error });
});

/** Node knows the zones from elsewhere, and one release later. */
test('our tables of zones say what Intl says', () => {
  const changedSince: readonly string[] = [];
  const instants = Array.from({ length: 36 }, (_, i) => Date.UTC(2020, 1 + i * 7, 3 + (i * 11) % 25, (i * 5) % 24));
  const wrong: string[] = [];
  for (const [area, places] of TIME_ZONES) {
    for (const place of places.split(' ')) {
      const zone = area === '' ? place : `${area}/${place}`;
      if (zone === 'Factory' || changedSince.includes(zone)) continue;
      const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
      for (const ms of instants) {
        const text = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
        const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d+):(\d+))?/.exec(text) ?? [];
        const expected = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) || 0;
        if (zoneOffsetMinutes(zone, ms) !== expected) wrong.push(`${zone} ${new Date(ms).toISOString()} ${text} ${zoneOffsetMinutes(zone, ms)}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
