import { execFile } from 'node:child_process';

/** `renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE)`, renameat2(2); its number differs per processor. */
const RENAMEAT2 = new Map([
  ['x64', 316],
  ['arm64', 276],
  ['riscv64', 276],
]);
const PERL = `exit(syscall($ARGV[0] + 0, -100, $ARGV[1], -100, $ARGV[2], 2) == 0 ? 0 : 1)`;

interface Means {
  readonly program: string;
  readonly args: readonly string[];
}

const means: readonly Means[] = meansOfThisMachine();
const absent = new Set<Means>();

/**
 * Lets two existing names in one folder trade places in one atomic step, so that whatever stood under either is
 * still there afterwards. Plain `rename` destroys what it replaces, and a file that another program put there an
 * instant before would be gone without a trace. Node has no call for it: `mv --exchange` (coreutils 9.5) or a
 * line of Perl does it on Linux.
 *
 * Returns false where it cannot be done here; the names may be compared by inode to learn what happened.
 */
export async function exchange(first: string, second: string): Promise<boolean> {
  for (const way of means) {
    if (absent.has(way)) continue;
    const outcome = await run(way, first, second);
    if (outcome === 'done') return true;
    if (outcome === 'absent') absent.add(way);
  }
  return false;
}

function meansOfThisMachine(): Means[] {
  if (process.platform !== 'linux') return [];
  const number = RENAMEAT2.get(process.arch);
  const mv = { program: 'mv', args: ['--exchange', '--no-copy', '-T', '--'] };
  return number === undefined ? [mv] : [mv, { program: 'perl', args: ['-e', PERL, String(number)] }];
}

function run(way: Means, first: string, second: string): Promise<'done' | 'failed' | 'absent'> {
  return new Promise((resolve) => {
    // A bare environment: PERL5OPT and the like must not change what runs.
    const options = { env: { PATH: process.env.PATH, LC_ALL: 'C' }, timeout: 5_000 };
    execFile(way.program, [...way.args, first, second], options, (error, _, said) => {
      if (error === null) resolve('done');
      else resolve(error.code === 'ENOENT' || /unrecognized option/.test(said) ? 'absent' : 'failed');
    });
  });
}
