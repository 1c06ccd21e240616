import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A reference that leads nowhere. The message names the variable or the file, never a value. */
export class BrokenReference extends Error {
  override readonly name = 'BrokenReference';
}

/**
 * Replaces `${env:NAME}` and `${file:PATH}` in a text. Relative paths start at `folder`; one trailing line break of a
 * file is cut off, as editors leave it there.
 */
export function resolveReferences(text: string, folder: string, env: NodeJS.ProcessEnv): string {
  return text.replaceAll(/\$\{(env|file):([^}]*)\}/g, (_whole, kind: string, name: string) =>
    kind === 'env' ? fromEnvironment(name, env) : fromFile(resolve(folder, name)),
  );
}

function fromEnvironment(name: string, env: NodeJS.ProcessEnv): string {
  const value = env[name];
  if (value !== undefined && value !== '') return value;
  throw new BrokenReference(`environment variable ${name} is not set; set it, or refer to a file by \${file:PATH}`);
}

function fromFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new BrokenReference(`file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
}
