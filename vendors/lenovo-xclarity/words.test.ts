import { expect, test } from '@jest/globals';
import { failure } from './stub.ts';
import { isFailure, readRefusal } from './words.ts';

test.each([
  ['text alone', failure('FQXHMJM0004M', 'The job cannot be canceled.'), 'FQXHMJM0004M: The job cannot be canceled.'],
  [
    'explanation, and recovery as a list',
    failure('FQXHMSE0001I', 'Not allowed.', { explanation: 'No licence.', recovery: [{ text: 'Buy one.', URL: '' }] }),
    'FQXHMSE0001I: Not allowed. No licence. Buy one.',
  ],
  ['recovery as an object', failure('A', 'B.', { recovery: { text: 'C.' } }), 'A: B. C.'],
  ['the same twice', failure('A', 'B.', { explanation: 'B.' }), 'A: B.'],
  [
    'rich text',
    failure('A', '', {
      text: [
        { text: 'B', format: [] },
        { text: 'C', format: [] },
      ],
    }),
    'A: B C',
  ],
  ['an id alone', { messages: [{ id: 'FQXHMJM0004M' }] }, 'FQXHMJM0004M'],
  ['two messages', { messages: [{ id: 'A', text: 'B' }, 'C'] }, 'A: B; C'],
  ['no messages', { result: 'failed' }, 'no words that can be read'],
  ['another form', { error: 'secret' }, 'no words that can be read'],
])('%s', (_form, body, words) => {
  expect(readRefusal(JSON.stringify(body))).toBe(words);
});

test('what is not JSON is never quoted', () => {
  expect(readRefusal('token=secret')).toBe('no words that can be read');
  expect(readRefusal('<html>secret</html>')).toBe('a web page');
  expect(readRefusal('')).toBe('no words');
});

test('words stay short', () => {
  expect(readRefusal(JSON.stringify(failure('A', 'x '.repeat(5_000)))).length).toBe(300);
});

test.each([
  ['{"result":"failure"}', true],
  ['{"result":"failed","messages":[]}', true],
  ['{"result":"success"}', false],
  ['{}', false],
  ['', false],
  ['[]', false],
])('%s reports a failure: %s', (text, is) => {
  expect(isFailure(text)).toBe(is);
});
