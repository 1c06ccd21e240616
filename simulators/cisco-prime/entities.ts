import { type ApiVersion, nestedList } from './address.ts';
import type { Tree } from './format.ts';
import { type Job, lastRun } from './job.ts';
import type { Jobs } from './jobs.ts';
import type { TemplateList } from './templates.ts';
import { formatTime } from './times.ts';

export interface Entity {
  id: string;
  displayName: string;
  fields: Tree;
}

export interface EntityType {
  name: string;
  dtoName: string;
  /** Names that can be filtered and sorted by. */
  fieldNames: string[];
  list(version: ApiVersion): Entity[];
  /** Left out of a list, unless a filter on that field asks for it. */
  isLeftOut?(entity: Entity, filtered: Set<string>): boolean;
}

const JOB_FIELDS = [
  'completionTime',
  'description',
  'duration',
  'jobName',
  'jobStatus',
  'jobType',
  'lastStartTime',
  'nextRunTime',
  'resultStatus',
  'runId',
  'runStatus',
  'username',
];

/** Text in v1 to v3, number in v4. */
function numeric(version: ApiVersion, value: string | number): string | number {
  return version === 4 ? Number(value) : String(value);
}

function runFields(job: Job, version: ApiVersion, time: (ms: number) => string): Tree {
  const run = lastRun(job);
  if (run === undefined) return {};
  const { completedAt, startedAt, resultStatus, runStatus } = run;
  return {
    ...(completedAt === undefined
      ? {}
      : {
          completionTime: time(completedAt),
          duration: numeric(version, Math.round((completedAt - startedAt) / 1000)),
        }),
    lastStartTime: time(startedAt),
    resultStatus,
    runId: numeric(version, run.id),
    runStatus,
  };
}

export function jobFields(job: Job, version: ApiVersion, utcOffsetMinutes: number): Tree {
  const time = (ms: number) => formatTime(ms, utcOffsetMinutes);
  return {
    description: job.description,
    jobName: job.name,
    jobStatus: job.status,
    jobType: job.type,
    ...(job.nextRunTime === undefined ? {} : { nextRunTime: time(job.nextRunTime) }),
    username: job.username,
    ...runFields(job, version, time),
    ...job.shown,
  };
}

export function jobSummaries(jobs: Jobs, utcOffsetMinutes: number): EntityType {
  return {
    name: 'JobSummary',
    dtoName: 'jobSummaryDTO',
    fieldNames: JOB_FIELDS,
    list: (version) =>
      jobs.visible().map((job) => {
        const fields = jobFields(job, version, utcOffsetMinutes);
        return { id: job.id, displayName: `${job.name},${job.type},${fields.jobStatus}`, fields };
      }),
    // The product's own jobs are shown only to those who ask for them by name.
    isLeftOut: ({ fields }, filtered) => fields.username === 'SYSTEM' && !filtered.has('username'),
  };
}

const DEVICES = [1051, 1052, 1053, 1054, 1055, 1056, 1057, 1058].map((id) => ({
  id: String(id),
  fields: {
    deviceId: id,
    deviceName: `switch-${id}.example.net`,
    deviceType: 'Cisco Catalyst 2960',
    collectionStatus: 'COMPLETED',
    productFamily: 'Switches and Hubs',
    softwareType: 'IOS',
    softwareVersion: '15.2(2)E6',
    ipAddress: `10.20.0.${id - 1000}`,
    managementStatus: 'MANAGED_AND_SYNCHRONIZED',
    reachability: 'REACHABLE',
  },
}));

export const devices: EntityType = {
  name: 'Devices',
  dtoName: 'devicesDTO',
  fieldNames: Object.keys(DEVICES[0]?.fields ?? {}),
  list: () => DEVICES.map((device) => ({ ...device, displayName: `${device.fields.deviceName},${device.id}` })),
};

const FIRST_TEMPLATE_ID = 30_410;
const OPTIONAL = [{ name: 'description', required: false }];

export function cliTemplates(templates: TemplateList): EntityType {
  return {
    name: 'CliTemplate',
    dtoName: 'cliTemplateDTO',
    fieldNames: ['description', 'deployCount', 'name', 'path', 'templateId'],
    list: (version) =>
      templates.all().map(({ name, variables = OPTIONAL }, index) => {
        const id = FIRST_TEMPLATE_ID + index;
        const path = 'My Templates/CLI Templates (User Defined)';
        const variable = nestedList(version, variables);
        const fields = { description: `CLI template ${name}`, name, path, templateId: id, variables: { variable } };
        return { id: String(id), displayName: `${name},${id}`, fields };
      }),
  };
}
