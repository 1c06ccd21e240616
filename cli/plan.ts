import type { JobRequest } from '../contract/job.ts';
import type { PlannedRequest, StartPlan } from '../vendors/plan-start.ts';
import { BadInput } from './bad-input.ts';
import { plain, printJson, printLine, printNote } from './print.ts';

/** Prints the requests that a start would send. Speaks to neither Temporal nor the vendor. */
export async function printPlan(request: JobRequest, configPath = 'reeve.yaml', isJson = false): Promise<void> {
  if (request.adopt !== undefined) {
    throw new BadInput({
      field: '--adopt',
      found: '--plan as well',
      expected: 'one of the two: adopting starts nothing',
    });
  }
  const plan = await planOf(request, configPath);
  if (isJson) {
    for (const one of plan.requests) printJson({ event: 'planned', ...one });
    for (const words of plan.further) printJson({ event: 'further', words });
    return;
  }
  for (const line of plan.requests.flatMap(requestLines)) printLine(line);
  for (const words of plan.further) printLine(`Then, by the answers: ${words}`);
  const { PLANNED_STAMP } = await import('../vendors/plan-start.ts');
  const isStamped = JSON.stringify(plan.requests).includes(PLANNED_STAMP);
  printNote('Nothing was sent and nothing was started.');
  if (isStamped) printNote(`${PLANNED_STAMP} stands for the job's stamp, which is known once it is started.`);
}

async function planOf({ endpoint, operation, params: given }: JobRequest, configPath: string): Promise<StartPlan> {
  const [{ loadConfiguration }, { checkParams }, { planStart }] = await Promise.all([
    import('../vendors/configuration.ts'),
    import('../vendors/params.ts'),
    import('../vendors/plan-start.ts'),
  ]);
  const { endpoints } = await loadConfiguration(configPath);
  const settings = Object.hasOwn(endpoints, endpoint) ? endpoints[endpoint] : undefined;
  if (settings === undefined)
    throw new BadInput({ field: 'endpoint', found: endpoint, expected: `one in ${configPath}` });
  const checked = checkParams(settings.vendor, operation, given);
  if ('problems' in checked) throw new BadInput(...checked.problems);
  try {
    return await planStart(endpoint, settings, { operation, params: checked.params });
  } catch (error) {
    if (!Error.isError(error) || error.name !== 'VendorError') throw error;
    throw new BadInput({
      field: 'request',
      found: error.message,
      expected: 'what the vendor would not refuse at once',
    });
  }
}

const WORDS: Record<PlannedRequest['is'], string> = {
  logIn: ' (log-in; only where there is no session yet)',
  read: ' (read; changes nothing)',
  start: '',
};

function requestLines({ is, method, url, headers, body }: PlannedRequest): string[] {
  const head = `${method} ${url}${WORDS[is]}`;
  const fields = Object.entries(headers).map(([name, value]) => `  ${name}: ${plain(value)}`);
  // As it is sent, but for what would drive a terminal.
  const content = body === undefined || body === '' ? [] : ['', ...body.split('\n').map((line) => `  ${plain(line)}`)];
  return [head, ...fields, ...content, ''];
}
