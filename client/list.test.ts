import { expect, test } from '@jest/globals';
import { visibilityQuery } from './list.ts';

test('asks for jobs alone, and joins the filters', () => {
  expect(visibilityQuery({})).toBe("WorkflowType = 'runJob'");
  expect(visibilityQuery({ endpoint: 'lab', state: 'running', running: true })).toBe(
    "WorkflowType = 'runJob' AND ReeveEndpoint = 'lab' AND ReeveState = 'running' AND ExecutionStatus = 'Running'",
  );
  expect(visibilityQuery({ running: false })).toMatch(/ExecutionStatus != 'Running'$/);
});

test('keeps a label within its quotes', () => {
  expect(visibilityQuery({ label: "it's \\' OR" })).toMatch(/ReeveLabels = 'it\\'s \\\\\\' OR'$/);
});

test.each([{ endpoint: "x' OR 1" }, { state: 'gone' as never }, { limit: 0 }, { limit: 1.5 }])(
  'refuses %j',
  (options) => {
    expect(() => visibilityQuery(options)).toThrow(expect.objectContaining({ name: 'InvalidRequest' }));
  },
);
