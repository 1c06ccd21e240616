import type { Call, CallKind, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Appliance, Route } from './appliance.ts';
import { filtersOf, trimmed } from './attributes.ts';
import type { Device } from './devices.ts';
import { notFound, notValid } from './messages.ts';
import { isPowerState, startPower } from './power.ts';
import { objectOf } from './request-body.ts';
import { idsOf } from './task-read.ts';

// As seen on the wire from a public client.
const CONTENT_TYPE = 'application/com.lenovo.lxca-v1.2.2+json; charset=UTF-8';

const [ON, OFF] = [8, 5];

function nodeView({ uuid, name, isOn }: Device, filters: Map<string, string>): Record<string, unknown> {
  const view = {
    name,
    hostname: name,
    productName: 'ThinkSystem SR630',
    powerStatus: isOn ? ON : OFF,
    accessState: 'Online',
    overallHealthState: 'Normal',
    type: 'Server',
  };
  // These two are shown whatever is asked for.
  return { uuid, uri: `node/${uuid}`, ...trimmed(view, filters) };
}

function listNodes(call: Call, { devices }: Appliance): Reply {
  const filters = filtersOf(call);
  return jsonReply(200, { nodeList: devices.all().map((device) => nodeView(device, filters)) });
}

/** One device as an object, several in a list. */
function readNodes(call: Call, { devices }: Appliance, list: string): Reply {
  const uuids = idsOf(list);
  const found = uuids.flatMap((uuid) => devices.find(uuid) ?? []);
  if (found.length < uuids.length || found.length === 0) return notFound(`There is no device ${list}.`);
  const views = found.map((device) => nodeView(device, filtersOf(call)));
  return jsonReply(200, views.length === 1 ? views[0] : { nodeList: views });
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

// Some public clients, and the device's own `uri`, say it in the singular.
const all = /^\/nodes?$/;
const one = /^\/nodes?\/([^/]+)$/;

export const NODE_ROUTES: readonly Route[] = [
  { method: 'GET', path: all, kind: 'other', answer: listNodes },
  { method: 'GET', path: one, kind: 'other', answer: readNodes },
  { method: 'PUT', path: one, kind: kindOfPut, answer: putNode },
];
