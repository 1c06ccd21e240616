// Starts a server and says its process id; then waits to be killed.
import { startTemporalServer } from '../temporal-server.ts';

const server = await startTemporalServer({ headless: true });
console.log(`pid ${server.pid}`);
