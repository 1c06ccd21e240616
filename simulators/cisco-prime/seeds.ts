import type { Jobs } from './jobs.ts';

const ENDLESS = Number.POSITIVE_INFINITY;

/** The ids of the vendor page's sample requests and answers: 15 and 25 run, 2 is over, 12 runs and cannot be cancelled. */
const SEEDS = [
  { id: '101', runId: '2', name: 'Nightly-Banner', ends: 'success', isOver: true },
  { id: '102', runId: '12', name: 'Image-Import', ends: 'success', isStubborn: true },
  { id: '103', runId: '15', name: 'Campus-Rollout', ends: 'success' },
  { id: '104', runId: '25', name: 'Branch-Rollout', ends: 'success' },
] as const;

export function plantSeeds(jobs: Jobs): void {
  for (const seed of SEEDS) {
    const isStubborn = 'isStubborn' in seed;
    const job = jobs.create({
      template: { name: seed.name, ends: seed.ends, seconds: ENDLESS, isStubborn },
      devices: ['1051', '1052'],
      username: 'root',
      id: seed.id,
      runId: seed.runId,
    });
    if ('isOver' in seed) jobs.runs.end(job, 'succeeded');
  }
  jobs.create({
    template: { name: 'System-Backup', ends: 'success', seconds: ENDLESS, isStubborn: true },
    devices: ['1051'],
    username: 'SYSTEM',
    id: '11',
    runId: '3',
    name: 'Server Backup',
    type: 'Server Backup',
  });
}
