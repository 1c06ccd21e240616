import type { CallContext, EndpointCheck } from '../../contract/vendor.ts';
import { tryAccess, unknown } from '../abilities.ts';
import { readJson } from '../answers.ts';
import type { Call } from '../http.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { refusal } from './refusal.ts';
import { createSession, type Session } from './session.ts';
import type { CcsSettings } from './tokens.ts';
import { BASE } from './wire.ts';

/** A search for one job of a documented type: whether there are any does not matter. */
const SEARCH = new URLSearchParams({ Attributes: '(JobType = CollectionEvaluationJob)', page: '1', pagesize: '1' });

/** With a token of its own, so that the log-in is truly tried. */
export async function check(access: EndpointAccess<CcsSettings>, { signal }: CallContext): Promise<EndpointCheck> {
  const session = createSession(access);
  const tasks = unknown(
    "needs the tasks Manage jobs, Collect data and Evaluate standards, and no documented read shows a user's tasks",
  );
  const abilities = await tryAccess(
    {
      logIn: { source: 'POST oauth/tokens gave a token', make: () => session.logIn('look', signal) },
      read: {
        source: 'jobs were searched, which takes the task View all jobs',
        make: () => search(session, signal),
        // What a search without matches answers is not documented.
        unclear: ['NotFound', 'InvalidRequest'],
      },
    },
    () => ({ start: tasks, cancel: tasks }),
  );
  return { ...(abilities.read.can === 'yes' ? { version: 'API v1' } : {}), abilities };
}

async function search(session: Session, signal: AbortSignal): Promise<void> {
  const call: Call = { kind: 'look', method: 'GET', path: `${BASE}/Jobs?${SEARCH}`, signal };
  const answer = await session.send(call);
  if (answer.status !== 200) throw refusal(session.endpoint, call, answer);
  // A page of something else, with status 200, is not this vendor.
  readJson(session.endpoint, call, answer);
}
