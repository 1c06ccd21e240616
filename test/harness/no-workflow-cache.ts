/** Loaded before a worker (`node --import`): it keeps no workflow between two tasks, so that each task replays. */
import { Worker } from '@temporalio/worker';

const create = Worker.create.bind(Worker);
Worker.create = (options) => {
  process.stdout.write('no workflow is cached\n');
  return create({ ...options, maxCachedWorkflows: 0 });
};
