import type { Command } from 'commander';
import { show } from '../../contract/request.ts';
import type { VendorDescription } from '../../vendors/describe-vendor.ts';
import { BadInput } from '../bad-input.ts';
import { printJson, printLine } from '../print.ts';

const HELP = `
Needs neither Temporal nor a configuration. With a name it shows the parameters of each operation too, with --json as
JSON Schema. The same for reading: docs/vendors.md.

Examples:
  reeve vendors
  reeve vendors oracle-managed-cloud
  reeve vendors cisco-prime --json | jq '.operations["deploy-template"]'`;

export function addVendors(program: Command): void {
  program
    .command('vendors')
    .summary('show what each vendor can do')
    .description('Shows what each vendor can truly do: how it is canceled, how a lost start is found, and more.')
    .argument('[vendor]', 'only this one, with everything that is known of it')
    .option('--json', 'print a line of JSON for each vendor')
    .addHelpText('after', HELP)
    .action(vendors);
}

async function vendors(name: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const described = await describe(name);
  if (json) return described.forEach(printJson);
  const { legend, vendorLines, vendorTable } = await import('../vendor-lines.ts');
  if (name !== undefined) return described.flatMap(vendorLines).forEach(printLine);
  printLine(vendorTable(described));
  for (const line of ['', ...legend(described)]) printLine(line);
  printLine('\n`reeve vendors NAME` shows all of one vendor, the parameters of its operations included.');
}

async function describe(name: string | undefined): Promise<VendorDescription[]> {
  const { describeVendor, vendorNames } = await import('../../vendors/describe-vendor.ts');
  const chosen = vendorNames().filter((one) => name === undefined || one === name);
  if (chosen.length > 0) return chosen.map(describeVendor);
  throw new BadInput({ field: 'vendor', found: show(name), expected: `one of ${vendorNames().join(', ')}` });
}
