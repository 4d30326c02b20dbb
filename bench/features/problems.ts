/** What is found wrong, and where it is marked. */
import type { Diagnostic } from 'vscode-languageserver/node';
import type { Check, Group } from './check.ts';
import { messageOf } from './editor.ts';

/** Of the lines below the schema line. */
const FIRST = 1;
const SECOND = 2;

export const problems: Group = {
  title: 'Problems',
  folder: 'plain',
  checks: [
    found('syntax errors', 'name = \n', 'marks the line', [FIRST]),
    found('every syntax error of a file', 'name = \nport = = 1\n', 'marks both lines', [FIRST, SECOND]),
    found(
      'wrong type, marked at the value',
      'name = "a"\nport = "x"\n',
      'marks "x" exactly',
      [SECOND],
      (all) =>
        all.some(
          ({ range }) =>
            range.start.line === SECOND && range.start.character === 7 && range.end.character === 10,
        ),
    ),
    found('schema problems beside a syntax error', 'name = \nport = "x"\n', 'marks both lines', [
      FIRST,
      SECOND,
    ]),
    found('unknown key', 'name = "a"\ncolour = 1\n', 'marks the line', [SECOND]),
    found('did you mean', 'name = "a"\nprot = 1\n', 'the message names port', [SECOND], (all) =>
      all.some((each) => /\bport\b/.test(messageOf(each))),
    ),
    found('duplicate key', 'name = "a"\nname = "b"\n', 'marks one of the two', [], (all) =>
      all.some(({ range }) => range.start.line === FIRST || range.start.line === SECOND),
    ),
    found(
      'table defined twice',
      'name = "a"\n[server]\nhost = "a"\n[server]\n',
      'something is marked',
      [],
      (all) => all.length > 0,
    ),
    found('missing required key', 'port = 1\n', 'the message names name', [], (all) =>
      all.some((each) => messageOf(each).includes('name')),
    ),
    found('not in the enum', 'name = "a"\nlevel = "loud"\n', 'marks the line', [SECOND]),
    found('out of range', 'name = "a"\nport = 70000\n', 'marks the line', [SECOND]),
    found('pattern', '\nname = "A1"\n', 'marks the line', [SECOND]),
    found('repeated items', 'name = "a"\ntags = ["web", "web"]\n', 'marks the line', [SECOND]),
    found('deprecated key', 'name = "a"\nold_port = 1\n', 'marks the line', [SECOND]),
    found(
      'deprecated key is struck out',
      'name = "a"\nold_port = 1\n',
      'with the tag "deprecated"',
      [SECOND],
      (all) => all.some(({ tags }) => tags?.includes(2) === true),
    ),
    found(
      'oneOf: one message, at the cause',
      'name = "a"\nstorage = { kind = "disk", path = 1 }\n',
      'exactly one problem, and it marks the 1',
      [SECOND],
      (all) => all.length === 1 && all[0]?.range.start.character === 34,
    ),
    {
      feature: 'schemas of draft 2020-12',
      how: '`prefixItems` and `dependentRequired` are both checked',
      run: (editor) =>
        editor.problems(
          '#:schema ./newer.schema.json\nuser = "a"\npair = [1, 2]\n',
          (all) => all.length >= 2 && marks(all, SECOND),
          'newer.toml',
        ),
    },
    found(
      'TOML 1.1 syntax is named, not just refused',
      'name = "a"\nserver = { host = "a", }\n',
      'the message or code names the version of TOML',
      [],
      (all) => all.some((each) => /1\.[01]/.test(`${each.code} ${messageOf(each)}`)),
    ),
    {
      feature: 'problems carry a code',
      how: 'a wrong type comes with a code that a rule can name',
      run: (editor) =>
        editor.problems('name = "a"\nport = "x"\n', (all) =>
          all.some(({ code }) => typeof code === 'string'),
        ),
    },
  ],
};

function found(
  feature: string,
  text: string,
  expected: string,
  lines: readonly number[],
  judge: (problems: readonly Diagnostic[]) => boolean = () => true,
): Check {
  return {
    feature,
    how: `\`${text.trimEnd().replaceAll('\n', '⏎')}\` ${expected}`,
    run: (editor) => editor.problems(text, (all) => lines.every((line) => marks(all, line)) && judge(all)),
  };
}

function marks(problems: readonly Diagnostic[], line: number): boolean {
  return problems.some(({ range }) => range.start.line <= line && line <= range.end.line);
}
