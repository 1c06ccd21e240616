import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { parse, stringify } from 'yaml';
import { type Simulators, startSimulators } from '../../simulators/index.ts';
import { playWave } from './bad-answers.ts';
import type { Fault, FaultContext, Try } from './fault.ts';
import { recordOf, untilClosed } from './jobs.ts';
import type { FaultLab } from './lab.ts';
import type { Action } from './scripts.ts';

const CERTIFICATES = ['selfSigned', 'expired', 'wrongHost'] as const;
/** Of the redirects; the endpoints with bad certificates come after them. */
const GREATEST = 17;
const redirectsOf = (tries: number) => Math.max(1, Math.min(GREATEST, tries - CERTIFICATES.length));

/** Somebody on loopback whom no call of ours may reach. */
async function startTrap(): Promise<{ port: number; taken(): number; stop(): void }> {
  let taken = 0;
  const server = createServer((socket) => {
    taken += 1;
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, taken: () => taken, stop: () => void server.close() };
}

/** A vendor for each kind of bad certificate, in whose place an endpoint is told to be. */
async function misplace(lab: FaultLab, first: number): Promise<Simulators[]> {
  const started = await Promise.all(
    CERTIFICATES.map((certificate) => startSimulators({ vendors: [lab.vendor], certificate })),
  );
  const { path } = lab.configuration;
  const written = parse(await readFile(path, 'utf8'));
  for (const [at, simulators] of started.entries()) {
    const name = lab.endpoints[first + at] ?? '';
    const { url } = simulators.get(lab.vendor);
    const entry = JSON.stringify(written.endpoints[name]).replaceAll(lab.simulator.url, url);
    // Its authority is trusted: what is wrong is the certificate alone.
    written.endpoints[name] = { ...JSON.parse(entry), ca: simulators.caFile };
  }
  await writeFile(path, stringify(written));
  return started;
}

/** A start at each of them is to end at once, as untrusted, before a single request is sent. */
async function playCertificates(lab: FaultLab, first: number, vendors: readonly Simulators[]): Promise<Try[]> {
  const hitAt = Date.now();
  const jobs = await Promise.all(vendors.map((_, at) => lab.start('short', {}, first + at)));
  await untilClosed(lab, jobs, 90_000);
  return await Promise.all(
    jobs.map(async (started, at) => {
      const { outcome, status } = await recordOf(lab, started);
      const calls = vendors[at]?.get(lab.vendor).ledger().calls.length ?? -1;
      const isRefused = status === 'FAILED' && /certificate/.test(outcome?.message ?? '');
      const wrong = [
        ...(isRefused ? [] : [`${CERTIFICATES[at]}: ${status}, ${outcome?.message}`]),
        ...(calls === 0 ? [] : [`${CERTIFICATES[at]}: ${calls} requests were sent`]),
      ];
      return { jobId: started.job.id, hitAt, wrong };
    }),
  );
}

/** Starts whose cancel URL leads elsewhere are to be refused; only this vendor has such URLs. */
async function playCancelUrls(lab: FaultLab, urls: readonly string[]): Promise<string[]> {
  if (lab.vendor !== 'lenovo-xclarity') return [];
  const wrong = urls.map(async (cancelURL, at) => {
    const params = { args: [`Watched ${at}`], cancel: { cancelURL, cancelRESTMethod: 'GET' } };
    const started = await lab.place({ operation: 'track', params, mark: `no mark ${at}` }, {}, 0);
    await untilClosed(lab, [started], 60_000);
    const { outcome, status } = await recordOf(lab, started);
    const isRefused = status === 'FAILED' && /cancel ?URL/i.test(outcome?.message ?? '');
    return isRefused ? [] : [`a cancel URL ${cancelURL}: ${status}, ${outcome?.message}`];
  });
  return (await Promise.all(wrong)).flat();
}

async function play(lab: FaultLab, context: FaultContext): Promise<Try[]> {
  const trap = await startTrap();
  const count = redirectsOf(context.tries);
  const vendors = await misplace(lab, count);
  try {
    await lab.startWorker();
    const places = [
      `http://127.0.0.1:${trap.port}/steal`,
      `https://localhost:${trap.port}/steal`,
      'http://169.254.169.254/latest/meta-data',
      'https://elsewhere.example/steal',
    ];
    const redirects = places.map((location, at): Action => {
      const status = [301, 302, 307, 308][at] ?? 307;
      return { do: 'status', status, headers: { location }, when: 'before' };
    });
    const tries = [...(await playCertificates(lab, count, vendors))];
    tries.push(
      ...(await playWave(
        lab,
        count,
        { starts: [...redirects.map(() => undefined), ...redirects], looks: redirects, cancels: redirects },
        context,
      )),
    );
    const wrong = await playCancelUrls(lab, [...places, `//127.0.0.1:${trap.port}/steal`]);
    if (trap.taken() > 0) wrong.push(`${trap.taken()} connections went to where a vendor has pointed`);
    return tries.map((one, at) => (at === 0 ? { ...one, wrong: [...(one.wrong ?? []), ...wrong] } : one));
  } finally {
    trap.stop();
    await Promise.all(vendors.map((one) => one.stop()));
  }
}

export const certificatesAndRedirects: Fault = {
  id: 'F36',
  title: 'self-signed, expired and wrong-host certificates; redirects and cancel URLs that lead elsewhere',
  vendors: 'all',
  tries: { full: CERTIFICATES.length + GREATEST, short: CERTIFICATES.length + 4 },
  lab: ({ tries }) => ({ endpoints: redirectsOf(tries) + CERTIFICATES.length }),
  run: play,
};
