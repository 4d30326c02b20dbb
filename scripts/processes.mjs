/** Running another program in the foreground, so that whatever ends this one ends that one too. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A signal to the whole process group reaches the child as well, and two of the same could look like impatience
 * to it. So a signal is passed on only to a child that is still there after a moment.
 */
const groupGraceMs = 300;

/** A Ctrl+C in the terminal always goes to the group; only a child that takes long is told once more. */
const interruptGraceMs = 2_000;

/** How often to look whether the parent is gone: a killed npm takes its shell along, but not what it started. */
const parentCheckMs = 500;

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * Runs a program with this one's terminal and waits for its end. SIGINT, SIGTERM and SIGHUP are passed on; it is
 * ended as well when the process that started this one disappears.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code; 128 and the number of the signal when one ended it
 */
export function runInForeground(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    const release = passOnEndings(child);
    child.once('error', (error) => {
      release();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(code ?? 128 + (signalNumbers[/** @type {keyof typeof signalNumbers} */ (signal)] ?? 9));
    });
  });
}

/**
 * Sends to a child what ends this process, each signal once.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops doing so
 */
export function passOnEndings(child) {
  const fromTerminal = process.stdin.isTTY === true;
  /** @type {NodeJS.Timeout[]} */
  const timers = [];
  /** @type {Map<NodeJS.Signals, () => void>} */
  const listeners = new Map();
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    let sent = false;
    listeners.set(signal, () => {
      // npm passes on what the terminal has already sent, so the same Ctrl+C can arrive twice.
      if (sent) return;
      sent = true;
      const delayMs = signal === 'SIGINT' && fromTerminal ? interruptGraceMs : groupGraceMs;
      timers.push(setTimeout(() => child.kill(signal), delayMs));
    });
  }
  for (const [signal, listener] of listeners) process.on(signal, listener);

  const parents = parentsNow();
  const parentCheck = setInterval(() => {
    if (parentsNow() !== parents) child.kill('SIGTERM');
  }, parentCheckMs);

  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
    for (const timer of [...timers, parentCheck]) clearTimeout(timer);
  };
}

/**
 * The parent and, where /proc tells, its parent: npm may have a shell between, which survives npm. A process whose
 * parent is gone gets another.
 */
function parentsNow() {
  try {
    // The fourth field; the second is a name in parentheses that may hold anything.
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    return `${process.ppid} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`;
  } catch {
    return `${process.ppid}`;
  }
}
