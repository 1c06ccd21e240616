import type { Vendor } from '../../contract/vendor.ts';
import { type EndpointAccess, type PasswordCredentials, passwordCredentials, vendorModule } from '../vendor-module.ts';
import { adopt } from './adopt.ts';
import { PrimeApi } from './api.ts';
import { cancel } from './cancel.ts';
import { check } from './check.ts';
import { find } from './find.ts';
import type { PrimeHandle } from './handle.ts';
import { limits } from './limits.ts';
import { look } from './look.ts';
import type { DeployTemplate } from './params.ts';
import { type Settings, settings } from './settings.ts';
import { start } from './start.ts';
import { resume, suspend } from './suspend.ts';

export const ciscoPrime = vendorModule<Settings, PasswordCredentials>({
  capabilities: {
    cancel: 'both',
    find: { 'deploy-template': 'content' },
    // Public clients wait up to 30 s until a job that Prime has taken shows in its lists.
    startSettlesMs: 60_000,
    looksInOneCall: 50,
    cancelsInOneCall: 50,
    // The definition's trigger, never a running instance.
    suspend: 'scheduled',
    resume: 'scheduled',
    percent: false,
    adopt: ['jobName', 'jobId', 'runId'],
    login: ['basic'],
    rateLimitSigns: [
      '503 "NBI Global Rate limit exceeded"',
      '503 "NBI Rate limit for user … exceeded"',
      '503 "Per user concurrent query count exceeded"',
    ],
  },
  credentials: passwordCredentials,
  settings,
  requestsPerSecond: 5,
  concurrentRequests: 5,
  sessions: 5,
  create,
});

function create(access: EndpointAccess<Settings>): Vendor {
  const api = new PrimeApi(access);
  const vendor: Vendor<PrimeHandle> = {
    start: (params, context) => start(api, params as DeployTemplate, context),
    find: (params, context) => find(api, params as DeployTemplate, context),
    look: (handles, context) => look(api, handles, context),
    cancel: (asks, context) => cancel(api, asks, context),
    adopt: (ids, context) => adopt(api, ids, context),
    suspend: (handles, context) => suspend(api, handles, context),
    resume: (handles, context) => resume(api, handles, context),
    check: (context) => check(access, context),
    limits: (context) => limits(api, context),
  };
  // Handles come back from the workflow as this vendor gave them.
  return vendor as unknown as Vendor;
}
