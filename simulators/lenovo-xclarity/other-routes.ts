import type { Call, Reply } from '../core/call.ts';
import { jsonReply } from '../core/send.ts';
import { type Appliance, findJob, type Route } from './appliance.ts';
import { isOver } from './job.ts';
import { conflict, missing, notFound, notValid } from './messages.ts';
import { jsonOf, objectOf } from './request-body.ts';
import { ORDINARY_UPDATE } from './works.ts';

/** GET /aicc: the appliance itself. Public clients ask it whether the log-in works. */
function readAppliance(_call: Call, { clock }: Appliance): Reply {
  const date = new Date(clock.now()).toISOString();
  return jsonReply(200, {
    appliance: { build: '110', date, name: 'LXCA simulated', runlevel: 3, status: 'Normal', version: '4.2.0' },
    date: { date_time: date, timezone: 'UTC', timezone_id: 'Etc/UTC' },
  });
}

function discover(call: Call, { jobs }: Appliance): Reply {
  const addresses = [jsonOf(call)]
    .flat()
    .flatMap((one) => (one as { ipAddresses?: unknown } | null)?.ipAddresses ?? []);
  if (addresses.length === 0) return notValid('ipAddresses is missing.');
  const content = JSON.stringify(addresses);
  const title = `Discover ${addresses.join(', ')}`;
  const own = { call, content, user: call.user ?? '', behaviour: ORDINARY_UPDATE };
  const job = jobs.create({ title, category: 'MANAGEMENT', ...own });
  call.ids.push(job.uid);
  return { ...jsonReply(200, {}), headers: { location: `/discoverRequest/jobs/${job.uid}` } };
}

function readDiscovery(call: Call, appliance: Appliance, id: string): Reply {
  call.ids.push(id);
  const job = findJob(appliance, id);
  if (job === undefined) return notFound(`There is no job ${id}.`);
  const progress = isOver(job) ? 100 : job.percentage;
  const underWay = progress === 0 ? 0 : 50;
  const lists = { serverList: [], chassisList: [], storageList: [], rackswitchList: [], xhmcList: [] };
  return jsonReply(200, { result: isOver(job) ? 100 : underWay, progress, ...lists });
}

/** A GET that starts something: the service files of a device are collected. */
function collectFiles(call: Call, { jobs, devices, works }: Appliance, uuid: string): Reply {
  const device = devices.find(uuid);
  if (device === undefined) return notFound(`There is no device ${uuid}.`);
  const behaviour = works.find([device.name]) ?? ORDINARY_UPDATE;
  const own = { call, content: uuid, user: call.user ?? '', behaviour, target: uuid };
  const job = jobs.create({ title: `Collect service files of ${device.name}`, category: 'FFDC', ...own });
  call.ids.push(job.uid);
  return jsonReply(201, { jobURL: `/jobs/${job.uid}` });
}

const NEEDED = ['bundleKey', 'bundleTitle', 'id', 'restMethod', 'restURL'];

/** POST /tasks/schedules/actions: registers a predefined action, which nothing here runs. */
function registerAction(call: Call, { actions }: Appliance): Reply {
  const action = objectOf(call) ?? {};
  const lack = NEEDED.find((name) => typeof action[name] !== 'string');
  if (lack !== undefined) return missing(400, lack);
  if (actions.some((other) => other.id === action.id)) return conflict(`Action ${String(action.id)} exists already.`);
  actions.push(action);
  return jsonReply(200, {});
}

const schedules = /^\/tasks\/schedules\/actions$/;

export const OTHER_ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/aicc$/, kind: 'other', answer: readAppliance },
  { method: 'POST', path: /^\/discoverRequest$/, kind: 'start', answer: discover },
  { method: 'GET', path: /^\/discoverRequest\/jobs\/([^/]+)$/, kind: 'look', answer: readDiscovery },
  { method: 'GET', path: /^\/ffdc\/endpoint\/([^/]+)$/, kind: 'start', answer: collectFiles },
  { method: 'GET', path: schedules, kind: 'other', answer: (_call, { actions }) => jsonReply(200, actions) },
  { method: 'POST', path: schedules, kind: 'other', answer: registerAction },
];
