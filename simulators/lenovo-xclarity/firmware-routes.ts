import type { Call, CallKind, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import type { Appliance, Route } from './appliance.ts';
import { type Asked, devicesOf } from './device-list.ts';
import { isOver, type Job } from './job.ts';
import { failure, message, notFound, notValid, success, withoutLicence } from './messages.ts';
import { isPowerState, startPower } from './power.ts';
import { objectOf } from './request-body.ts';
import { updateStatus } from './update-status.ts';
import { isCancelable } from './views.ts';
import { ORDINARY_UPDATE } from './works.ts';

export const FIRMWARE = 'Firmware Updates';
const APPLY = ['apply', 'applyBundle'];
const MODES = ['immediate', 'delayed', 'prioritized'];

function actionOf({ query }: Call): string {
  return query.get('action') ?? 'apply';
}

function kindOfPut(call: Call): CallKind {
  const action = actionOf(call);
  if (action === 'cancelApply') return 'cancel';
  return APPLY.includes(action) || action === 'powerState' ? 'start' : 'other';
}

/** Assumption: the id stands in the body, and in Location as after other actions. */
function started(job: Job, text: string): Reply {
  return { ...success(text, { jobID: job.uid }), headers: { location: `/jobs/${job.uid}` } };
}

/** The vendor's own update carries the callback by which it is cancelled. */
export function startUpdate(call: Call, asked: Asked[], { jobs, works }: Appliance): Job {
  const fixes = asked.flatMap(({ components }) => components.map((component) => component.Fixid));
  const names = [...fixes, ...asked.map(({ device }) => device.name)];
  const job = jobs.create({
    title: `Apply firmware to ${asked.map(({ device }) => device.name).join(', ')}`,
    category: FIRMWARE,
    user: call.user ?? '',
    call,
    content: JSON.stringify(asked.map(({ device, components }) => [device.uuid, components])),
    behaviour: works.find(names) ?? ORDINARY_UPDATE,
    target: asked[0]?.device.uuid,
    parts: asked.flatMap(({ device, components }) =>
      [components, components.length === 0 ? [{ Component: 'All components' }] : []]
        .flat()
        .map(({ Component, Fixid }) => ({ title: [Component, Fixid].filter(Boolean).join(' '), target: device.uuid })),
    ),
  });
  job.callback = {
    url: `/updatableComponents?action=cancelApply&jobID=${job.uid}`,
    method: 'PUT',
    body: objectOf(call),
  };
  call.ids.push(job.uid);
  return job;
}

function apply(call: Call, appliance: Appliance): Reply {
  const mode = call.query.get('activationMode') ?? 'immediate';
  if (!MODES.includes(mode)) return notValid(`activationMode is one of ${MODES.join(', ')}.`);
  const asked = devicesOf(call, appliance);
  if (!Array.isArray(asked)) return asked;
  const unlicensed = asked.find(({ device }) => device.isUnlicensed);
  if (unlicensed !== undefined) return withoutLicence(unlicensed.device.name);
  return started(startUpdate(call, asked, appliance), 'The firmware update was started.');
}

/** Which updates are meant: the one of jobID, or all that run on one of the devices. */
function meant(call: Call, appliance: Appliance): Job[] | Reply {
  const id = call.query.get('jobID');
  const asked = call.body === '' && id !== null ? [] : devicesOf(call, appliance);
  if (!Array.isArray(asked)) return asked;
  const updates = appliance.jobs.visible().filter((job) => job.category === FIRMWARE);
  const uuids = asked.map(({ device }) => device.uuid);
  const touches = (job: Job) => job.parts.some(({ target = '' }) => uuids.includes(target));
  if (id === null) return updates.filter((job) => !isOver(job) && touches(job));
  const job = updates.find((update) => update.uid === id);
  if (job !== undefined && uuids.length > 0 && !touches(job)) return notValid(`Job ${id} updates other devices.`);
  return job === undefined ? [] : [job];
}

function cancelApply(call: Call, appliance: Appliance): Reply {
  const jobs = meant(call, appliance);
  const id = call.query.get('jobID');
  if (!Array.isArray(jobs)) return jobs;
  const ids = id === null ? jobs.map((job) => job.uid) : [id];
  call.ids.push(...ids);
  const refused = jobs.find((job) => !isCancelable(job));
  const answer = jobs.length > 0 && refused === undefined ? 'accepted' : 'refused';
  for (const one of ids) appliance.ledger.cancelRequest(call, one, answer);
  if (jobs.length === 0) return notFound('There is no such firmware update.');
  if (refused !== undefined) {
    const why = isOver(refused) ? `has already ended: ${refused.state}` : 'cannot be cancelled';
    return failure(400, message('FQXHMJM0021E', `Job ${refused.uid} ${why}.`));
  }
  const by = { user: call.user ?? '', call: call.n };
  for (const job of call.acceptNothing ? [] : jobs) appliance.jobs.cancel(job, by);
  return success('The firmware update is being cancelled.');
}

function powerState(call: Call, appliance: Appliance): Reply {
  const asked = devicesOf(call, appliance);
  if (!Array.isArray(asked)) return asked;
  const actions = asked.map(({ device, powerState: state }) => ({ device, state: state ?? '' }));
  if (!actions.every(({ state }) => isPowerState(state))) return notValid('PowerState is missing or not valid.');
  return started(startPower(call, actions, appliance), 'The power action was started.');
}

function put(call: Call, appliance: Appliance): Reply {
  switch (actionOf(call)) {
    case 'apply':
    case 'applyBundle':
      return apply(call, appliance);
    case 'cancelApply':
      return cancelApply(call, appliance);
    case 'powerState':
      return powerState(call, appliance);
    default:
      return notValid('action is apply, applyBundle, cancelApply or powerState.');
  }
}

/** GET /updatableComponents: how far the last update of each device is. */
function list(_call: Call, appliance: Appliance): Reply {
  const updates = appliance.jobs.visible().filter((job) => job.category === FIRMWARE);
  const ServerList = appliance.devices.all().map(({ uuid, name }) => {
    const last = updates.findLast((job) => job.parts.some(({ target }) => target === uuid));
    const UpdateStatus = last === undefined ? {} : { UpdateStatus: updateStatus(last) };
    return { UUID: uuid, Name: name, ...UpdateStatus, Components: [] };
  });
  const messages = [{ id: 'FQXHMUP4091I', text: 'Update Status was obtained successfully.' }];
  return jsonReply(200, { result: 'informational', DeviceList: [{ ServerList }], messages });
}

const path = /^\/updatableComponents$/;

export const FIRMWARE_ROUTES: readonly Route[] = [
  { method: 'GET', path, kind: 'other', answer: list },
  { method: 'PUT', path, kind: kindOfPut, answer: put },
];
