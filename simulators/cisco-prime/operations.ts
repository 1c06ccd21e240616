import type { Call, Reply } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Ledger } from '../core/ledger.ts';
import type { RateLimit } from '../core/rate-limit.ts';
import type { Address } from './address.ts';
import { documentReply, type Tree } from './format.ts';
import type { Jobs } from './jobs.ts';
import type { CiscoPrimeOptions } from './options.ts';
import type { TemplateList } from './templates.ts';

/** What the operations work on. */
export interface Prime {
  jobs: Jobs;
  templates: TemplateList;
  rateLimit: RateLimit;
  clock: Clock;
  ledger: Ledger;
  utcOffsetMinutes: number;
  emptyList: NonNullable<CiscoPrimeOptions['emptyList']>;
}

export type Operation = (call: Call, address: Address, prime: Prime) => Reply;

/** The envelope of every operation's answer. */
export function operationReply(call: Call, { requestUrl, rootUrl }: Address, content: Tree): Reply {
  const head = { '@requestUrl': requestUrl, '@responseType': 'operation', '@rootUrl': rootUrl };
  return documentReply(200, { mgmtResponse: { ...head, ...content } }, call);
}
