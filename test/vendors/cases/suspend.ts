import assert from 'node:assert/strict';
import type { Capabilities, Reach, SuspendReply } from '../../../contract/vendor.ts';
import type { Endpoint } from '../../../vendors/endpoint.ts';
import { type Bench, type Job, within } from '../bench.ts';
import { show } from '../claims.ts';
import type { Case, Subject } from '../subject.ts';

type Verb = 'suspend' | 'resume';

async function tell(endpoint: Endpoint, verb: Verb, jobs: readonly Job[]): Promise<(SuspendReply | Error)[]> {
  const handles = jobs.map(({ handle }) => handle);
  const answer = await endpoint.vendor[verb]?.(handles, within());
  assert.ok(answer !== undefined, `${verb} is declared, and there is none`);
  assert.equal(answer.length, jobs.length);
  return answer;
}

function isReply(reply: SuspendReply | Error | undefined, wanted: SuspendReply['reply']): void {
  assert.ok(reply !== undefined && 'reply' in reply && reply.reply === wanted, `expected ${wanted}: ${show(reply)}`);
}

/** A job that is suspended, where the vendor can: what runs, or what waits for its time. */
async function suspended(bench: Bench, endpoint: Endpoint, work: 'endless' | 'waiting', nth = 0): Promise<Job> {
  const job = work === 'endless' ? await bench.running(endpoint, { nth }) : await bench.start(endpoint, { work, nth });
  const [reply] = await tell(endpoint, 'suspend', [job]);
  isReply(reply, 'accepted');
  await bench.until('it is suspended', async () => (await bench.read(endpoint, job)).state === 'suspended');
  return job;
}

const reaches = (reach: Reach, what: 'running' | 'scheduled') => reach === what || reach === 'both';

function forWork(work: 'endless' | 'waiting', { suspend, resume }: Capabilities): Case[] {
  const what = work === 'endless' ? 'running' : 'scheduled';
  if (!reaches(suspend, what)) return [];
  const state = work === 'endless' ? 'running' : 'queued';
  const resumed: Case = {
    name: `resume: what was ${state} is ${state} again`,
    async run(bench) {
      const endpoint = bench.open();
      const job = await suspended(bench, endpoint, work);
      isReply((await tell(endpoint, 'resume', [job]))[0], 'accepted');
      await bench.until(`it is ${state}`, async () => (await bench.read(endpoint, job)).state === state);
    },
  };
  return [
    {
      name: `suspend: a ${what} job is suspended, and a look says so`,
      run: async (bench) => void (await suspended(bench, bench.open(), work)),
    },
    {
      name: `suspend: a suspended job that was ${what} can be canceled`,
      async run(bench) {
        const endpoint = bench.open();
        const job = await suspended(bench, endpoint, work);
        const [reply] = await endpoint.vendor.cancel([{ handle: job.handle, secondsLeft: 60, rung: 0 }], within());
        assert.ok(reply !== undefined && 'reply' in reply && reply.reply === 'accepted', show(reply));
        await bench.until('it is canceled', async () => (await bench.read(endpoint, job)).state === 'canceled');
      },
    },
    ...(reaches(resume, what) ? [resumed] : []),
  ];
}

const RUNNING_UNTOUCHED: Case = {
  name: 'suspend: where only what waits can be suspended, a running job is refused, or it is said what was done',
  async run(bench) {
    const endpoint = bench.open();
    const job = await bench.running(endpoint);
    const [reply] = await tell(endpoint, 'suspend', [job]);
    const isHonest = reply !== undefined && 'reply' in reply && (reply.reply === 'refused' || 'note' in reply);
    assert.ok(isHonest, show(reply));
    assert.equal(bench.truth(job.vendorJobId).state, 'running');
    assert.equal((await bench.read(endpoint, job)).state, 'running');
  },
};

const LISTS: Case = {
  name: 'suspend: known and unknown ids together, each with its own answer',
  async run(bench) {
    const endpoint = bench.open();
    const work = reaches(bench.capabilities.suspend, 'scheduled') ? 'waiting' : 'endless';
    const jobs = [await bench.start(endpoint, { work }), await bench.start(endpoint, { work, nth: 1 })] as const;
    bench.patch(jobs[0], { vanish: true });
    const [gone, known] = await tell(endpoint, 'suspend', jobs);
    isReply(gone, 'unknownJob');
    isReply(known, 'accepted');
  },
};

const NONE: Case = {
  name: 'suspend: not declared, and not there',
  run: async (bench) => {
    assert.equal(bench.capabilities.resume, 'none');
    const { suspend, resume } = bench.open().vendor;
    assert.deepEqual([suspend, resume], [undefined, undefined]);
  },
};

export function suspendCases(_subject: Subject, capabilities: Capabilities): Case[] {
  if (capabilities.suspend === 'none') return [NONE];
  return [
    ...forWork('endless', capabilities),
    ...forWork('waiting', capabilities),
    ...(capabilities.suspend === 'scheduled' ? [RUNNING_UNTOUCHED] : []),
    LISTS,
  ];
}
