/** Thrown when every source was tried and none has the program: a caller that can do without it may skip, loudly. */
export class NotAvailable extends Error {
  override readonly name = 'NotAvailable';
}

/** Thrown when someone named a program and it cannot be used: looking further would hide their mistake. */
export class BrokenSetting extends Error {
  override readonly name = 'BrokenSetting';
}

export function isNotAvailable(error: unknown): error is NotAvailable {
  return error instanceof NotAvailable;
}

export function wordsOf(error: unknown): string {
  return Error.isError(error) ? error.message : String(error);
}

/** Thrown when the server was found but does not come up. */
export class ServerFailed extends Error {
  override readonly name = 'ServerFailed';

  constructor(what: string, address: string, tail: string) {
    super(`The Temporal server for ${address} ${what}. Its last words:\n${tail || '(none)'}`);
  }
}

export class PortTaken extends Error {
  override readonly name = 'PortTaken';

  constructor(port: number) {
    super(`The Temporal server cannot start: something else uses its port ${port}. Stop that, or choose another port.`);
  }
}

/**
 * A start worth another try after a moment. A port that is taken after the server's own check makes it panic, and where it logs
 * nothing the reason is missing.
 */
export function mayBeTakenPort(error: unknown): boolean {
  const says = /address already in use|^panic: /m;
  return error instanceof PortTaken || (error instanceof ServerFailed && says.test(error.message));
}
