import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { show } from '../contract/request.ts';
import { BadInput } from './bad-input.ts';
import { readJson, readNameValues } from './name-values.ts';

export interface ParamsOptions {
  param?: string[];
  params?: string;
  paramsFile?: string;
}

/** The parameters as typed: a whole from --params or --params-file, and single ones from --param over it. */
export async function readParams(options: ParamsOptions): Promise<unknown> {
  const { param = [], params, paramsFile } = options;
  if (params !== undefined && paramsFile !== undefined) {
    throw new BadInput({ field: '--params-file', found: '--params as well', expected: 'one of the two' });
  }
  const whole = params === undefined ? await readParamsFile(paramsFile) : readJson('--params', params);
  const single = readNameValues('--param', param, true);
  if (whole === undefined) return param.length === 0 ? undefined : single;
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole)) {
    const field = params === undefined ? '--params-file' : '--params';
    throw new BadInput({ field, found: show(whole), expected: 'an object of parameters by name' });
  }
  return { ...whole, ...single };
}

/** YAML, of which JSON is a part; `-` is standard input. */
async function readParamsFile(path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined;
  const content = await readText(path);
  try {
    return parse(content) ?? {};
  } catch (error) {
    throw new BadInput({
      field: '--params-file',
      found: `${path}: ${(error as Error).message}`,
      expected: 'YAML or JSON',
    });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : await readFile(path, 'utf8');
  } catch (error) {
    const found = `${path} (${(error as NodeJS.ErrnoException).code})`;
    throw new BadInput({ field: '--params-file', found, expected: 'a file that can be read' });
  }
}
