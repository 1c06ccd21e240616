/** A process that serves the hand-written workflows, as large as a worker of Reeve's but for the places that it needs. */
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { ACTIVITY_SIZE, workflowSize } from '../../workers/sizes.ts';
import { createPeerActivities } from './activities.ts';
import { PEERS_QUEUE, PEERS_VENDOR_QUEUE } from './names.ts';

/** A heartbeating loop needs a place for as long as its job lasts: with 100, as Reeve has, a wave of jobs would queue. */
const PLACES = 1_200;

const { TEMPORAL_ADDRESS, BENCH_VENDOR_URL, BENCH_VENDOR_CA, BENCH_USER, BENCH_PASSWORD } = process.env;

const logger = new DefaultLogger('WARN');
Runtime.install({ logger });
const connection = await NativeConnection.connect({ ...(TEMPORAL_ADDRESS && { address: TEMPORAL_ADDRESS }) });
const activities = createPeerActivities({
  url: BENCH_VENDOR_URL ?? '',
  caFile: BENCH_VENDOR_CA ?? '',
  user: BENCH_USER ?? '',
  password: BENCH_PASSWORD ?? '',
});
const workflowsPath = fileURLToPath(new URL('./workflows.ts', import.meta.url));
const workers = await Promise.all([
  Worker.create({ ...workflowSize(), connection, taskQueue: PEERS_QUEUE, workflowsPath }),
  Worker.create({
    ...ACTIVITY_SIZE,
    connection,
    taskQueue: PEERS_VENDOR_QUEUE,
    activities,
    maxConcurrentActivityTaskExecutions: PLACES,
  }),
]);
const running = workers.map((worker) => worker.run());
process.stdout.write('peers are served\n');
await Promise.all(running);
