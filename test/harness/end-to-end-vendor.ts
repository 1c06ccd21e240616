import type { ControlInput, FaultRule, LedgerJob, LedgerReport, VendorName } from '../../simulators/index.ts';
import { type Ask, createClient, type Json } from '../../simulators/test-client.ts';
import { until } from './end-to-end-until.ts';

/** A simulator as a test sees it: through its instruments, over HTTP. */
export interface VendorView {
  /** Any request, as anybody could send it. */
  ask: Ask;
  ledger(): Promise<LedgerReport>;
  /** The jobs that this user has started through the API. */
  jobsOf(user: string): Promise<LedgerJob[]>;
  /** The vendor's truth about what Reeve calls `vendorJobId`. */
  job(vendorJobId: string | undefined): Promise<LedgerJob>;
  /** Scripts a fault, and answers how many calls were of its kind, and how many it has hit. */
  fault(rule: FaultRule): Promise<() => Promise<{ seen: number; hits: number }>>;
  control(action: ControlInput): Promise<void>;
  /** Waits until the ledger shows it. */
  until(what: string, is: (ledger: LedgerReport) => boolean | Promise<boolean>, withinMs?: number): Promise<void>;
}

export function viewVendor(vendor: VendorName, url: string, ca: string | undefined): VendorView {
  const ask = createClient(url, ca);
  const ledger = async () => (await ask('/_ledger')).json() as LedgerReport;
  async function post(path: string, content: unknown): Promise<Json> {
    const { status, body, json } = await ask(path, { method: 'POST', body: JSON.stringify(content) });
    if (status >= 300) throw new Error(`${vendor}: ${path} answered ${status}: ${body}`);
    return json();
  }
  return {
    ask,
    ledger,
    jobsOf: async (user) =>
      (await ledger()).jobs.filter(({ startedBy }) => startedBy.user === user && startedBy.call !== undefined),
    async job(vendorJobId) {
      const { jobs } = await ledger();
      const found = jobs.find(({ name, runId }) => [name, runId].includes(vendorJobId ?? ''));
      if (found === undefined) throw new Error(`${vendor} has no job ${vendorJobId} in its ledger`);
      return found;
    },
    async fault(rule) {
      const [{ id }] = await post('/_faults', [rule]);
      return async () => {
        const { seen, hits } = (await ask('/_faults')).json().find((entry: { id: string }) => entry.id === id);
        return { seen, hits };
      };
    },
    control: (action) => post('/_control', action),
    async until(what, is, withinMs) {
      const holds = async () => (await is(await ledger())) || undefined;
      await until(`${vendor}: ${what}`, holds, async () => (await ledger()).calls.slice(-30), withinMs);
    },
  };
}
