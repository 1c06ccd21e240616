import { expect, test } from '@jest/globals';
import { readMetrics, writesOf } from './server-metrics.ts';

test("reads Prometheus' text format: labels, escapes, infinities, time stamps; comments are left out", () => {
  const text = String.raw`# HELP calls What was called
# TYPE calls counter
calls 3
calls{path="C:\\temp",said="\"a\nb\"",empty=""} 1.5e3 1395066363000
calls_bucket{le="+Inf"} +Inf

`;
  expect(readMetrics(text)).toEqual([
    { name: 'calls', labels: {}, value: 3 },
    { name: 'calls', labels: { path: 'C:\\temp', said: '"a\nb"', empty: '' }, value: 1_500 },
    { name: 'calls_bucket', labels: { le: '+Inf' }, value: Number.POSITIVE_INFINITY },
  ]);
});

test('counts what changes the stores, of all services, and no read', () => {
  const samples = readMetrics(`
persistence_requests{namespace="a",operation="UpdateWorkflowExecution",service_name="history"} 5
persistence_requests{namespace="b",operation="UpdateWorkflowExecution",service_name="history"} 2
persistence_requests{operation="CreateTasks",service_name="matching"} 1
persistence_requests{operation="GetOrCreateShard",service_name="history"} 1
persistence_requests{operation="GetWorkflowExecution",service_name="history"} 100
persistence_requests{operation="ListNamespaces",service_name="frontend"} 100
persistence_requests{operation="AssertShardOwnership",service_name="history"} 100
persistence_errors{operation="UpdateWorkflowExecution",service_name="history"} 100
visibility_persistence_requests{operation="UpsertWorkflowExecution"} 4
visibility_persistence_requests{operation="ListWorkflowExecutions"} 100
visibility_persistence_requests{operation="CountWorkflowExecutions"} 100`);
  expect(Object.fromEntries(writesOf(samples))).toEqual({
    UpdateWorkflowExecution: 7,
    CreateTasks: 1,
    GetOrCreateShard: 1,
    UpsertWorkflowExecution: 4,
  });
});
