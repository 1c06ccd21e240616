import { z } from 'zod';
import type { Vendor } from '../../contract/vendor.ts';
import { type EndpointAccess, type PasswordCredentials, passwordCredentials, vendorModule } from '../vendor-module.ts';
import { abortRun } from './abort.ts';
import { check } from './check.ts';
import { findRuns } from './find.ts';
import { lookAtRuns } from './look.ts';
import type { RunParams } from './params.ts';
import type { CcsHandle } from './reading.ts';
import { rehearsal } from './rehearsal.ts';
import { createSession } from './session.ts';
import { adoptRun, startRun } from './start.ts';
import type { CcsSettings } from './tokens.ts';

/** GUIDs are the same in either case; Reeve compares texts. */
function jobIdOf(params: unknown): string {
  return (params as RunParams).jobId.toLowerCase();
}

function create(access: EndpointAccess<CcsSettings>): Vendor {
  const session = createSession(access);
  const vendor: Vendor<CcsHandle> = {
    start: (params, context) => startRun(session, jobIdOf(params), context),
    find: (params, context) => findRuns(session, jobIdOf(params), context),
    look: (handles, { signal }) => lookAtRuns(session, handles, { kind: 'look', signal }),
    cancel: (asks, context) => Promise.all(asks.map(({ handle }) => abortRun(session, handle, context))),
    adopt: (ids, context) => adoptRun(session, ids, context),
    check: (context) => check(access, context),
  };
  return vendor as unknown as Vendor;
}

/** Symantec (Broadcom) Control Compliance Suite, REST API v1 of 12.x. */
export const symantecCcs = vendorModule<CcsSettings, PasswordCredentials>({
  capabilities: {
    cancel: 'running',
    find: { run: 'content' },
    // Windows' HTTP.sys keeps a request that nobody takes for at most 120 s in its queue; the rest is for carrying it out.
    startSettlesMs: 150_000,
    // Each job's runs are one call, so this bounds the calls of one look too.
    looksInOneCall: 50,
    cancelsInOneCall: 1,
    suspend: 'none',
    resume: 'none',
    percent: false,
    adopt: ['runId', 'jobId'],
    login: ['password token', 'refresh token'],
    rateLimitSigns: [],
  },
  credentials: passwordCredentials,
  settings: z.strictObject({
    passwordEncoding: z
      .enum(['plain', 'base64'])
      .default('base64')
      .describe('How the password travels in the token request.'),
  }),
  defaultPort: 12_431,
  create,
  rehearsal,
});
