import type { Logger, LogLevel, LogMetadata } from '@temporalio/common';
import { pino } from 'pino';

/** Fields that could hold a secret, wherever they stand: the value never reaches the log. */
const SECRET = ['password', 'token', 'access_token', 'refresh_token', 'authorization', 'cookie', 'credentials'];

/** JSON lines on standard error; `LOG_LEVEL` says from which level on. Default: `info`. */
export function createLog(level: string = process.env.LOG_LEVEL ?? 'info'): pino.Logger {
  const paths = SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  return pino({ level, redact: { paths, censor: '[redacted]' } }, pino.destination({ dest: 2, sync: true }));
}

/** Temporal's runtime and workers write through the same log. */
export function temporalLogger(log: pino.Logger): Logger {
  const write = (level: LogLevel, message: string, meta?: LogMetadata) =>
    log[level.toLowerCase() as Lowercase<LogLevel>](plain(meta), message);
  return {
    log: write,
    trace: (message, meta) => write('TRACE', message, meta),
    debug: (message, meta) => write('DEBUG', message, meta),
    info: (message, meta) => write('INFO', message, meta),
    warn: (message, meta) => write('WARN', message, meta),
    error: (message, meta) => write('ERROR', message, meta),
  };
}

/** A failed activity's error is one line, not a stack: its words say what was found, and looks fail by the thousand. */
function plain(meta: LogMetadata = {}): object {
  const { error, ...rest } = meta;
  return error instanceof Error ? { ...rest, error: `${error.name}: ${error.message}` } : { ...meta };
}
