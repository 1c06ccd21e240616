import type { Devices } from './devices.ts';
import { FIRMWARE } from './firmware-routes.ts';
import type { Job } from './job.ts';
import type { Jobs } from './jobs.ts';
import type { NewJob } from './new-job.ts';
import { ENDLESS_WORK } from './works.ts';

const FIX = 'lnvgy_fw_imm2_tcoo17g-3.00_anyos_noarch';
const COMPONENTS = ['IMM2 (Backup)', 'IMM2 (Primary)'];
const SEALED = { ...ENDLESS_WORK, refusesCancel: true };

/** 1 is the page's sample; 10, 11 and 12 its list of ids; 83 and 9 the other pages' samples. */
const SEEDS: readonly NewJob[] = [
  { uid: '2', title: 'Import updates', category: 'Updates', user: 'ADMIN', behaviour: ENDLESS_WORK },
  { uid: '3', title: 'Manage chassis', category: 'MANAGEMENT', user: 'ADMIN', behaviour: ENDLESS_WORK },
  { uid: '5', title: 'Starting', category: 'MANAGEMENT', user: 'ADMIN', behaviour: ENDLESS_WORK, isLegacy: true },
  { uid: '7', title: 'Update management server', category: 'Updates', user: 'ADMIN', behaviour: SEALED },
  { uid: '9', title: 'External migration', category: 'Custom', user: 'colleague' },
  ...['10', '11', '12', '83'].map((uid) => ({
    uid,
    title: `Deploy operating system ${uid}`,
    category: 'OS Deployment',
    user: 'colleague',
    behaviour: ENDLESS_WORK,
  })),
];

function sampleUpdate(jobs: Jobs, devices: Devices): Job {
  const target = devices.all()[0]?.uuid ?? '';
  const Components = COMPONENTS.map((Component) => ({ Fixid: FIX, Component }));
  return jobs.create({
    uid: '1',
    title: 'Apply firmware to sample-server',
    category: FIRMWARE,
    user: 'colleague',
    behaviour: ENDLESS_WORK,
    target,
    // Ids of the subtasks stay clear of those that the pages name.
    parts: COMPONENTS.map((title, index) => ({ uid: String(140 + index), title: `${title} ${FIX}`, target })),
    callback: {
      url: '/updatableComponents?action=cancelApply&jobID=1',
      method: 'PUT',
      body: { DeviceList: [{ ServerList: [{ UUID: target, Components }] }] },
    },
  });
}

export function plantSeeds(jobs: Jobs, devices: Devices): void {
  sampleUpdate(jobs, devices);
  const planted = SEEDS.map((seed) => jobs.create(seed));
  for (const job of planted) {
    if (job.uid === '2') jobs.end(job, 'succeeded');
    if (job.uid === '3') jobs.end(job, 'failed');
  }
}
