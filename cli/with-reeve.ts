import type { Command } from 'commander';
import type { Reeve } from '../client/index.ts';

export interface ConnectionOptions {
  address?: string;
  namespace?: string;
  profile?: string;
}

/** The options by which a command finds Temporal. */
export function addConnectionOptions(command: Command): Command {
  return command
    .optionsGroup('Temporal (default: its environment variables and configuration file, else localhost:7233):')
    .option('--address <host:port>', "Temporal's address")
    .option('--namespace <name>', 'namespace')
    .option('--profile <name>', "profile in Temporal's configuration file");
}

/** Connects, works, and closes the connection whatever happens. */
export async function withReeve<T>(options: ConnectionOptions, work: (reeve: Reeve) => Promise<T>): Promise<T> {
  const { Reeve } = await import('../client/index.ts');
  const { address, namespace, profile } = options;
  const reeve = await Reeve.connect({
    ...(address !== undefined && { address }),
    ...(namespace !== undefined && { namespace }),
    ...(profile !== undefined && { profile }),
  });
  try {
    return await work(reeve);
  } finally {
    await reeve.close();
  }
}
