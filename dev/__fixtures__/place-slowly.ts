// Places a tiny program as another process would. Arguments: cache folder, time it takes, stale time of the lock.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { placeOnce } from '../place-once.ts';

const [cache = '', takesMs = '0', staleMs = '15000'] = process.argv.slice(2);
const folder = join(cache, 'tiny-1');
const program = { folder, path: join(folder, 'tiny'), check: async () => '' };
const fill = async (partial: string) => {
  appendFileSync(join(cache, 'fills'), `${process.pid}\n`);
  writeFileSync(join(partial, 'half'), '');
  console.log('filling');
  await sleep(Number(takesMs));
  writeFileSync(join(partial, 'tiny'), '#!/bin/sh\n', { mode: 0o755 });
};
await placeOnce(program, fill, (line) => console.log(line), Number(staleMs));
console.log('placed');
