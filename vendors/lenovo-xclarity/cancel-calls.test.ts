import { expect, test } from '@jest/globals';
import { cancelCalls, requestOf, type Stop } from './cancel-calls.ts';
import type { Callback } from './params.ts';

const by = (cancelURL: string): Callback => ({ cancelURL, cancelRESTMethod: 'PUT', cancelRESTBody: { a: 'b' } });
const stop = (jobId: string, fields: Partial<Stop> = {}): Stop => ({
  jobId,
  isOlder: false,
  rung: 0,
  callback: by('/x'),
  expirationTimeOut: 60,
  ...fields,
});
const lines = (stops: Stop[]) =>
  cancelCalls(stops)
    .map(requestOf)
    .map(({ method, path, body }) => `${method} ${path} ${body}`);
const BODY = '{"cancelURL":"/x","cancelRESTMethod":"PUT","cancelRESTBody":{"a":"b"},"expirationTimeOut":60}';

test("one job goes by the page's form", () => {
  expect(lines([stop('10')])).toEqual([`PUT /tasks/10 ${BODY}`]);
});

test('jobs with equal callback and time share a request', () => {
  expect(lines([stop('10'), stop('11'), stop('12'), stop('10')])).toEqual([`PUT /tasks/10,11,12 ${BODY}`]);
});

test.each<[string, Partial<Stop>]>([
  ['URL', { callback: by('/y') }],
  ['method', { callback: { ...by('/x'), cancelRESTMethod: 'POST' } }],
  ['body', { callback: { ...by('/x'), cancelRESTBody: { a: 'c' } } }],
  ['time', { expirationTimeOut: 61 }],
  ['time, never', { expirationTimeOut: -1 }],
])('another %s: two lists of equals are two requests, a mixed list is one of the newer form', (_what, other) => {
  const equals = cancelCalls([stop('1'), stop('2', other), stop('3', other), stop('4')]);
  expect(equals.map(({ form, jobIds }) => [form, jobIds])).toEqual([
    ['callback', ['1', '4']],
    ['callback', ['2', '3']],
  ]);
  expect(lines([stop('1'), stop('2', other)])).toEqual(['PUT /tasks {"action":"cancel","list":["1","2"]}']);
  const lone = cancelCalls([stop('1'), stop('2', other), stop('3')]);
  expect(lone.map(({ form, jobIds }) => [form, jobIds])).toEqual([
    ['callback', ['1', '3']],
    ['callback', ['2']],
  ]);
});

test('rungs: the callback, then the newer form, then each callback by itself', () => {
  expect(lines([stop('1', { rung: 1 })])).toEqual(['PUT /tasks {"action":"cancel","list":["1"]}']);
  const third = cancelCalls([stop('1', { rung: 2 }), stop('2', { rung: 2, callback: by('/y') })]);
  expect(third.map(({ form, jobIds }) => [form, jobIds])).toEqual([
    ['callback', ['1']],
    ['callback', ['2']],
  ]);
});

test('without a callback there is the newer form, and for older jobs a form of their own, one by one', () => {
  expect(
    lines([stop('1', { callback: undefined }), stop('2', { isOlder: true }), stop('3', { isOlder: true })]),
  ).toEqual([
    'PUT /tasks {"action":"cancel","list":["1"]}',
    'PUT /jobs/2 {"cancelRequest":"true"}',
    'PUT /jobs/3 {"cancelRequest":"true"}',
  ]);
});
