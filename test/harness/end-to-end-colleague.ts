import { basic } from '../../simulators/test-client.ts';
import type { Lab } from './end-to-end.ts';
import type { Work } from './end-to-end-configuration.ts';

/** What people see of a job at the vendor that somebody else has started. */
export interface ForeignJob {
  /** As Reeve calls it. */
  vendorJobId: string;
  id: string;
  runId: string;
}

/** A colleague starts a job at Prime, without Reeve. */
export async function deployByHand(lab: Lab, work: Work): Promise<ForeignJob> {
  const { ask, until, job } = lab.vendor['cisco-prime'];
  const cliTemplateCommand = { templateName: work, targetDevices: { targetDevice: [{ targetDeviceID: '1051' }] } };
  const answer = await ask('/webacs/api/v3/op/cliTemplateConfiguration/deployTemplateThroughJob.json', {
    method: 'PUT',
    headers: { ...basic('colleague', 'Colleague-1'), 'content-type': 'application/json' },
    body: JSON.stringify({ cliTemplateCommand }),
  });
  const name: string = answer.json().mgmtResponse.cliTemplateCommandJobResult[0].jobName;
  await until(`${name} runs`, ({ jobs }) => jobs.some((each) => each.name === name && each.state === 'running'));
  const { id, runId = '' } = await job(name);
  return { vendorJobId: name, id, runId };
}

/** A colleague executes a job of CCS, without Reeve. */
export async function executeByHand(lab: Lab, work: Work): Promise<ForeignJob> {
  const { ask } = lab.vendor['symantec-ccs'];
  const { jobId } = lab.order('ccs', work).params;
  const granted = await ask('/ccs/api/v1/oauth/tokens', {
    method: 'POST',
    body: 'grant_type=password&username=domain1\\colleague&password=Colleague-1',
  });
  const run = await ask(`/ccs/api/v1/jobs/${jobId}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${granted.json().access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ Operation: 'execute' }),
  });
  const runId: string = run.json().JobRunID;
  return { vendorJobId: runId, id: String(jobId), runId };
}
