import type { CallContext, EndpointCheck } from '../../contract/vendor.ts';
import { tryAccess, unknown } from '../abilities.ts';
import type { EndpointAccess } from '../vendor-module.ts';
import { PrimeApi } from './api.ts';
import type { Settings } from './settings.ts';

/** One job of JobSummary shows log-in and right to read. Nothing that Prime documents shows a user's groups. */
export async function check(access: EndpointAccess<Settings>, { signal }: CallContext): Promise<EndpointCheck> {
  const api = new PrimeApi(access);
  const groups = unknown("needs the user group NBI Write, and no documented read shows a user's groups");
  const abilities = await tryAccess(
    {
      read: {
        source: `JobSummary was read as user ${api.username}, which takes the user group NBI Read`,
        make: () => api.summaries({ '.maxResults': '1' }, { kind: 'look', signal }),
      },
    },
    () => ({ start: groups, cancel: groups }),
  );
  // The version stands in the address, and there is no other to be read.
  const isKnown = abilities.read.can === 'yes';
  return { ...(isKnown ? { version: `API ${access.settings.apiVersion}` } : {}), abilities };
}
