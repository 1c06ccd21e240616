import type { Vendor } from '../../contract/vendor.ts';
import { vendorModule } from '../vendor-module.ts';
import { adopt } from './adopt.ts';
import { McsApi } from './api.ts';
import { CalledOff } from './called-off.ts';
import { cancel } from './cancel.ts';
import { check } from './check.ts';
import { find } from './find.ts';
import type { McsHandle } from './handle.ts';
import { look } from './look.ts';
import type { RunConfig } from './params.ts';
import { rehearsal } from './rehearsal.ts';
import { createSession } from './session.ts';
import { type Access, type Credentials, credentials, type Settings, settings } from './settings.ts';
import { start } from './start.ts';

function create(access: Access): Vendor {
  const api = new McsApi(createSession(access), access.settings);
  const reader = { api, calledOff: new CalledOff() };
  const vendor: Vendor<McsHandle> = {
    start: (params, context, resume) => start(api, params as RunConfig, context, resume),
    find: (params, context) => find(reader, params as RunConfig, context),
    look: (handles, { signal }) => look(reader, handles, { kind: 'look', signal }),
    cancel: (asks, { signal }) => cancel(reader, asks, { kind: 'cancel', signal }),
    adopt: (ids, context) => adopt(reader, ids, context),
    check: (context) => check(access, context),
  };
  // Handles come back from the workflow as this vendor gave them.
  return vendor as unknown as Vendor;
}

/** Oracle Managed Cloud Self Service: configuration executions. */
export const oracleManagedCloud = vendorModule<Settings, Credentials>({
  capabilities: {
    cancel: 'scheduled',
    find: { 'run-config': 'stamp' },
    // Not known of this vendor: twice the minute after which gateways usually give up a request.
    startSettlesMs: 120_000,
    looksInOneCall: 25,
    cancelsInOneCall: 1,
    suspend: 'none',
    resume: 'none',
    percent: false,
    adopt: ['executionId', 'instanceId'],
    login: ['client credentials', 'token file'],
    rateLimitSigns: [],
  },
  credentials,
  settings,
  create,
  rehearsal,
});
