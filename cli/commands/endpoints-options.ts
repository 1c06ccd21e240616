import type { Command } from 'commander';

export interface EndpointsOptions {
  config: string;
  json?: boolean;
}

export function addEndpointsOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration', 'reeve.yaml')
    .option('--json', 'print a line of JSON for each endpoint');
}
