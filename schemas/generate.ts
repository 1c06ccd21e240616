/** `npm run schemas`: writes the JSON Schemas that are made from the zod schemas. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { schemaFiles } from './files.ts';

await rm(new URL('params/', import.meta.url), { recursive: true, force: true });
for (const [path, text] of schemaFiles()) {
  const file = new URL(path, import.meta.url);
  await mkdir(new URL('.', file), { recursive: true });
  await writeFile(file, text);
}
