/** The analysis thread: owns the parsed documents and answers one call after another. */
import { existsSync } from 'node:fs';
import module from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorShape } from '../../shared/contract/errors.ts';
import { giveBack } from '../application/memory.ts';
import { sharedProgress } from './progress.ts';
import { PHASE, PHASE_SLOT, type Request, type Response } from './protocol.ts';
import { AnalysisSession } from './session.ts';

const memory = new Int32Array(workerData as SharedArrayBuffer);
const session = new AnalysisSession(sharedProgress(memory), existsSync);
const port = parentPort;
if (port === null) throw new Error('The analysis worker runs in a worker thread only.');

/** After this the first results are on screen, and hardly anybody has found a place to type yet. */
const GIVE_BACK_AFTER_MS = 300;
let isLoading = true;

port.on('message', (request: Request) => {
  Atomics.store(memory, PHASE_SLOT, PHASE.own);
  port.postMessage(answer(request));
  Atomics.store(memory, PHASE_SLOT, PHASE.idle);
  if (request.name === 'setup') isLoading = true;
  else if ((request.name === 'analyse' || request.name === 'problems') && isLoading) {
    isLoading = false;
    setTimeout(giveBack, GIVE_BACK_AFTER_MS);
  }
});
// The cache of compiled code; the thread is ended, not left, so nothing is written at its end.
module.flushCompileCache?.();

function answer(request: Request): Response {
  try {
    const owner = request.name in session.language ? session.language : session;
    const call = Reflect.get(owner, request.name) as (...args: readonly unknown[]) => unknown;
    return { id: request.id, ok: true, value: call.apply(owner, [...request.args]) };
  } catch (error) {
    return { id: request.id, ok: false, error: toErrorShape(error) };
  }
}
