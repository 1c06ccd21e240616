/** Runs the workflow `parent` on the queue `parents`, in a process of its own: one process has one runtime of Temporal's. */
import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

Runtime.install({ logger: new DefaultLogger('WARN') });
const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
const worker = await Worker.create({
  connection,
  taskQueue: 'parents',
  workflowsPath: fileURLToPath(new URL('./parent-workflow.ts', import.meta.url)),
});
const running = worker.run();
process.stdout.write('parents are served\n');
await running;
await connection.close();
