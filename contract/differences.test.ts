import { expect, test } from '@jest/globals';
import { differencesOf } from './differences.ts';

const request = { endpoint: 'lab', params: { template: 'a', devices: [{ id: '1' }] }, expiresIn: '1h' };

test('finds none between equal requests, whatever the order of their members', () => {
  expect(differencesOf(request, { expiresIn: '1h', endpoint: 'lab', params: structuredClone(request.params) })).toEqual(
    [],
  );
});

test('names each field that differs, is new or is missing', () => {
  const other = { ...request, params: { template: 'b', devices: [{ id: '2' }] }, key: 'k' };
  expect(differencesOf({ ...request, labels: ['x'] }, other)).toEqual([
    { field: 'params.template', existing: 'a', requested: 'b' },
    { field: 'params.devices.0.id', existing: '1', requested: '2' },
    { field: 'labels', existing: ['x'], requested: undefined },
    { field: 'key', existing: undefined, requested: 'k' },
  ]);
});

test.each([
  [[1], [1, 2]],
  [[], {}],
  [{ a: 1 }, null],
  ['1', 1],
])('takes %j and %j as different wholes', (existing, requested) => {
  expect(differencesOf(existing, requested, 'x')).toEqual([{ field: 'x', existing, requested }]);
});
