import { createServer } from 'node:net';
import getPort from 'get-port';

export interface Ports {
  grpc: number;
  http: number;
  ui: number;
  metrics: number;
}

export const host = '127.0.0.1';

export async function choosePorts(fixed: Partial<Ports>): Promise<Ports> {
  const free = () => getPort({ host });
  return {
    grpc: fixed.grpc ?? (await free()),
    http: fixed.http ?? (await free()),
    ui: fixed.ui ?? (await free()),
    metrics: fixed.metrics ?? (await free()),
  };
}

/** The first of the ports that something listens on. (get-port would also refuse a port that it gave out lately.) */
export async function takenPort(fixed: Partial<Ports>): Promise<number | undefined> {
  for (const port of Object.values(fixed)) {
    if (!(await isFree(port))) return port;
  }
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
