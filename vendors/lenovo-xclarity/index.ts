import type { Vendor } from '../../contract/vendor.ts';
import { type EndpointAccess, type PasswordCredentials, passwordCredentials, vendorModule } from '../vendor-module.ts';
import { adopt } from './adopt.ts';
import { LxcaApi } from './api.ts';
import { cancel } from './cancel.ts';
import { check } from './check.ts';
import { find } from './find.ts';
import type { LxcaHandle } from './handle.ts';
import { look } from './look.ts';
import { rehearsal } from './rehearsal.ts';
import { createSession } from './session.ts';
import { type Settings, settings } from './settings.ts';
import { stamped } from './stamped.ts';
import { type StartPlace, start } from './start.ts';

function create(access: EndpointAccess<Settings>): Vendor {
  const api = new LxcaApi(createSession(access));
  const place: StartPlace = {
    endpoint: access.name,
    url: access.url,
    username: access.credentials.username,
    cancelOrigins: access.settings.cancelOrigins,
    cancel: access.settings.cancel,
  };
  const vendor: Vendor<LxcaHandle> = {
    start: (params, context, resume) => start(api, place, params, context, resume),
    find: (params, context) => find(api, place, params, context),
    look: (handles, { signal }) => look(api, handles, { kind: 'look', signal }),
    cancel: (asks, context) => cancel(api, place, asks, context),
    adopt: (ids, context) => adopt(api, place, ids, context),
    stamped: (context) => stamped(api, context),
    check: (context) => check(access, context),
  };
  return vendor as unknown as Vendor;
}

/** Lenovo XClarity Administrator, REST API with `/tasks` (1.4 and later) and the older `/jobs`. */
export const lenovoXclarity = vendorModule<Settings, PasswordCredentials>({
  capabilities: {
    cancel: 'both',
    // The actions take no name from us.
    find: { 'update-firmware': 'content', power: 'content', track: 'stamp' },
    // Nothing is known of how long a request may wait in the appliance: its own web server's usual limit.
    startSettlesMs: 60_000,
    looksInOneCall: 50,
    cancelsInOneCall: 50,
    suspend: 'none',
    resume: 'none',
    percent: true,
    adopt: ['jobId'],
    login: ['session', 'basic'],
    rateLimitSigns: [],
  },
  credentials: passwordCredentials,
  settings,
  create,
  rehearsal,
});
