import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type Simulators, startSimulators } from '../index.ts';
import { type Ask, basic, createClient } from '../test-client.ts';

// Copied from the vendor's page, byte for byte.
const XML_REQUEST = `<?xml version="1.0" ?>
<jobRunOperationPayload>
  <runIds>
    <runId>15</runId>
    <runId>25</runId>
  </runIds>
</jobRunOperationPayload>`;

const JSON_REQUEST = `{
  "jobRunOperationPayload" : {
    "runIds" : {
      "runId" : [ 15, 25 ]
    }
  }
}`;

const PATH = '/webacs/api/v3/op/jobService/cancelrunning';

let simulators: Simulators;
let ask: Ask;

beforeAll(async () => {
  simulators = await startSimulators({ vendors: ['cisco-prime'], 'cisco-prime': { limits: { perUser: -1 } } });
  ask = createClient(simulators.get('cisco-prime').url, simulators.ca, basic('operator', 'Operator-1'));
});
afterAll(() => simulators.stop());

const status = (id: number, message: string, word: string) => ({ id, message, status: word });
const stopping = (id: number) => status(id, `Job run instance ${id} is being cancelled`, 'Success');

function expected(suffix: string) {
  return {
    mgmtResponse: {
      '@requestUrl': `https://localhost${PATH}${suffix}`,
      '@responseType': 'operation',
      '@rootUrl': 'https://localhost/webacs/api/v3/op',
      operationResult: [
        {
          message: 'CANCELRUNNING succeeded for 2 of 2',
          operation: 'CANCELRUNNING',
          success: { success: [stopping(15), stopping(25)] },
        },
      ],
    },
  };
}

test('the sample JSON request gets the sample answer with real values', async () => {
  const headers = { host: 'localhost', 'content-type': 'application/json' };
  const answer = await ask(`${PATH}.json`, { method: 'PUT', headers, body: JSON_REQUEST });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/json');
  expect(answer.json()).toEqual(expected('.json'));
});

test.each(['application/xml', 'text/xml', 'text/plain;charset=UTF-8', undefined])(
  'the sample XML request, sent as %s, gets the sample answer with real values',
  async (type) => {
    const headers = { host: 'localhost', ...(type === undefined ? {} : { 'content-type': type }) };
    const answer = await ask(PATH, { method: 'PUT', headers, body: XML_REQUEST });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/xml');
    expect(answer.body.startsWith('<?xml version="1.0" ?>\n<mgmtResponse ')).toBe(true);
    expect(XMLValidator.validate(answer.body)).toBe(true);
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', ignoreDeclaration: true });
    const [result] = expected('').mgmtResponse.operationResult;
    expect(parser.parse(answer.body)).toEqual({
      mgmtResponse: { ...expected('').mgmtResponse, operationResult: result },
    });
  },
);

test('the body may be XML where the answer is JSON, and the other way round', async () => {
  const json = await ask(`${PATH}.json`, {
    method: 'PUT',
    headers: { host: 'localhost', 'content-type': 'application/xml' },
    body: XML_REQUEST,
  });
  expect(json.json()).toEqual(expected('.json'));
  const xml = await ask(PATH, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON_REQUEST });
  expect(xml.body).toContain('<operation>CANCELRUNNING</operation>');
});

test('partial failure is a 200, with the wrappers of the page and each id once', async () => {
  const runId = [2, 12, 15, 99_999];
  const body = JSON.stringify({ jobRunOperationPayload: { runIds: { runId } } });
  const answer = await ask(`${PATH}.json`, { method: 'PUT', body });
  expect(answer.status).toBe(200);
  const [result] = answer.json().mgmtResponse.operationResult;
  expect(Object.keys(result)).toEqual(['failure', 'message', 'operation', 'success']);
  expect(result.failure.failure).toEqual([
    status(2, 'Job run instance 2 is not running', 'Failure'),
    status(12, 'Job run instance 12 cannot be cancelled', 'Failure'),
    status(99_999, 'Job run instance 99999 not found', 'Failure'),
  ]);
  expect(result.success.success).toEqual([stopping(15)]);
});

test('a scalar run id is taken', async () => {
  const body = '{"jobRunOperationPayload":{"runIds":{"runId":15}}}';
  const answer = await ask(`${PATH}.json`, { method: 'PUT', body });
  expect(answer.json().mgmtResponse.operationResult[0].success.success).toEqual([stopping(15)]);
});
