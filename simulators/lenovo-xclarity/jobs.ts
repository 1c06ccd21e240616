import type { Surroundings } from '../core/world.ts';
import { type Course, createCourse } from './course.ts';
import type { Job } from './job.ts';
import { createJobMaker, type NewJob } from './new-job.ts';
import { advance } from './progress.ts';
import { ENDLESS_WORK } from './works.ts';

export interface Jobs extends Omit<Course, 'begin'> {
  create(asked: NewJob): Job;
  /** Oldest first. */
  all(): Job[];
  /** What the API shows, up to the clock. */
  visible(): Job[];
  remove(job: Job): void;
  /** The id now belongs to somebody else's running job. */
  replace(job: Job): void;
}

export function createJobs(input: Surroundings & { stopSeconds: number }): Jobs {
  const { clock } = input;
  const makeJob = createJobMaker(input);
  const { begin, ...course } = createCourse(input);
  let jobs: Job[] = [];

  function create(asked: NewJob): Job {
    const job = makeJob(asked);
    jobs.push(job);
    begin(job);
    if (asked.expirationTimeOut !== undefined) course.expire(job, asked.expirationTimeOut);
    return job;
  }

  function remove(job: Job): void {
    jobs = jobs.filter((other) => other !== job);
  }

  return {
    ...course,
    create,
    remove,
    all: () => jobs,
    visible() {
      for (const job of jobs) advance(job, clock);
      return jobs.filter((job) => job.hiddenUntil <= clock.now());
    },
    replace({ uid }) {
      jobs = jobs.filter((other) => other.uid !== uid);
      create({ uid, title: 'Collect inventory', category: 'Inventory', user: 'ADMIN', behaviour: ENDLESS_WORK });
    },
  };
}
