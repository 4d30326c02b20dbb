/** The analysis thread: owns the parsed documents and answers one call after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorShape } from '../../shared/contract/errors.ts';
import { sharedProgress } from './progress.ts';
import { PHASE, PHASE_SLOT, type Request, type Response } from './protocol.ts';
import { AnalysisSession } from './session.ts';

const memory = new Int32Array(workerData as SharedArrayBuffer);
const session = new AnalysisSession(sharedProgress(memory));
const port = parentPort;
if (port === null) throw new Error('The analysis worker runs in a worker thread only.');

port.on('message', (request: Request) => {
  Atomics.store(memory, PHASE_SLOT, PHASE.own);
  port.postMessage(answer(request));
  Atomics.store(memory, PHASE_SLOT, PHASE.idle);
});

function answer(request: Request): Response {
  try {
    const owner = request.name in session.language ? session.language : session;
    const call = Reflect.get(owner, request.name) as (...args: readonly unknown[]) => unknown;
    return { id: request.id, ok: true, value: call.apply(owner, [...request.args]) };
  } catch (error) {
    return { id: request.id, ok: false, error: toErrorShape(error) };
  }
}
