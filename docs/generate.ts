/** `npm run docs`: writes the pages that are made from the code. */
import { writeFile } from 'node:fs/promises';
import { vendorsPage } from './vendors-page.ts';

await writeFile(new URL('vendors.md', import.meta.url), vendorsPage());
