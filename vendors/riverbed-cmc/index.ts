import type { Vendor } from '../../contract/vendor.ts';
import { vendorModule } from '../vendor-module.ts';
import { cancelJobs } from './cancel.ts';
import { check } from './check.ts';
import { type CmcCredentials, credentials } from './credentials.ts';
import { findPushes } from './find.ts';
import type { CmcHandle } from './handle.ts';
import type { CmcAccess } from './log-in.ts';
import { createLook } from './look.ts';
import type { Push } from './params.ts';
import { rehearsal } from './rehearsal.ts';
import { createSession } from './session.ts';
import { type CmcSettings, settings } from './settings.ts';
import { adoptJob, startPush } from './start.ts';

function create(access: CmcAccess): Vendor {
  const session = createSession(access);
  const vendor: Vendor<CmcHandle> = {
    start: (params, context) => startPush(session, params as Push, context),
    find: (params, context) => findPushes(session, params as Push, context),
    look: createLook(session),
    cancel: (asks, context) => cancelJobs(session, asks, context),
    adopt: (ids, context) => adoptJob(session, ids, context),
    check: (context) => check(access, context),
  };
  // Handles come back from the workflow as this vendor gave them.
  return vendor as unknown as Vendor;
}

/** Riverbed Central Management Console (SteelCentral Controller), `cmc.configurator` 1.0 and 1.1. */
export const riverbedCmc = vendorModule<CmcSettings, CmcCredentials>({
  capabilities: {
    cancel: 'both',
    find: { push: 'content' },
    // Twice what web servers commonly give the application behind them; the vendor says nothing.
    startSettlesMs: 120_000,
    // They are one list; the bound is for those that are not in it, each a call: at 5 a second they fit into a look's time.
    looksInOneCall: 200,
    cancelsInOneCall: 1,
    suspend: 'none',
    resume: 'none',
    percent: true,
    adopt: ['jobId'],
    login: ['access code', 'cookie', 'basic'],
    rateLimitSigns: [],
  },
  credentials,
  settings,
  create,
  rehearsal,
});
