import { type Simulators, type SimulatorsOptions, startSimulators } from '../../simulators/index.ts';
import { ENDPOINTS, SCENARIOS, type Scenario, type VendorName } from './scenarios.ts';

/** The burst's own user: Prime limits by user, and the other endpoints must not be slowed by it. */
export const BURST_USER = { name: 'branches', password: 'Branches-1', may: ['NBI Read', 'NBI Write'] };

/** Starts simulators that have a template, or a job, for each scenario. */
export async function startVendors(): Promise<Simulators> {
  const simulators = await startSimulators(options());
  refuseOneLook(simulators);
  return simulators;
}

function options(): SimulatorsOptions {
  return {
    vendors: ['cisco-prime', 'symantec-ccs'],
    'cisco-prime': {
      users: [BURST_USER],
      templates: at('cisco-prime').map((scenario) => ({
        name: templateOf(scenario),
        seconds: scenario.course.seconds,
        ends: scenario.course.fails ? 'failure' : 'success',
        ...(scenario.course.refusesStop && { isStubborn: true }),
      })),
    },
    'symantec-ccs': {
      jobs: at('symantec-ccs').map(({ name, course: { seconds, pendingSeconds = 0, fails, refusesStop = false } }) => ({
        name,
        behaviour: { pendingSeconds, seconds, ends: fails ? 'faulted' : 'completed', refusesAbort: refusesStop },
      })),
    },
  };
}

export function at(vendor: VendorName): Scenario[] {
  return SCENARIOS.filter(({ endpoint }) => ENDPOINTS[endpoint] === vendor);
}

export function templateOf({ name, template = name }: Scenario): string {
  return template;
}

/** Looks go in batches, so that they may well stay below Prime's limit: one refusal is scripted. */
function refuseOneLook(simulators: Simulators): void {
  const message = `NBI Rate limit for user ${BURST_USER.name} exceeded`;
  simulators.get('cisco-prime').addFaults({
    match: { kind: 'look', user: BURST_USER.name },
    after: 2,
    action: {
      do: 'status',
      status: 503,
      contentType: 'application/xml',
      body: `<errorDocument><code>PRS-303</code><httpResponseCode>503</httpResponseCode><message>${message}</message></errorDocument>`,
    },
  });
}
