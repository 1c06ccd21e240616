import { expect, test } from '@jest/globals';
import { visibilityQuery } from './list.ts';

test('asks for jobs alone, and joins the filters', () => {
  expect(visibilityQuery({})).toBe("WorkflowType = 'runJob'");
  expect(visibilityQuery({ endpoint: 'lab', state: 'running', running: true })).toBe(
    "WorkflowType = 'runJob' AND ReeveEndpoint = 'lab' AND ReeveState IN ('running') AND ExecutionStatus = 'Running'",
  );
  expect(visibilityQuery({ running: false })).toMatch(/ExecutionStatus != 'Running'$/);
});

test.each([
  [
    { vendor: 'cisco-prime', operation: 'deploy-template' },
    /ReeveVendor = 'cisco-prime' AND ReeveOperation = 'deploy-/,
  ],
  [{ state: ['failed', 'canceled'] }, /ReeveState IN \('failed', 'canceled'\)$/],
  [{ label: ['a', 'b'] }, /ReeveLabels = 'a' AND ReeveLabels = 'b'$/],
  [{ cause: 'expiry', verdict: 'refused' }, /ReeveCause = 'expiry' AND ReeveVerdict = 'refused'$/],
  [{ schedule: 'nightly' }, /TemporalScheduledById IN \('schedule\/nightly', 'nightly'\)$/],
  [{ outOfSight: true }, /ReeveOutOfSightSince IS NOT NULL$/],
  [{ outOfSight: false }, /ReeveOutOfSightSince IS NULL$/],
  [{ stopUnconfirmed: true }, /ReeveCause IS NOT NULL AND ReeveVerdict IS NULL$/],
  [
    { since: new Date(0), until: new Date(1) },
    /StartTime >= '1970-01-01T00:00:00.000Z' AND StartTime < '1970-01-01T00:00:00.001Z'$/,
  ],
] as const)('%j', (options, query) => {
  expect(visibilityQuery(options)).toMatch(query);
});

test('keeps a label within its quotes', () => {
  expect(visibilityQuery({ label: "it's \\' OR" })).toMatch(/ReeveLabels = 'it\\'s \\\\\\' OR'$/);
});

test.each([
  { endpoint: "x' OR 1" },
  { vendor: "x' OR 1" },
  { operation: "x' OR 1" },
  { state: 'gone' },
  { state: [] },
  { label: '' },
  { schedule: '' },
  { cause: 'mood' },
  { verdict: 'gone' },
  { since: new Date(Number.NaN) },
  { running: 'yes' },
  { limit: 0 },
  { limit: 1.5 },
  { colour: 'red' },
])('refuses %j', (options) => {
  expect(() => visibilityQuery(options as never)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }));
});

test('tells all mistakes of a filter at once', () => {
  expect(() => visibilityQuery({ state: 'gone', limit: 0, colour: 'red' } as never)).toThrow(/colour.*state.*limit/);
});
