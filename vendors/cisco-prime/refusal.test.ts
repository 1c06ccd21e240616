import { describe, expect, test } from '@jest/globals';
import type { VendorErrorType } from '../../contract/vendor-error.ts';
import type { Call } from '../http.ts';
import { refusal, wordsOf } from './refusal.ts';

const signal = new AbortController().signal;
const look: Call = { kind: 'look', method: 'GET', path: '/webacs/api/v3/data/JobSummary?x=1', signal };
const start: Call = { kind: 'start', method: 'PUT', path: '/webacs/api/v3/op/x', changes: true, signal };

const inJson = (message: string) =>
  JSON.stringify({
    errorDocument: { httpResponseCode: 503, message, id: 'presentation.PRS-303', domain: 'ROOT-DOMAIN' },
  });
const inXml = (message: string) =>
  `<?xml version="1.0"?><errorDocument><httpResponseCode>503</httpResponseCode><message>${message}</message></errorDocument>`;
const HTML = '<html><head><title>Apache Tomcat - Error report</title></head><body><h1>secret-free?</h1></body></html>';

const RATE = [
  'NBI Global Rate limit exceeded (More than 100 in 1,000 ms).-PRS-303',
  'NBI Rate limit for user (user_read) exceeded (More than 5 in 1,000 ms).-PRS-303',
  'NBI Rate limit for user reeve exceeded (More than 5 in 1000 ms)',
  'Per user concurrent query count exceeded Currently 6 : Limit is 5',
];

function answered(status: number, text: string, headers: Record<string, string> = {}) {
  return { status, text, headers: new Headers(headers), holdMs: status === 503 || status === 429 ? 2_000 : undefined };
}
function refused(call: Call, status: number, text = '', headers: Record<string, string> = {}) {
  const { holdMs, ...answer } = answered(status, text, headers);
  return refusal('prime-lab', call, holdMs === undefined ? answer : { ...answer, holdMs });
}

describe('a 503', () => {
  test.each(RATE.flatMap((words) => [inJson(words), inXml(words)]))('%s is the rate limit', (text) => {
    expect(refused(start, 503, text)).toMatchObject({ type: 'RateLimited', retryAfterMs: 2_000 });
  });

  test.each(['', HTML, inJson('The service is starting'), inXml('Out of memory')])('%s is an outage', (text) => {
    expect(refused(start, 503, text)).toMatchObject({ type: 'Unavailable', retryAfterMs: 2_000 });
  });
});

const LOGIN = { location: 'https://prime/webacs/loginAction.do' };
const API = { location: 'https://other/webacs/api/v3/op/x' };
const TABLE: [number, Record<string, string>, VendorErrorType, VendorErrorType][] = [
  [301, LOGIN, 'Unauthorized', 'Unauthorized'],
  [302, LOGIN, 'Unauthorized', 'Unauthorized'],
  [302, {}, 'Unauthorized', 'Unauthorized'],
  [302, API, 'UnexpectedResponse', 'AnswerLost'],
  [400, {}, 'InvalidRequest', 'InvalidRequest'],
  [401, {}, 'Unauthorized', 'Unauthorized'],
  [403, {}, 'Forbidden', 'Forbidden'],
  [404, {}, 'NotFound', 'NotFound'],
  [406, {}, 'InvalidRequest', 'InvalidRequest'],
  [415, {}, 'InvalidRequest', 'InvalidRequest'],
  [429, {}, 'RateLimited', 'RateLimited'],
  [500, {}, 'Unavailable', 'AnswerLost'],
  [502, {}, 'Unavailable', 'AnswerLost'],
];

describe('a status', () => {
  test.each(TABLE)('%i with %j is %s in a look and %s in a start', (status, headers, inLook, inStart) => {
    expect(refused(look, status, HTML, headers).type).toBe(inLook);
    expect(refused(start, status, HTML, headers).type).toBe(inStart);
  });

  test('says where it came from, without the query, and what a 401 may mean', () => {
    expect(refused(look, 401, HTML).message).toBe(
      'prime-lab: GET /webacs/api/v3/data/JobSummary answered 401: an HTML page, "Apache Tomcat - Error report"; ' +
        "wrong credentials, or more than Prime's 5 sessions of one user (it answers both alike)",
    );
  });
});

test.each([
  [inJson('No such entity type as unkown.-PRS-102'), 'No such entity type as unkown.-PRS-102'],
  [inXml('a &amp; b'), 'a & b'],
  [HTML, 'an HTML page, "Apache Tomcat - Error report"'],
  ['<!DOCTYPE html><html></html>', 'an HTML page'],
  ['', 'no words'],
  ['{"errorDocument":{}}', 'a body that is no error document'],
  ['{"errorDocument"', 'a body that is no error document'],
  ['<errorDocument><message>cut o', 'a body that is no error document'],
  ['plain words that might hold anything', 'a body that is no error document'],
])('the words of %s', (text, words) => {
  expect(wordsOf(text)).toBe(words);
});
