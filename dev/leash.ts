// Ends a server whose parent died without stopping it, kill -9 included: the parent holds the other end of this
// process's standard input, and that closes with it. Argument: the server's process id.
import { setTimeout as sleep } from 'node:timers/promises';
import { signalGroup } from './process-group.ts';

const pid = Number(process.argv[2]);
process.stdin.resume();
process.stdin.on('close', async () => {
  signalGroup(pid, 'SIGTERM');
  // As long as a server is given to end in peace.
  for (let waited = 0; waited < 5000 && signalGroup(pid, 0); waited += 100) await sleep(100);
  signalGroup(pid, 'SIGKILL');
  process.exit(0);
});
