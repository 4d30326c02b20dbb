/** Other processes, for tests of what happens between processes. They are Node running a TypeScript file. */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts one that sends `ready`; the caller ends it. */
export async function startChild(script: string, ...args: string[]): Promise<ChildProcess> {
  const child = fork(script, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  await answer(child);
  return child;
}

/** The next message of a child; rejects when it ends instead. */
export function answer(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const said = (message: unknown) => {
      child.off('exit', ended);
      resolve(message);
    };
    const ended = (code: number | null) => {
      child.off('message', said);
      reject(new Error(`the child ended with ${String(code)}`));
    };
    child.once('message', said).once('exit', ended);
  });
}

export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, [...args], { ...options, encoding: 'utf8' }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, stdout, stderr });
    });
  });
}
