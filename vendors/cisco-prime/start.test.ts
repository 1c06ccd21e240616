import { afterEach, describe, expect, test } from '@jest/globals';
import type { StartContext } from '../../contract/vendor.ts';
import { type Given, startLoopback } from './__fixtures__/loopback.ts';
import { params } from './params.ts';

const context: StartContext = {
  signal: new AbortController().signal,
  operation: 'deploy-template',
  stamp: 'rv-abcdefghijklmnop',
  intendedAtMs: 0,
  nowMs: () => 0,
};
const wanted = params['deploy-template'].parse({
  templateName: 'vlan <1> & "more"',
  devices: [{ id: '1001', variables: { vlan: '42', name: 'ä&b' } }, { id: '1002' }],
});
const taken: Given = {
  document: { mgmtResponse: { cliTemplateCommandJobResult: [{ jobName: 'Deploy_1', message: 'ok' }] } },
};

let loopback: Awaited<ReturnType<typeof startLoopback>>;
afterEach(() => loopback.stop());

describe.each(['xml', 'json'] as const)('a deploy in %s', (format) => {
  test('is one call, with all that was asked for', async () => {
    loopback = await startLoopback(format, () => taken);
    const started = await loopback.vendor.start(wanted, context);
    expect(started).toEqual({ handle: { jobName: 'Deploy_1' }, vendorJobId: 'Deploy_1' });
    expect(loopback.calls).toHaveLength(1);
    const [call] = loopback.calls;
    expect(call).toMatchObject({ method: 'PUT', path: 'op/cliTemplateConfiguration/deployTemplateThroughJob' });
    expect(call?.headers).toMatchObject({
      'content-type': `application/${format}`,
      authorization: `Basic ${Buffer.from('reeve:sésame').toString('base64')}`,
    });
    expect(call?.query.size).toBe(0);
    const variableValue = [
      { name: 'vlan', value: '42' },
      { name: 'name', value: 'ä&b' },
    ];
    expect(call?.document).toMatchObject({
      cliTemplateCommand: {
        targetDevices: {
          targetDevice: [{ targetDeviceID: '1001', variableValues: { variableValue } }, { targetDeviceID: '1002' }],
        },
        templateName: 'vlan <1> & "more"',
      },
    });
    expect(call?.document.cliTemplateCommand.options).toBeUndefined();
  });

  test('takes a start time and the start-up option', async () => {
    loopback = await startLoopback(format, () => taken);
    await loopback.vendor.start(
      { ...wanted, copyConfigToStartup: true, startTime: '2026-01-02T03:04:05+10:00' },
      context,
    );
    expect(loopback.calls[0]?.query.get('startTime')).toBe('2026-01-02T03:04:05+10:00');
    expect(String(loopback.calls[0]?.document.cliTemplateCommand.options.copyConfigToStartup)).toBe('true');
  });

  const LOST: [string, Given][] = [
    ['HTML with 200', { text: '<html><body>Welcome</body></html>', headers: { 'content-type': 'text/html' } }],
    ['an empty 200', { text: '' }],
    ['a cut body', { text: format === 'xml' ? '<mgmtResponse><cliTempl' : '{"mgmtResponse":{"cliTempl' }],
    ['no job name', { document: { mgmtResponse: { cliTemplateCommandJobResult: [{ message: 'ok' }] } } }],
    ['no result', { document: { mgmtResponse: { other: 1 } } }],
    ['over 4 MiB', { text: `<mgmtResponse>${' '.repeat(4_400_000)}</mgmtResponse>` }],
    [
      'an outside entity',
      { text: '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><mgmtResponse>&e;</mgmtResponse>' },
    ],
    ['500', { status: 500, text: 'oops' }],
  ];
  test.each(LOST)('with %s for an answer has lost it', async (_name, given) => {
    loopback = await startLoopback(format, () => given);
    await expect(loopback.vendor.start(wanted, context)).rejects.toMatchObject({ type: 'AnswerLost' });
  });

  test('that is over the rate was not accepted', async () => {
    const message = 'NBI Rate limit for user (reeve) exceeded (More than 5 in 1,000 ms).-PRS-303';
    loopback = await startLoopback(format, () => ({
      status: 503,
      headers: { 'retry-after': '7' },
      document: { errorDocument: { message } },
    }));
    await expect(loopback.vendor.start(wanted, context)).rejects.toMatchObject({
      type: 'RateLimited',
      retryAfterMs: expect.closeTo(7_000, 0),
    });
  });
});
