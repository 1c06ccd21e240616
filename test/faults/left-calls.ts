/**
 * A cell that has failed may leave calls to its Temporal server under way. Closing the connection ends them, but for one
 * that waits to be tried again: that throws out of a timer of the SDK's, where nobody can catch it, and would end the
 * whole matrix.
 */
export async function survivingLeftCalls<T>(run: () => Promise<T>): Promise<T> {
  const survive = (error: Error) => {
    if (error.message === 'Channel has been shut down') return;
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  };
  process.on('uncaughtException', survive);
  try {
    return await run();
  } finally {
    process.off('uncaughtException', survive);
  }
}
