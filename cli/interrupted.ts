/** Ctrl-C, or SIGTERM. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Ctrl-C at a question, in our own words. By name: the class is the library's inner one. */
export async function uninterrupted<T>(answer: Promise<T>, words: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (Error.isError(error) && error.name === 'ExitPromptError') throw new Interrupted(words);
    throw error;
  }
}

/** Aborts on the first SIGINT or SIGTERM with `words`; a second one ends the process at once. */
export function interruption(words: string): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort(new Interrupted(words));
    });
  }
  return controller.signal;
}

/** Resolves on the first SIGINT or SIGTERM. */
export function untilInterrupted(): Promise<void> {
  const signal = interruption('');
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
}
