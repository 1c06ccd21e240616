import { Writable } from 'node:stream';

/** A terminal that keeps what was written to it. */
export interface FakeTerminal {
  stream: NodeJS.WriteStream;
  written(): string;
}

/** @param size undefined for a pipe */
export function fakeTerminal(size?: { columns: number; rows: number }): FakeTerminal {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  return {
    stream: Object.assign(stream, size === undefined ? {} : { isTTY: true, ...size }) as unknown as NodeJS.WriteStream,
    written: () => text,
  };
}
