import type { Ability, CallContext, EndpointCheck } from '../../contract/vendor.ts';
import { no, tryAccess, unknown, yes } from '../abilities.ts';
import { type Errand, McsApi } from './api.ts';
import { createSession } from './session.ts';
import { type Access, SCOPES, type Scope } from './settings.ts';
import { executionRows } from './wire.ts';

/** With a token of its own, so that the log-in is truly tried; the token's scopes tell what it may do. */
export async function check(access: Access, { signal }: CallContext): Promise<EndpointCheck> {
  const session = createSession(access);
  const api = new McsApi(session, access.settings);
  const errand: Errand = { kind: 'look', signal };
  let scopes: readonly string[] | undefined;
  const abilities = await tryAccess(
    {
      logIn: {
        source: 'tokenFile' in access.credentials ? 'the token file holds a JWT' : 'the token server gave a JWT',
        make: async () => {
          scopes = await session.scopes('look', signal);
        },
      },
      read: {
        source: `the customer's executions were read, which takes the scope ${SCOPES.read}`,
        make: async () => api.read(await api.newest(errand), executionRows),
        // The list came later than the rest of this API, and nothing says whether it needs an instance.
        unclear: ['NotFound', 'InvalidRequest'],
      },
    },
    (read) => ({
      start: byScopes(scopes, [SCOPES.create, SCOPES.approve, SCOPES.read], read),
      cancel: byScopes(scopes, [SCOPES.approve], read),
    }),
  );
  return { version: 'selfservice/v1', abilities };
}

/** A scope alone opens nothing at a customer who has not opted in: then the read was refused, too. */
function byScopes(scopes: readonly string[] | undefined, wanted: readonly Scope[], read: Ability): Ability {
  if (scopes === undefined) return unknown('the token names no scopes');
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) return no(`the token lacks the scope ${missing.join(' ')}`);
  const held = `the token has the scope ${wanted.join(' ')}`;
  return read.can === 'no' && scopes.includes(SCOPES.read) ? unknown(`${held}, but a read was refused`) : yes(held);
}
