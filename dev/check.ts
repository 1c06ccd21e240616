import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Tries a program: '' when it can be used, else what is wrong with it. */
export type Check = (path: string) => Promise<string>;

/** '' when there is such a program and it passes the check. */
export async function faultOf(path: string, check: Check): Promise<string> {
  try {
    await access(path, constants.X_OK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES' ? 'it is not executable' : 'there is no such file';
  }
  return check(path);
}

export async function onPath(executable: string): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  for (const path of folders.map((folder) => join(folder, executableFile(executable)))) {
    if ((await faultOf(path, async () => '')) === '') return path;
  }
  return undefined;
}

export function executableFile(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}
