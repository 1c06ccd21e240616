import type { Abilities, Ability } from '../contract/vendor.ts';
import { VendorError, type VendorErrorType } from '../contract/vendor-error.ts';

export const yes = (source: string): Ability => ({ can: 'yes', source });
export const no = (source: string): Ability => ({ can: 'no', source });
export const unknown = (source: string): Ability => ({ can: 'unknown', source });

interface Attempt {
  /** How we know it where it works. */
  source: string;
  make(): Promise<unknown>;
}

interface Attempts {
  /** Left out where every call brings the password: then the read shows the log-in too. */
  logIn?: Attempt | undefined;
  /** `unclear`: errors that this read may give to somebody who may read. */
  read: Attempt & { unclear?: readonly VendorErrorType[] };
}

/** What is left to say where nobody knows who we are. */
export function withoutLogIn(why: string): Abilities {
  const untried = unknown('not tried without a log-in');
  return { logIn: no(why), read: untried, start: untried, cancel: untried };
}

/** What the user may do beyond reading, where we are in; told by what the read came to, or by a role or scope. */
type Rights = (read: Ability) => Pick<Abilities, 'start' | 'cancel'>;

/**
 * Logs in and makes one read. With a wrong password that is one refused log-in, since vendors lock users out after a few.
 */
export async function tryAccess({ logIn, read }: Attempts, rights: Rights): Promise<Abilities> {
  if (logIn === undefined) return await tryPassword(read, rights);
  const refused = await failureOf(logIn);
  if (refused !== undefined) return withoutLogIn(refused.message);
  const failed = await failureOf(read);
  const isUnclear = failed !== undefined && read.unclear?.includes(failed.type) === true;
  const verdict = failed === undefined ? yes(read.source) : (isUnclear ? unknown : no)(failed.message);
  return { logIn: yes(logIn.source), read: verdict, ...rights(verdict) };
}

async function tryPassword(read: Attempts['read'], rights: Rights): Promise<Abilities> {
  const failed = await failureOf(read);
  const seen = yes(read.source);
  if (failed === undefined) return { logIn: seen, read: seen, ...rights(seen) };
  const refused = no(failed.message);
  switch (failed.type) {
    case 'Unauthorized':
    case 'Unavailable':
    case 'Untrusted':
    case 'RateLimited':
      return withoutLogIn(failed.message);
    case 'Forbidden':
      // Whoever is refused a right is known.
      return { logIn: yes('the read was answered with 403, not with 401'), read: refused, ...rights(refused) };
    default:
      return { logIn: unknown("the read's answer does not show it"), read: refused, ...rights(refused) };
  }
}

async function failureOf({ make }: Attempt): Promise<VendorError | undefined> {
  try {
    await make();
    return undefined;
  } catch (error) {
    if (error instanceof VendorError) return error;
    throw error;
  }
}
