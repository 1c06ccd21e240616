/** `npm run docs`: writes the pages that are made from the code. */
import { writeFile } from 'node:fs/promises';
import { cliPage } from './cli-page.ts';
import { vendorsPage } from './vendors-page.ts';

await writeFile(new URL('vendors.md', import.meta.url), vendorsPage());
await writeFile(new URL('cli.md', import.meta.url), cliPage());
