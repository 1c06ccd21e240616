import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Simulators, SimulatorsOptions } from '../../simulators/index.ts';

/** The vendors that these tests drive. */
export type Driven = 'cisco-prime' | 'symantec-ccs';

/** One endpoint of a test; each has a user of its own, so that the ledger tells whose calls are whose. */
export interface EndpointPlan {
  vendor: Driven;
  /** A user that the simulator has already, instead of one of its own. */
  user?: { name: string; password: string };
  /** Fields of `reeve.yaml` beside, or instead of, those of every test; undefined leaves one out. */
  fields?: Record<string, unknown>;
}
export type EndpointPlans = Readonly<Record<string, EndpointPlan>>;

/** How work goes that a test asks for, the same at both vendors. Vendor seconds, of which ten pass in a second. */
const WORK = {
  short: { seconds: 10 },
  steady: { seconds: 50 },
  failing: { seconds: 10, fails: true },
  stubborn: { seconds: Number.POSITIVE_INFINITY, refusesStop: true },
  endless: { seconds: Number.POSITIVE_INFINITY },
} as const;
export type Work = keyof typeof WORK;

const RIGHTS: Record<Driven, string[]> = {
  'cisco-prime': ['NBI Read', 'NBI Write'],
  'symantec-ccs': [
    'Manage jobs',
    'Collect data',
    'View all jobs',
    'View standards',
    'View assets',
    'View evaluation results',
    'Evaluate standards',
  ],
};

/** So long that whoever looks once after a cancel sees the job still running. */
const STOP_SECONDS = 15;

/** A job of CCS runs once at a time: each test has its own. */
const CCS_JOBS_OF_A_KIND = 16;

export function userOf(name: string, { user }: EndpointPlan): { name: string; password: string } {
  return user ?? { name: `of-${name}`, password: `Secret+of/${name}=1` };
}

export function simulatorsFor(plans: EndpointPlans, more: SimulatorsOptions = {}): SimulatorsOptions {
  const users = (vendor: Driven) =>
    Object.entries(plans)
      .filter(([, plan]) => plan.vendor === vendor && plan.user === undefined)
      .map(([name, plan]) => ({ ...userOf(name, plan), may: RIGHTS[vendor] }));
  const works = Object.entries(WORK).map(([name, work]) => ({ fails: false, refusesStop: false, name, ...work }));
  return {
    vendors: ['cisco-prime', 'symantec-ccs'],
    speed: 10,
    ...more,
    'cisco-prime': {
      stopSeconds: STOP_SECONDS,
      users: users('cisco-prime'),
      templates: works.map(({ name, seconds, fails, refusesStop }) => ({
        name,
        seconds,
        ends: fails ? 'failure' : 'success',
        isStubborn: refusesStop,
      })),
      ...more['cisco-prime'],
    },
    'symantec-ccs': {
      stopSeconds: STOP_SECONDS,
      users: users('symantec-ccs'),
      jobs: works.flatMap(({ name, seconds, fails, refusesStop }) =>
        Array.from({ length: CCS_JOBS_OF_A_KIND }, (_, index) => ({
          name: `${name}-${index}`,
          behaviour: { pendingSeconds: 0, seconds, ends: fails ? 'faulted' : 'completed', refusesAbort: refusesStop },
        })),
      ),
      ...more['symantec-ccs'],
    },
  };
}

/** Hands out what to ask the vendor for. */
export type Orders = (endpoint: string, work: Work) => Order;
export interface Order {
  operation: string;
  params: Record<string, unknown>;
}

export function createOrders(plans: EndpointPlans, simulators: Simulators): Orders {
  const used = new Map<Work, number>();
  return (endpoint, work) => {
    if (plans[endpoint]?.vendor !== 'symantec-ccs') {
      return { operation: 'deploy-template', params: { templateName: work, devices: [{ id: '1051' }] } };
    }
    const index = used.get(work) ?? 0;
    used.set(work, index + 1);
    const { jobNames } = simulators.get('symantec-ccs').inventory() as { jobNames?: Record<string, string> };
    const jobId = jobNames?.[`${work}-${index}`];
    if (jobId === undefined) throw new Error(`CCS has no job ${work}-${index}`);
    return { operation: 'run', params: { jobId } };
  };
}

/** Writes `reeve.yaml` and the files that it refers to. */
export async function writeConfiguration(
  plans: EndpointPlans,
  simulators: Simulators,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'reeve-end-to-end-'));
  const entries = Object.entries(plans).map(async ([name, plan]) => {
    const { name: username, password } = userOf(name, plan);
    await writeFile(join(folder, `${name}.password`), password, { mode: 0o600 });
    const fields = {
      vendor: plan.vendor,
      url: simulators.get(plan.vendor).url,
      credentials: { username, password: `\${file:${name}.password}` },
      ca: simulators.caFile,
      timeout: '5s',
      intervals: { least: '1s', greatest: '2s', stop: '1s' },
      ...plan.fields,
    };
    return [name, fields];
  });
  const path = join(folder, 'reeve.yaml');
  const endpoints = Object.fromEntries(await Promise.all(entries));
  await writeFile(path, stringify({ installation: 'end-to-end', endpoints }, { keepUndefined: false }));
  return { path, remove: () => rm(folder, { recursive: true, force: true }) };
}
