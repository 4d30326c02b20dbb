/** Well formed text that means nothing in TOML: what is said, and what is kept. */
import { describe } from 'vitest';
import { given } from './given.ts';

describe('strings', () => {
  given('title = "abc\nport = 1')
    .keeps({ port: 1 })
    .says('1:9-1:13 unterminated-string A string of "title" is not closed. Close the string with ".');
  given("title = 'abc # note\nport = 1")
    .keeps({ port: 1 })
    .says('1:9-1:20 unterminated-string A string of "title" is not closed. Close the string with \'.');
  given('text = """one\ntwo\nport = 1\n[b]\nc = 2')
    .keeps({ port: 1, b: { c: 2 } })
    .says('1:8-1:14 unterminated-string A string of "text" is not closed. Close the string with """.');
  given('a = "x" y\nb = 1')
    .keeps({ a: 'x', b: 1 })
    .says('1:9-1:10 unexpected-text "y" does not belong here. Remove it, or make it a comment with #.');
  given("a = 'it's'\nb = 1")
    .keeps({ a: 'it', b: 1 })
    .says(
      '1:9-1:11 text-after-string The string of "a" ends before the end of its text. Use double quotes around text with an apostrophe.',
    );
  given('s = "C:\\Users"')
    .keeps({ s: 'C:\\Users' })
    .says(
      '1:8-1:10 invalid-escape The escape \\U of "s" does not exist in TOML. Write \\\\ for a backslash, or put the text into \'single quotes\'.',
    );
  given('s = "\\q \\u12"')
    .keeps({ s: '\\q \\u12' })
    .says(
      '1:6-1:8 invalid-escape The escape \\q of "s" does not exist in TOML. Write \\\\ for a backslash, or put the text into \'single quotes\'.',
      '1:9-1:13 invalid-escape The escape \\u12 of "s" does not exist in TOML. Write \\\\ for a backslash, or put the text into \'single quotes\'.',
    );
  given('s = "\\uD800"')
    .keeps({ s: '\\uD800' })
    .says(
      '1:6-1:12 invalid-code-point The escape \\uD800 of "s" stands for no character. Write the code point of a character: up to \\U0010FFFF, without D800 to DFFF.',
    );
  given('s = "x\u0007y"')
    .keeps({ s: 'x\u0007y' })
    .says(
      '1:7-1:8 control-character The control character U+0007 may not stand in TOML. Remove it, or write it as an escape in a "string".',
    );
  given('# x\u0007y\nb = 1')
    .keeps({ b: 1 })
    .says(
      '1:4-1:5 control-character The control character U+0007 may not stand in TOML. Remove it, or write it as an escape in a "string".',
    );
  given('a = 1\rb = 2')
    .keeps({ a: 1, b: 2 })
    .says(
      '1:6-2:1 bare-carriage-return A line ends with a carriage return alone. End lines with LF or CR LF.',
    );
  given('a = 1\u00a0\nb = 2')
    .keeps({ b: 2 })
    .says(
      '1:6-1:7 unusual-space The character U+00A0 looks like a space but is none for TOML. Replace it with a normal space.',
    );
  given('a\u00a0= 1')
    .keeps({ 'a\u00a0': 1 })
    .says(
      '1:2-1:3 unusual-space The character U+00A0 looks like a space but is none for TOML. Replace it with a normal space.',
    );
  given('a = 1\u0000\nb = 2')
    .keeps({ b: 2 })
    .says(
      '1:6-1:7 control-character The control character U+0000 may not stand in TOML. Remove it, or write it as an escape in a "string".',
    );
  given('a = "\ud800"')
    .keeps({ a: '\ud800' })
    .says(
      '1:6-1:7 lone-surrogate The character U+D800 is half of a pair and cannot be saved as UTF-8. Remove it.',
    );
});

describe('values without quotes', () => {
  given('level = info # why')
    .keeps({})
    .says('1:9-1:13 unquoted-string The value info of "level" is not quoted. Quote the value: "info".');
  given('name = two words')
    .keeps({})
    .says(
      '1:8-1:17 unquoted-string The value two words of "name" is not quoted. Quote the value: "two words".',
    );
  given('path = C:\\Users\\me')
    .keeps({})
    .says(
      '1:8-1:19 unquoted-string The value C:\\Users\\me of "path" is not quoted. Quote the value: "C:\\\\Users\\\\me".',
    );
  given('port = @PORT@')
    .keeps({})
    .says('1:8-1:14 unquoted-string The value @PORT@ of "port" is not quoted. Quote the value: "@PORT@".');
  given('name = “plue”')
    .keeps({})
    .says('1:8-1:14 unquoted-string The value “plue” of "name" is not quoted. Quote the value: "plue".');
  given('version = 1.2.3')
    .keeps({})
    .says('1:11-1:16 unquoted-string The value 1.2.3 of "version" is not quoted. Quote the value: "1.2.3".');
  given('size = 10MB')
    .keeps({})
    .says('1:8-1:12 unquoted-string The value 10MB of "size" is not quoted. Quote the value: "10MB".');
  given('on = True')
    .keeps({})
    .says('1:6-1:10 invalid-boolean The value True of "on" is not a boolean of TOML. Write true.');
  given('x = null')
    .keeps({})
    .says(
      '1:5-1:9 no-null The value null of "x" does not exist in TOML. Leave the key out, or make the line a comment with #.',
    );
  given('port = 0080')
    .keeps({})
    .says(
      '1:8-1:12 leading-zero The number 0080 of "port" begins with a zero. Write 80, or quote it if it is text.',
    );
  given('big = 9223372036854775808')
    .keeps({})
    .says(
      '1:7-1:26 integer-overflow The integer 9223372036854775808 of "big" does not fit into 64 bits. Quote it, or write it as a float.',
    );
  given('f = 1e999')
    .keeps({})
    .says(
      '1:5-1:10 float-overflow The float 1e999 of "f" is too large; some programs would read it as infinity. Write inf if that is meant.',
    );
  given('f = 1.')
    .keeps({})
    .says(
      '1:5-1:7 invalid-number The value 1. of "f" is not a number of TOML. Write it like 1, -0.5, 6e3, 1_000 or 0xff, or quote it.',
    );
  given('n = 1__0')
    .keeps({})
    .says(
      '1:5-1:9 invalid-number The value 1__0 of "n" is not a number of TOML. Write it like 1, -0.5, 6e3, 1_000 or 0xff, or quote it.',
    );
  given('n = 0xZZ')
    .keeps({})
    .says(
      '1:5-1:9 invalid-number The value 0xZZ of "n" is not a number of TOML. Write it like 1, -0.5, 6e3, 1_000 or 0xff, or quote it.',
    );
  given('d = 2024-02-30')
    .keeps({})
    .says(
      '1:5-1:15 invalid-date The date or time 2024-02-30 of "d" does not exist. Write it like 2026-01-31, 07:32:00 or 2026-01-31T07:32:00Z.',
    );
  given('t = 25:00:00')
    .keeps({})
    .says(
      '1:5-1:13 invalid-date The date or time 25:00:00 of "t" does not exist. Write it like 2026-01-31, 07:32:00 or 2026-01-31T07:32:00Z.',
    );
});

describe("definitions in each other's way", () => {
  given('a = 1\na = 2\nb = 3')
    .keeps({ a: 1, b: 3 })
    .says('2:1-2:2 duplicate-key The key "a" is set twice; first on line 1. Remove one of the two.');
  given('[a]\nx = 1\n[a]\nx = 2\ny = 3')
    .keeps({ a: { x: 1, y: 3 } })
    .says(
      '3:2-3:3 duplicate-table The table "a" is defined twice; first on line 1. Move its keys to the first one.',
    );
  given('[a]\nx = 1\n[[a]]\ny = 2')
    .keeps({ a: { x: 1 } })
    .says(
      '3:3-3:4 table-is-not-an-array "a" is a table, defined on line 1, so [[a]] cannot add to it. Write [[a]] in both places, or [a] once.',
    );
  given('[[a]]\nx = 1\n[a]\ny = 2')
    .keeps({ a: [{ x: 1 }] })
    .says(
      '3:2-3:3 array-is-not-a-table "a" is a list of tables, begun on line 1, so [a] cannot add to it. Write [[a]].',
    );
  given('a = 1\n[a]\nb = 1\n[c]\nd = 1')
    .keeps({ a: 1, c: { d: 1 } })
    .says(
      '2:2-2:3 value-is-not-a-table "a" is a value, set on line 1, so nothing can be put under it. Rename one of the two.',
    );
  given('a = 1\na.b = 2')
    .keeps({ a: 1 })
    .says(
      '2:1-2:2 value-is-not-a-table "a" is a value, set on line 1, so nothing can be put under it. Rename one of the two.',
    );
  given('a = {b = 1}\na.c = 2')
    .keeps({ a: { b: 1 } })
    .says(
      '2:1-2:2 inline-table-is-complete The inline table "a" is complete on line 1; nothing can be added to it from outside. Write the keys inside its braces, or give it a header of its own.',
    );
  given('a = {b = 1}\n[a.c]\nd = 2')
    .keeps({ a: { b: 1 } })
    .says(
      '2:2-2:3 inline-table-is-complete The inline table "a" is complete on line 1; nothing can be added to it from outside. Write the keys inside its braces, or give it a header of its own.',
    );
  given('a = []\n[[a]]\nb = 1')
    .keeps({ a: [] })
    .says(
      '2:3-2:4 array-is-complete The array "a" is complete on line 1; nothing can be added to it from outside. Write all its tables inside the brackets, or each with a header [[ ]].',
    );
  given('[a.b]\nc = 1\n[a]\nb.d = 2')
    .keeps({ a: { b: { c: 1 } } })
    .says(
      '4:1-4:2 table-is-complete The table "a.b" has a header, on line 1; dotted keys cannot add to it. Write the key under the header [a.b].',
    );
  given('a.b = 1\n[a]\nc = 2')
    .keeps({ a: { b: 1, c: 2 } })
    .says(
      '2:2-2:3 duplicate-table The table "a" is defined twice; first on line 1. Move its keys to the first one.',
    );
  given('[server."host name"]\nx = 1\nx = 2')
    .keeps({ server: { 'host name': { x: 1 } } })
    .says(
      '3:1-3:2 duplicate-key The key server."host name".x is set twice; first on line 2. Remove one of the two.',
    );
});

describe('TOML 1.1 read as 1.0', () => {
  given('t = {\n  a = 1, # one\n  b = 2,\n}\nc = 3')
    .keeps({ t: { a: 1, b: 2 }, c: 3 })
    .says(
      '1:5-4:2 toml-1.1-syntax An inline table on several lines needs TOML 1.1; this text is read as TOML 1.0. Write it on one line, or as a table with a header.',
    );
  given('t = {a = 1,}')
    .keeps({ t: { a: 1 } })
    .says(
      '1:5-1:13 toml-1.1-syntax A comma after the last key of an inline table needs TOML 1.1; this text is read as TOML 1.0. Remove the comma.',
    );
  given('t = 07:32')
    .keeps({ t: '07:32:00' })
    .says(
      '1:5-1:10 toml-1.1-syntax A time without seconds needs TOML 1.1; this text is read as TOML 1.0. Add the seconds, such as 07:32:00.',
    );
  given('d = 1979-05-27 07:32Z')
    .keeps({ d: '1979-05-27T07:32:00Z' })
    .says(
      '1:5-1:22 toml-1.1-syntax A time without seconds needs TOML 1.1; this text is read as TOML 1.0. Add the seconds, such as 07:32:00.',
    );
  given('s = "\\e\\x41"')
    .keeps({ s: '\u001bA' })
    .says(
      '1:6-1:8 toml-1.1-syntax The escape \\e needs TOML 1.1; this text is read as TOML 1.0. Write the character as \\u and four hexadecimal digits.',
      '1:8-1:12 toml-1.1-syntax The escape \\x41 needs TOML 1.1; this text is read as TOML 1.0. Write the character as \\u and four hexadecimal digits.',
    );
});
