import { expect, test } from '@jest/globals';
import { checkParams } from '../params.ts';

const UUID = '8BFBADCC33CB11E499F740F2E9903640';
const servers = [{ uuid: UUID, components: [{ fixid: 'lnvgy_fw_1', component: 'IMM2 (Primary)' }] }];
const put = { cancelURL: '/x', cancelRESTMethod: 'PUT' };

test.each([
  ['update-firmware', { servers }],
  ['update-firmware', { cmms: servers, activationMode: 'delayed', forceUpdateMode: true, onErrorMode: 'stopOnError' }],
  ['power', { uuid: UUID, powerState: 'powerOff', cancel: { ...put, cancelRESTBody: {} } }],
  ['track', {}],
  ['track', { children: [{ customUid: 'a', children: [{ customUid: 'b' }] }, {}], attributes: { titleKey: 'x' } }],
])('%s takes %j', (operation, params) => {
  expect(checkParams('lenovo-xclarity', operation, params)).toHaveProperty('params');
});

test.each([
  ['update-firmware', {}, 'params.servers'],
  ['update-firmware', { servers: [] }, 'params.servers'],
  ['update-firmware', { servers: [{ uuid: 'a/b', components: [] }] }, 'params.servers.0.uuid'],
  ['update-firmware', { servers, activationMode: 'soon' }, 'params.activationMode'],
  ['update-firmware', { servers, cancel: put }, 'params.cancel.cancelRESTBody'],
  ['power', { uuid: '../tasks/1', powerState: 'powerOff' }, 'params.uuid'],
  ['power', { uuid: UUID, powerState: 'off' }, 'params.powerState'],
  ['power', { uuid: UUID, powerState: 'powerOn', cancel: { ...put, cancelURL: '//evil' } }, 'params.cancel.cancelURL'],
  ['track', { attributes: { customUid: 'x' } }, 'params.attributes'],
  ['track', { attributes: { cancelURL: 'https://evil' } }, 'params.attributes'],
  ['track', { children: [{ attributes: { cancelURL: 'https://evil' } }] }, 'params.children.0.attributes'],
  ['track', { children: [{ customUid: 'rv-mine' }] }, 'params.children.0.customUid'],
  ['track', { children: [{ customUid: 'a', children: [{ customUid: 'a' }] }] }, 'params.children'],
  ['track', { percentage: 101 }, 'params.percentage'],
])('%s refuses %j', (operation, params, field) => {
  const checked = checkParams('lenovo-xclarity', operation, params);
  expect(checked).toMatchObject({ problems: expect.arrayContaining([expect.objectContaining({ field })]) });
});

test('the body that PUT and POST need is asked for in words', () => {
  const checked = checkParams('lenovo-xclarity', 'power', { uuid: UUID, powerState: 'powerOn', cancel: put });
  expect(checked).toEqual({
    problems: [
      {
        field: 'params.cancel.cancelRESTBody',
        found: 'nothing',
        expected: 'an object, which the methods PUT and POST need',
      },
    ],
  });
});
