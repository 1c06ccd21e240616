import { Client, Connection, type ConnectionOptions } from '@temporalio/client';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { TemporalUnreachable } from './errors.ts';
import { unreachable } from './unreachable.ts';

export interface ConnectOptions {
  /** A client of your own, with its data converter and interceptors; `close` leaves it open. */
  client?: Client;
  /** `host:port`. @default TEMPORAL_ADDRESS, the profile's address, or localhost:7233 */
  address?: string;
  /** @default TEMPORAL_NAMESPACE, the profile's namespace, or `default` */
  namespace?: string;
  /** Name of a profile in Temporal's configuration file. @default TEMPORAL_PROFILE, or `default` */
  profile?: string;
  /** How long to try. @default 10000 */
  connectTimeoutMs?: number;
}

/** The address that is configured for Temporal, by environment or profile; undefined where there is none. */
export function configuredAddress(profile?: string): string | undefined {
  return loadSettings(profile).connectionOptions.address;
}

/** Connects as Temporal's own tools do: environment over profile, TLS and API key included. */
export async function connect(options: ConnectOptions): Promise<Client> {
  const config = loadSettings(options.profile);
  const address = options.address ?? config.connectionOptions.address ?? 'localhost:7233';
  const connection = Connection.lazy({
    ...config.connectionOptions,
    address,
    connectTimeout: options.connectTimeoutMs ?? 10_000,
  } as ConnectionOptions);
  try {
    await connection.ensureConnected();
  } catch (error) {
    await connection.close();
    throw unreachable(error, `at ${address}`);
  }
  return new Client({ connection, namespace: options.namespace ?? config.namespace ?? 'default' });
}

function loadSettings(profile: string | undefined): ClientConnectConfig {
  try {
    return loadClientConnectConfig(profile === undefined ? {} : { profile });
  } catch (error) {
    const words = Error.isError(error) ? error.message : String(error);
    throw new TemporalUnreachable(`the settings for Temporal cannot be used: ${words}`, { cause: error });
  }
}
