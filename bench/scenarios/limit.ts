import { eachOf } from '../each-of.ts';
import { inLab } from '../lab.ts';
import { type RateUse, rateUse } from '../rate-use.ts';
import type { Context, Figure, Scenario } from '../scenario.ts';

const inShort = true;
/** What Cisco Prime allows a user: so many calls in any window of so long, so many at once, so many connections. */
const ALLOWED = { calls: 5, windowMs: 1_000 };
const LIMITS = { requestsPerSecond: ALLOWED.calls, concurrentRequests: 5, sessions: 5 };
const GRACE_MS = 5_000;
const STARTS_AT_ONCE = 50;

function figuresFor(workers: number, atLeastUsed: number): Figure[] {
  const by = workers === 1 ? 'by 1 worker process' : `by ${workers} worker processes`;
  const name = `workers${workers}`;
  return [
    {
      name: `${name}.refused`,
      text: `part of the calls refused after the first 5 s, ${by}`,
      unit: 'ratio',
      atMost: 0.02,
      inShort,
    },
    {
      name: `${name}.used`,
      text: `part of the allowed rate used, ${by}`,
      unit: 'ratio',
      atLeast: atLeastUsed,
    },
    { name: `${name}.busiest`, text: `most calls in any 1,000 ms, ${by}`, unit: 'count', inShort },
  ];
}

/** A vendor's limit, kept by one process and by four that share it. */
export const limit: Scenario = {
  name: 'limit',
  what: '400 Cisco jobs at a vendor that allows 5 calls in any 1,000 ms, by 1 and by 4 worker processes',
  inShort,
  figures: [...figuresFor(1, 0.8), ...figuresFor(4, 0.7)],
  async run(context) {
    const samples = new Map<string, number[]>();
    const play = async (workers: number) => {
      const use = await playWith(workers, context);
      for (const [key, value] of Object.entries(use)) samples.set(`workers${workers}.${key}`, [value]);
    };
    // What is refused is the same beside another; what is used is not.
    if (context.isShort) await Promise.all([play(1), play(4)]);
    else for (const workers of [1, 4]) await play(workers);
    return Object.fromEntries(samples);
  },
};

async function playWith(workers: number, context: Context): Promise<RateUse> {
  const jobs = context.of({ full: 400, short: 24 });
  const fields = { limits: { ...LIMITS, workers }, sweep: {} };
  const simulator = { limits: { perUser: 5, windowMs: 1_000, concurrentPerUser: 5, sessionsPerUser: 5 } };
  const endpoint = { name: 'prime', vendor: 'cisco-prime', fields } as const;
  return await inLab({ endpoints: [endpoint], simulators: { 'cisco-prime': simulator } }, async (lab) => {
    await eachOf(workers, workers, () => lab.startWorker());
    context.say(`${jobs} jobs by ${workers} worker processes`);
    const started = await eachOf(jobs, STARTS_AT_ONCE, () => {
      const { operation, params } = lab.order('cisco-prime', 'short');
      return lab.reeve.startUntyped({ endpoint: 'prime', operation, params, expiresIn: '1 hour' });
    });
    for (const job of started) await job.result();
    return rateUse(lab.simulators.get('cisco-prime').ledger().calls, { ...ALLOWED, graceMs: GRACE_MS });
  });
}
