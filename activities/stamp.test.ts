import { expect, test } from '@jest/globals';
import { stampOf } from './stamp.ts';

const origin = { namespace: 'default', installation: 'lab', workflowId: 'job/prime/1', firstExecutionRunId: 'run-1' };

test('a stamp has one form for ever', () => {
  // Written down, not computed: a vendor's jobs from before an upgrade must still be found after it.
  expect(stampOf(origin)).toBe('rv-b4oo6xbk552dvccp');
  expect(stampOf(origin)).toMatch(/^rv-[a-z2-7]{16}$/);
});

test.each(Object.keys(origin))('a stamp differs with the %s', (field) => {
  expect(stampOf({ ...origin, [field]: 'other' })).not.toBe(stampOf(origin));
});
