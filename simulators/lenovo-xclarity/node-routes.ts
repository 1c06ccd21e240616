import type { Call, CallKind, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Appliance, Route } from './appliance.ts';
import type { Device } from './devices.ts';
import { notFound, notValid } from './messages.ts';
import { isPowerState, startPower } from './power.ts';
import { objectOf } from './request-body.ts';

// As seen on the wire from a public client.
const CONTENT_TYPE = 'application/com.lenovo.lxca-v1.2.2+json; charset=UTF-8';

const [ON, OFF] = [8, 5];

function nodeView({ uuid, name, isOn }: Device): Record<string, unknown> {
  return {
    uuid,
    name,
    powerStatus: isOn ? ON : OFF,
    accessState: 'Online',
    overallHealthState: 'Normal',
    type: 'Server',
  };
}

function listNodes(_call: Call, { devices }: Appliance): Reply {
  return jsonReply(200, { nodeList: devices.all().map(nodeView) });
}

function readNode(_call: Call, { devices }: Appliance, uuid: string): Reply {
  const device = devices.find(uuid);
  return device === undefined ? notFound(`There is no device ${uuid}.`) : jsonReply(200, nodeView(device));
}

function kindOfPut(call: Call): CallKind {
  return objectOf(call)?.powerState === undefined ? 'other' : 'start';
}

/** PUT /nodes/{uuid}: a power action is a job; other attributes are set at once, without one. */
function putNode(call: Call, appliance: Appliance, uuid: string): Reply {
  const body = objectOf(call);
  if (body === undefined) return notValid('The body is no JSON object.');
  const device = appliance.devices.find(uuid);
  if (device === undefined) return notFound(`There is no device ${uuid}.`);
  const { powerState: state } = body;
  if (state === undefined) return { status: 200, contentType: CONTENT_TYPE };
  if (!isPowerState(state)) return notValid(`powerState ${String(state)} is not known.`);
  const job = startPower(call, [{ device, state }], appliance);
  return { status: 200, contentType: CONTENT_TYPE, headers: { location: `/jobs/${job.uid}` } };
}

const one = /^\/nodes\/([^/]+)$/;

export const NODE_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/nodes$/, kind: 'other', answer: listNodes },
  { method: 'GET', path: one, kind: 'other', answer: readNode },
  { method: 'PUT', path: one, kind: kindOfPut, answer: putNode },
];
