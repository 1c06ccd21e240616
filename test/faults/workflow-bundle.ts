import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';

let bundling: Promise<WorkflowBundle> | undefined;
let path: Promise<string> | undefined;

/** The workflows as they are, bundled once for all workers and replays of this process. */
export function workflowBundle(): Promise<WorkflowBundle> {
  bundling ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  });
  return bundling;
}

/** The same in a file, which goes with this process. */
export function workflowBundleFile(): Promise<string> {
  path ??= workflowBundle().then(({ code }) => {
    const folder = mkdtempSync(join(tmpdir(), 'reeve-faults-bundle-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'workflows.js');
    writeFileSync(file, code);
    return file;
  });
  return path;
}
