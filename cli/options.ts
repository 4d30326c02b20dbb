import { StrataError } from '../shared/contract/errors.ts';

/** The option's value when it is one of the choices; BAD_REQUEST otherwise. */
export function oneOf<T extends string>(option: string, value: string | undefined, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new StrataError({
    code: 'BAD_REQUEST',
    message: `--${option} is ${value === undefined ? 'missing' : `"${value}"`}.`,
    remedy: `It takes ${choices.join(', ')}.`,
  });
}

/** The option's value; BAD_REQUEST with the usage when it was left out. */
export function required(option: string, value: string | undefined, usage: string): string {
  if (value !== undefined) return value;
  throw new StrataError({
    code: 'BAD_REQUEST',
    message: `${option} is missing.`,
    remedy: usage.split('\n')[0] ?? usage,
  });
}
