import { expect, test } from '@jest/globals';
import { fillScheduledTime, hasScheduledTime, scheduledTimeText } from './scheduled-time.ts';

const job = { endpoint: 'lab', operation: 'run', expiresIn: '1h' };
const TIME = new Date('2027-01-31T02:00:00.750Z');

test('the time stands in labels and wherever parameters have a text, in whole seconds', () => {
  const request = {
    ...job,
    labels: ['audit', 'at {{scheduledTime}}'],
    params: { name: '{{ scheduledTime }}/{{scheduledTime}}', list: [{ deep: 'x{{scheduledTime}}' }, 7, null, true] },
  };
  expect(hasScheduledTime(request)).toBe(true);
  const text = '2027-01-31T02:00:00Z';
  expect(fillScheduledTime(request, TIME)).toEqual({
    ...job,
    labels: ['audit', `at ${text}`],
    params: { name: `${text}/${text}`, list: [{ deep: `x${text}` }, 7, null, true] },
  });
  expect(scheduledTimeText(TIME)).toBe(text);
});

test.each([
  ['nothing', {}],
  ['another placeholder', { params: { a: '{{scheduledtime}} {scheduledTime} {{other}}' } }],
  ['a name of a parameter', { params: { '{{scheduledTime}}': 1 } }],
  ['no parameters', { params: null }],
])('%s is left as it is', (_, more) => {
  const request = { ...job, ...more };
  expect(hasScheduledTime(request)).toBe(false);
  expect(fillScheduledTime(request, TIME)).toEqual(request);
});
