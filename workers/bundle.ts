/** `npm run bundle`: makes the workflows' bundle before a worker needs it, for an image or a folder that nobody may write. */
import { workflowBundle } from './workflow-bundle.ts';

const { path, code, kept, problem } = await workflowBundle();
if (problem !== undefined) throw new Error(`the bundle cannot be kept at ${path}: ${problem}`);
process.stdout.write(`${path}: ${code.length} bytes, ${kept ? 'as it was' : 'made'}\n`);
