import { killedBeforeStart } from './f01-killed-before-start.ts';
import { killedAfterAccept } from './f02-killed-after-accept.ts';
import { killedInLook } from './f03-killed-in-look.ts';
import { killedInCancel } from './f04-killed-in-cancel.ts';
import { sigterm } from './f05-sigterm.ts';
import { outOfMemory } from './f06-out-of-memory.ts';
import { eventLoopBlocked } from './f07-event-loop-blocked.ts';
import { allWorkersGone } from './f08-all-workers-gone.ts';
import { serverKilled } from './f09-server-killed.ts';
import { cutOffFromServer } from './f10-cut-off-from-server.ts';
import { resourceExhausted } from './f11-resource-exhausted.ts';
import { completionLost } from './f12-completion-lost.ts';
import { noWorkflowCache } from './f13-no-workflow-cache.ts';
import { terminated } from './f14-terminated.ts';
import { executionTimeout } from './f15-execution-timeout.ts';
import { reset } from './f16-reset.ts';
import { stoppedInStart } from './f17-stop-in-start.ts';
import { stoppedBetweenLooks } from './f18-stop-between-looks.ts';
import { stoppedInLook } from './f19-stop-in-look.ts';
import { stoppedWhileParked } from './f20-stop-while-parked.ts';
import { stopRaces } from './f21-stop-races.ts';
import { stoppedTwice } from './f22-stop-twice.ts';
import { badCancels } from './f23-bad-cancels.ts';
import { notNow } from './f24-not-now.ts';
import { serverErrors } from './f25-server-errors.ts';
import { notReachable } from './f26-not-reachable.ts';
import { resetAfterSending } from './f27-reset-after-sending.ts';
import { slowBodies } from './f28-slow-bodies.ts';
import { strangeBodies } from './f29-strange-bodies.ts';
import { startedTwice } from './f30-started-twice.ts';
import { strangeStates } from './f31-strange-states.ts';
import { clockSkew } from './f32-clock-skew.ts';
import { logInTrouble } from './f33-log-in.ts';
import { hostileXml } from './f34-hostile-xml.ts';
import { hostileJson } from './f35-hostile-json.ts';
import { certificatesAndRedirects } from './f36-certificates-redirects.ts';
import { markedSecrets } from './f37-marked-secrets.ts';
import type { Fault } from './fault.ts';

/** The matrix, in the order of docs/reliability.md. */
export const FAULTS: readonly Fault[] = [
  killedBeforeStart,
  killedAfterAccept,
  killedInLook,
  killedInCancel,
  sigterm,
  outOfMemory,
  eventLoopBlocked,
  allWorkersGone,
  serverKilled,
  cutOffFromServer,
  resourceExhausted,
  completionLost,
  noWorkflowCache,
  terminated,
  executionTimeout,
  reset,
  stoppedInStart,
  stoppedBetweenLooks,
  stoppedInLook,
  stoppedWhileParked,
  stopRaces,
  stoppedTwice,
  badCancels,
  notNow,
  serverErrors,
  notReachable,
  resetAfterSending,
  slowBodies,
  strangeBodies,
  startedTwice,
  strangeStates,
  clockSkew,
  logInTrouble,
  hostileXml,
  hostileJson,
  certificatesAndRedirects,
  markedSecrets,
];
