import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Answer, Call } from '../http.ts';
import { parseXml } from '../xml.ts';
import { json } from './json-format.ts';
import { params } from './params.ts';
import { deployAnswer, historyAnswer, operationAnswer, queryAnswer, runIdsPayload } from './wire.ts';
import { xml } from './xml-format.ts';

const page = (name: string) => readFileSync(new URL(`__fixtures__/${name}`, import.meta.url), 'utf8');
const call: Call = { kind: 'look', method: 'GET', path: '/x', signal: new AbortController().signal };
const answer = (text: string): Answer => ({ status: 200, headers: new Headers(), text });
const FORMATS = { xml, json };
const both = ['xml', 'json'] as const;

describe("the vendor page's samples", () => {
  const payload = { jobRunOperationPayload: { runIds: { runId: [15n, 25n] } } };

  test('the XML request', () => {
    const shape = (text: string) => parseXml(text, 'jobRunOperationPayload', new Set());
    expect(shape(xml.write(payload))).toEqual(shape(page('cancelrunning-request.xml')));
  });

  test('the JSON request', () => {
    expect(JSON.parse(json.write(payload))).toEqual(JSON.parse(page('cancelrunning-request.json')));
  });

  test.each(both)('the %s response, whole', (format) => {
    const text = page(`cancelrunning-response.${format}`);
    const document = FORMATS[format].read('e', call, answer(text), 'mgmtResponse');
    const two = { id: '2', message: 'String value', status: 'String value' };
    const twelve = { id: '12', message: 'Another string value', status: 'Another string value' };
    expect(operationAnswer.parse(document).mgmtResponse.operationResult).toEqual([
      { failure: [two, twelve], success: [two, twelve] },
    ]);
  });
});

describe('lists in all their forms', () => {
  const id = (value: unknown) => ({ id: value });
  const forms: [string, unknown, string[]][] = [
    ['absent', undefined, []],
    ['null', null, []],
    ['an empty element', '', []],
    ['an empty object', {}, []],
    ['an empty array', [], []],
    ['an empty inner array', { success: [] }, []],
    ['one', { success: id(7) }, ['7']],
    ['several', { success: [id(7), id('9')] }, ['7', '9']],
    ['an array without its wrapper', [id(7)], ['7']],
  ];
  test.each(forms)('%s', (_name, success, ids) => {
    const { mgmtResponse } = operationAnswer.parse({ mgmtResponse: { operationResult: { success } } });
    expect(mgmtResponse.operationResult[0]?.success.map((each) => each.id)).toEqual(ids);
  });

  test.each([
    ['an object, as in v1', { jobName: 'Deploy1' }],
    ['an array, as in v3', [{ jobName: 'Deploy1', message: 'x' }]],
  ])('the result of a deploy as %s', (_name, result) => {
    const read = deployAnswer.parse({ mgmtResponse: { cliTemplateCommandJobResult: result } });
    expect(read.mgmtResponse.cliTemplateCommandJobResult).toEqual([{ jobName: 'Deploy1' }]);
  });

  test.each([undefined, '', [], [{}], { jobName: '' }, [{ jobName: 'a' }, { jobName: 'b' }]])(
    'no deploy is read from %j',
    (result) => {
      expect(deployAnswer.safeParse({ mgmtResponse: { cliTemplateCommandJobResult: result } }).success).toBe(false);
    },
  );

  test('runhistory with one run and with one job, as in v1', () => {
    const result = { property: 'Switch1', value: 'failed' };
    const job = { jobId: 12, jobName: 'a', runInstances: { runInstance: { results: { result } } } };
    const read = historyAnswer.parse({ mgmtResponse: { job } }).mgmtResponse.job[0];
    expect(read).toMatchObject({ jobId: '12', runInstances: [{ results: [result] }] });
  });

  test.each(['', {}, { '@count': '0' }, { entity: [] }])('no jobs in %j', (queryResponse) => {
    expect(queryAnswer.parse({ queryResponse }).queryResponse.entity).toEqual([]);
  });

  test('a row that is not what it should be costs no other row', () => {
    const entity = [
      { jobSummaryDTO: 'what' },
      {},
      { jobSummaryDTO: { jobName: { odd: 1 } } },
      { jobSummaryDTO: { jobName: 'a' } },
    ];
    const rows = queryAnswer.parse({ queryResponse: { entity } }).queryResponse.entity;
    expect(rows.map(({ jobSummaryDTO }) => jobSummaryDTO.jobName)).toEqual([undefined, undefined, undefined, 'a']);
  });
});

describe('what we send comes through', () => {
  const root = 'cliTemplateCommand';
  const good = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => {
    const one = { templateName: text, devices: [{ id: '1' }] };
    // The reader of these tests trims; Prime's may, too.
    return text.trim() === text && !text.includes('\r') && params['deploy-template'].safeParse(one).success;
  });
  const tricky = fc.constantFrom('<a>&"\'', ']]>', '&amp;', 'Ünïcödé 漢字 😀', '<!-- -->', '007', '1e5', 'true');

  test.each(both)('any text in %s', (format) => {
    fc.assert(
      fc.property(fc.oneof(good, tricky), fc.oneof(good, tricky), (templateName, value) => {
        const device = { targetDeviceID: value, variableValues: { variableValue: [{ name: templateName, value }] } };
        const text = FORMATS[format].write({
          cliTemplateCommand: { targetDevices: { targetDevice: [device] }, templateName },
        });
        // biome-ignore lint/suspicious/noExplicitAny: a document of any shape; the expectations below are its types.
        const read: any = FORMATS[format].read('e', call, answer(text), root);
        const got = [read[root].targetDevices.targetDevice].flat()[0];
        const variable = [got.variableValues.variableValue].flat()[0];
        expect([read[root].templateName, got.targetDeviceID, variable]).toEqual([
          templateName,
          value,
          { name: templateName, value },
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test('a carriage return in XML, which a reader would otherwise take for a line feed', () => {
    const targetDevice = [{ targetDeviceID: 'a\r\nb\rc' }];
    const text = xml.write({ cliTemplateCommand: { targetDevices: { targetDevice }, templateName: 't' } });
    expect(text).toContain('<targetDeviceID>a&#13;\nb&#13;c</targetDeviceID>');
  });

  test.each(both)('any id in %s, with all its digits', (format) => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), { minLength: 1 }), (ids) => {
        const text = FORMATS[format].write({ jobRunOperationPayload: { runIds: { runId: ids } } });
        const digits =
          format === 'json'
            ? /"runId":\[([\d,]*)\]/.exec(text)?.[1]?.split(',')
            : [...text.matchAll(/<runId>(\d+)/g)].map((m) => m[1]);
        expect(digits).toEqual(ids.map(String));
      }),
    );
  });

  test.each([[[]], [[0n]], [[-1n]], [[15]]])('%p are no ids to send', (runId) => {
    expect(runIdsPayload.safeParse({ jobRunOperationPayload: { runIds: { runId } } }).success).toBe(false);
  });

  test.each(['a\u0000b', 'a\u001bb', '\ud800', 'x\uffff'])('%j is refused before it is sent', (text) => {
    const device = { id: '1', variables: { v: text } };
    expect(params['deploy-template'].safeParse({ templateName: 't', devices: [device] }).success).toBe(false);
  });
});
