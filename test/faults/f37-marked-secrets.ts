import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import getPort from 'get-port';
import { parse, stringify } from 'yaml';
import { formsOf, textOf } from '../harness/end-to-end-histories.ts';
import { runReeve } from '../harness/end-to-end-process.ts';
import { secretOf, userOf } from './configuration.ts';
import { secretsIn } from './evidence.ts';
import { stopUnder } from './f23-bad-cancels.ts';
import { type Fault, type FaultContext, inWaves, type Try } from './fault.ts';
import { startAll, untilClosed, untilKnown } from './jobs.ts';
import type { FaultLab, Started } from './lab.ts';
import { untilPending } from './pending.ts';
import { type Action, patchTruth, script } from './scripts.ts';
import type { FaultedVendor } from './vendors.ts';

/** A refusal in the vendor's own form that repeats the credentials, as careless servers do. */
function echo(vendor: FaultedVendor, status: number, endpoint: string): Action {
  const user = { name: userOf(endpoint), password: secretOf(endpoint) };
  const words = `not for ${user.name} with ${formsOf(user).join(' or ')}`;
  const bodies: Record<FaultedVendor, string> = {
    'cisco-prime': `<errorDocument><httpResponseCode>${status}</httpResponseCode><message>${words}</message></errorDocument>`,
    'symantec-ccs': JSON.stringify({ Message: words, error: 'invalid_grant', error_description: words }),
    'lenovo-xclarity': JSON.stringify({ result: 'failure', messages: [{ id: 'X', text: words, explanation: words }] }),
    'riverbed-cmc': JSON.stringify({ error_id: 'X', error_text: words }),
    'oracle-managed-cloud': JSON.stringify({ code: 'X', message: words, error_description: words }),
  };
  const contentType = vendor === 'cisco-prime' ? 'application/xml' : 'application/json';
  return { do: 'status', status, body: bodies[vendor], contentType, when: 'before' };
}

/** Whatever goes out of Reeve, by where it goes. */
type Written = Record<string, string>;

/** What the server keeps of each workflow besides its history: memo, search attributes, pending failures. */
async function records(lab: FaultLab): Promise<string> {
  const texts: string[] = [];
  for await (const { workflowId } of lab.reeve.client.workflow.list()) {
    const described = await lab.reeve.client.workflow.getHandle(workflowId).describe();
    texts.push(textOf(described.raw), inspect(described, { depth: 20 }));
  }
  return texts.join('\n');
}

async function errorsOf(jobs: readonly Started[]): Promise<string> {
  const errors = jobs.map(({ job }) => job.result().then(String, (error) => inspect(error, { depth: 20 })));
  return (await Promise.all(errors)).join('\n');
}

/** The command line: of jobs, and of configurations that hold the secret where it may not stand. */
async function commands(lab: FaultLab, [one]: readonly Started[]): Promise<Written> {
  const { path, folder } = lab.configuration;
  const env = { ...process.env, TEMPORAL_ADDRESS: lab.temporal.address };
  const written = parse(await readFile(path, 'utf8'));
  const [name = ''] = lab.endpoints;
  const spoiled = {
    inline: { credentials: { username: secretOf(name), password: secretOf(name), clientSecret: secretOf(name) } },
    'bad-limits': { limits: { requestsPerSecond: secretOf(name) } },
    'bad-url': { url: `https://${userOf(name)}:${encodeURIComponent(secretOf(name))}@127.0.0.1:1` },
  };
  const output: Written = {};
  for (const [kind, fields] of Object.entries(spoiled)) {
    const file = join(folder, `${kind}.yaml`);
    const endpoints = { [name]: { ...written.endpoints[name], ...fields, nonsense: kind } };
    await writeFile(file, stringify({ ...written, endpoints }));
    output[`reeve worker, ${kind}`] = (await runReeve(['worker', '-c', file], env)).output;
  }
  const id = one?.job.id ?? '';
  for (const args of [
    ['list', '--json'],
    ['get', id],
    ['get', id, '--json'],
    ['stop', id, '--json'],
  ]) {
    output[`reeve ${args[0]}`] = `${output[`reeve ${args[0]}`] ?? ''}${(await runReeve(args, env)).output}`;
  }
  return output;
}

/** Metrics that the worker must have told, or they were not searched. */
const TOLD = ['reeve_looks_failed', 'temporal_'];

async function metricsOf(address: string): Promise<string> {
  const answer = await fetch(`http://${address}/metrics`);
  const text = await answer.text();
  const missing = TOLD.filter((name) => !text.includes(name));
  if (missing.length > 0) throw new Error(`the worker's metrics hold no ${missing.join(', ')}: ${text.slice(0, 500)}`);
  return text;
}

async function wave(lab: FaultLab, size: number, metrics: string): Promise<Try[]> {
  const { vendor } = lab;
  const [endpoint = ''] = lab.endpoints;
  const hitAt = Date.now();
  script(lab, { match: { kind: 'start' }, action: echo(vendor, 400, endpoint) });
  const refused = await startAll(lab, () => 'short', 1);
  await untilClosed(lab, refused);
  lab.simulator.clearFaults();
  const jobs = await startAll(lab, () => 'endless', size - 1);
  await untilKnown(lab, jobs);
  for (const status of [401, 403, 500]) {
    script(lab, { times: 'always', action: echo(vendor, status, endpoint) });
    await untilPending(lab, jobs, {
      what: `looks are answered ${status}`,
      activity: 'awaitJob',
      is: (pending) => pending?.failure !== undefined,
    });
    lab.simulator.clearFaults();
  }
  const half = jobs.filter((_, at) => at % 2 === 0);
  const stopping = await stopUnder(lab, half, echo(vendor, 403, endpoint));
  const others = jobs.filter((one) => !half.includes(one));
  await Promise.all(others.map((one) => patchTruth(lab, one, { end: 'failed' })));
  await Promise.all(stopping);
  await untilClosed(lab, jobs);
  const all = [...refused, ...jobs];
  const written: Written = {
    'a memo, a search attribute or a pending failure': await records(lab),
    'an error of the client': await errorsOf(all),
    'the metrics': await metricsOf(metrics),
    ...(await commands(lab, all)),
  };
  const wrong = Object.entries(written).flatMap(([where, text]) =>
    secretsIn(lab, [text]).length > 0 ? [`a secret stands in ${where}`] : [],
  );
  return all.map(({ job }, at) => ({ jobId: job.id, hitAt, ...(at === 0 && { wrong }) }));
}

export const markedSecrets: Fault = {
  id: 'F37',
  title: 'a marked secret in every credential, searched in all that Reeve writes',
  vendors: 'all',
  tries: { full: 10, short: 4 },
  lab: () => ({ env: { LOG_LEVEL: 'debug' } }),
  async run(lab, context: FaultContext) {
    const metrics = `127.0.0.1:${await getPort()}`;
    await lab.startWorker({}, ['--metrics', metrics]);
    return await inWaves(context, (size) => wave(lab, Math.max(3, size), metrics), 10);
  },
};
