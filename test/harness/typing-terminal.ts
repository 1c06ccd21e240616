import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';

/** A terminal at which somebody types each answer once its question is there. */
export function typing(answers: readonly (readonly [question: string, answer: string])[]) {
  const input = new PassThrough();
  const left = [...answers];
  let shown = '';
  const output = new Writable({
    write(chunk, _encoding, done) {
      // Drawn with escapes.
      shown += stripVTControlCharacters(String(chunk));
      const next = left[0];
      if (next !== undefined && shown.includes(next[0])) {
        left.shift();
        shown = '';
        setImmediate(() => input.write(`${next[1]}\r`));
      }
      done();
    },
  });
  // Each question ends its output, which a terminal does not take for an end.
  output.end = () => output;
  return { terminal: { input, output }, left };
}
