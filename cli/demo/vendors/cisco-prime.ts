import type { RunningSimulator } from '../../../simulators/index.ts';
import type { Scenario } from '../scenario.ts';
import { SCENARIOS, workOf } from '../scenarios.ts';
import type { DemoVendor } from './demo-vendor.ts';

/** The burst's own user: Prime limits by user, and the other endpoints must not be slowed by it. */
export const BURST_USER = { name: 'branches', password: 'Branches-1', may: ['NBI Read', 'NBI Write'] };

export const ciscoPrime: DemoVendor = {
  title: 'Cisco Prime',
  options: (scenarios) => ({
    'cisco-prime': {
      users: [BURST_USER],
      templates: scenarios.map((scenario) => ({
        name: workOf(scenario),
        seconds: scenario.course.seconds,
        ends: scenario.course.fails ? 'failure' : 'success',
        ...(scenario.course.refusesStop && { isStubborn: true }),
      })),
    },
  }),
  order: (scenario) => ({
    operation: 'deploy-template',
    params: { templateName: workOf(scenario), devices: [{ id: deviceOf(scenario) }] },
  }),
  isFor: (scenario, { content }) => content?.includes(`"device":"${deviceOf(scenario)}"`) ?? false,
  startBody: (scenario) => `>${deviceOf(scenario)}<`,
  script: refuseOneLook,
};

/** No two deploys go to one device, so that a request shows whose it is. */
function deviceOf(scenario: Scenario): string {
  return String(2001 + SCENARIOS.indexOf(scenario));
}

/** Looks go in batches, so that they may well stay below Prime's limit: one refusal is scripted. */
function refuseOneLook(simulator: RunningSimulator): void {
  const message = `NBI Rate limit for user ${BURST_USER.name} exceeded`;
  simulator.addFaults({
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
