import type { ControlInput, FaultRule, LedgerJob, LedgerReport, VendorName } from '../../simulators/index.ts';
import { createClient } from '../../simulators/test-client.ts';
import { until } from './end-to-end-until.ts';

/** A simulator as a test sees it: through its instruments, over HTTP. */
export interface VendorView {
  ledger(): Promise<LedgerReport>;
  /** The jobs that this user has started through the API. */
  jobsOf(user: string): Promise<LedgerJob[]>;
  /** The vendor's truth about what Reeve calls `vendorJobId`. */
  job(vendorJobId: string | undefined): Promise<LedgerJob>;
  fault(...rules: FaultRule[]): Promise<void>;
  /** How many calls each scripted fault has hit. */
  hits(): Promise<Record<string, number>>;
  control(action: ControlInput): Promise<void>;
  /** Waits until the ledger shows it. */
  until<T>(what: string, find: (ledger: LedgerReport) => T | undefined, withinMs?: number): Promise<T>;
}

export function viewVendor(vendor: VendorName, url: string, ca: string | undefined): VendorView {
  const ask = createClient(url, ca);
  const ledger = async () => (await ask('/_ledger')).json() as LedgerReport;
  async function post(path: string, content: unknown): Promise<void> {
    const { status, body } = await ask(path, { method: 'POST', body: JSON.stringify(content) });
    if (status >= 300) throw new Error(`${vendor}: ${path} answered ${status}: ${body}`);
  }
  return {
    ledger,
    jobsOf: async (user) =>
      (await ledger()).jobs.filter(({ startedBy }) => startedBy.user === user && startedBy.call !== undefined),
    async job(vendorJobId) {
      const { jobs } = await ledger();
      const found = jobs.find(({ name, runId }) => [name, runId].includes(vendorJobId ?? ''));
      if (found === undefined) throw new Error(`${vendor} has no job ${vendorJobId} in its ledger`);
      return found;
    },
    fault: (...rules) => post('/_faults', rules),
    async hits() {
      const entries: { id: string; hits: number }[] = (await ask('/_faults')).json();
      return Object.fromEntries(entries.map(({ id, hits }) => [id, hits]));
    },
    control: (action) => post('/_control', action),
    until: (what, find, withinMs) =>
      until(
        `${vendor}: ${what}`,
        async () => find(await ledger()),
        async () => (await ledger()).calls.slice(-30),
        withinMs,
      ),
  };
}
