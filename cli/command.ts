/** One command of the terminal host. */
export interface Command {
  /** First line: `usage: strata NAME ...`; the rest says what it does. */
  readonly usage: string;
  /** Runs with the words after the command's name; resolves to the exit code. */
  run(args: readonly string[]): Promise<number>;
}
