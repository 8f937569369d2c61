import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOfInstant, instantOf } from './zoned-time.ts';

const cases: [string, string, string, string][] = [
  ['2026-03-31', '18:00', 'Europe/Berlin', '2026-03-31T16:00:00.000Z'],
  ['2026-01-31', '18:00', 'Europe/Berlin', '2026-01-31T17:00:00.000Z'],
  ['2026-03-29', '03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-11-01', '00:15', 'America/New_York', '2026-11-01T04:15:00.000Z'],
  ['2026-06-01', '12:00', 'UTC', '2026-06-01T12:00:00.000Z'],
];
for (const [date, time, zone, expected] of cases)
  test(`${date} ${time} in ${zone}`, () => {
    const instant = instantOf(date, time, zone);
    assert.equal(instant?.toISOString(), expected);
    assert.deepEqual(fieldsOfInstant(new Date(expected), zone), { date, time });
  });

test('what is no date and time is none', () => {
  assert.equal(instantOf('2026-13-01', '12:00', 'UTC'), undefined);
  assert.equal(instantOf('tomorrow', '12:00', 'UTC'), undefined);
  assert.equal(instantOf('2026-01-01', '', 'UTC'), undefined);
});
