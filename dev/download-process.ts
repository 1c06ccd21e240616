// Runs as a process of its own: the SDK's download cannot be called off, and it installs the SDK's runtime,
// of which a process has one. Arguments: which program, the folder, the version.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [program, downloadDir = '', version = ''] = process.argv.slice(2);
const executable = { type: 'cached-download', downloadDir, version } as const;

// The SDK downloads only to start: what came is started once, and stopped.
const environment = await (program === 'temporal'
  ? TestWorkflowEnvironment.createLocal({ server: { executable } })
  : TestWorkflowEnvironment.createTimeSkipping({ server: { executable } }));
await environment.teardown();
