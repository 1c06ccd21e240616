/**
 * Loaded before a worker (`node --import`): it takes the workflows from the bundle in `REEVE_WORKFLOW_BUNDLE`, which
 * was made of the same sources once for many workers, instead of making one of its own.
 */
import { Worker } from '@temporalio/worker';

const codePath = process.env.REEVE_WORKFLOW_BUNDLE;
const create = Worker.create.bind(Worker);
if (codePath !== undefined) {
  Worker.create = ({ workflowsPath, ...options }) =>
    create(workflowsPath === undefined ? options : { ...options, workflowBundle: { codePath } });
}
