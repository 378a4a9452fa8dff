import { describe, expect, it } from 'vitest';
import { diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { documentOf, placeText } from '../../../src/report/document.ts';
import { errorsText, warningText } from '../../../src/report/errors.ts';
import { styleOf } from '../../../src/report/style.ts';
import { folder } from '../../support/folder.ts';

const plain = styleOf(false);

describe('errors for a person', () => {
  it('show the line with a caret, the cause and what to do next', async () => {
    const root = await folder({ 'environments/dev.yaml': 'project: notes\nservices:\n  a: { tmplate: x }\n' });
    const at = { file: `${root}/environments/dev.yaml`, line: 3, column: 8 };
    expect(
      errorsText(
        [
          diagnostic('DefinitionInvalid', 'unknown key "tmplate"', {
            at,
            hint: 'did you mean template?',
            cause: 'a\nb',
          }),
        ],
        root,
        plain,
      ),
    ).toMatchInlineSnapshot(`
      "error unknown key "tmplate" [DefinitionInvalid]
        environments/dev.yaml:3:8
          3 │   a: { tmplate: x }
                     ^
        cause: a
        b
        → did you mean template?
      "
    `);
  });

  it('show no line of a file that is no text', async () => {
    const root = await folder({ 'dev.yaml': 'MZ\0\u0001 project: notes\n', 'two.yaml': 'a\u001b[31m: b\n' });
    const shown = (name: string): string => {
      const at = { file: `${root}/${name}`, line: 1, column: 1 };
      return errorsText([diagnostic('DefinitionInvalid', 'no text', { at })], root, plain);
    };
    expect(shown('dev.yaml')).toBe('error no text [DefinitionInvalid]\n  dev.yaml:1:1\n');
    expect(shown('two.yaml')).toContain('1 │ a\u{FFFD}[31m: b\n');
  });

  it.each([
    ['its request alone where the message says the rest', 'Throttled: slow [request r-1]', '  request r-1'],
    ['nothing where there is no request', 'Throttled: slow', ''],
    ['all that is new', 'Throttled: slower [request r-1]', '  cause: Throttled: slower [request r-1]'],
  ])('say of the cause %s', (_, cause, line) => {
    const error = diagnostic('AwsError', 'sts:AssumeRole: Throttled: slow', { cause });
    expect(errorsText([error], '/', plain)).toBe(
      ['error sts:AssumeRole: Throttled: slow [AwsError]', ...(line === '' ? [] : [line]), ''].join('\n'),
    );
  });

  it('break between words where the terminal is narrow', () => {
    const [error, more, hint] = errorsText(
      [diagnostic('AwsError', 'stack notes-dev-a could not be deleted', { hint: 'destroy again' })],
      '/',
      styleOf(false, 32),
    ).split('\n');
    expect([error, more, hint]).toEqual([
      'error stack notes-dev-a could',
      '      not be deleted [AwsError]',
      '  → destroy again',
    ]);
  });

  it('put the caret below its column after tabs', async () => {
    const root = await folder({ 'a.json': '{\n\t\t"a": 1\n}' });
    const text = errorsText(
      [diagnostic('DefinitionInvalid', 'x', { at: { file: `${root}/a.json`, line: 2, column: 8 } })],
      root,
      plain,
    );
    expect(text.split('\n').slice(2, 4)).toEqual(['    2 │ \t\t"a": 1', '        \t\t     ^']);
  });

  it.each([
    ['at its beginning', 3, 'aaKEYbb'],
    ['far to the right', 103, 'aaKEYbb'],
  ])('show of a long line what has room, the caret below its letter: %s', async (_, column, near) => {
    const line = `${'-'.repeat(column - 3)}${near}${'-'.repeat(100)}`;
    const root = await folder({ 'a.yaml': line });
    const at = { file: `${root}/a.yaml`, line: 1, column };
    const [, , shown = '', caret = ''] = errorsText(
      [diagnostic('DefinitionInvalid', 'x', { at })],
      root,
      styleOf(false, 60),
    ).split('\n');
    expect(shown.length).toBeLessThanOrEqual(60);
    expect(shown.slice(caret.indexOf('^')).startsWith(near.slice(2))).toBe(true);
  });

  it.each([
    ['a file that has gone', { file: '/gone/x.yaml', line: 1, column: 1 }],
    ['a line that is not there', { file: '/dev/null', line: 9, column: 1 }],
  ])('do without the line of %s', (_, at) => {
    expect(errorsText([diagnostic('DefinitionInvalid', 'x', { at })], '/', plain).split('\n')).toHaveLength(3);
  });

  it('come in the order of their places', () => {
    const at = (line: number) => ({ file: '/b.yaml', line, column: 1 });
    const text = errorsText(
      [
        diagnostic('AwsError', 'third'),
        diagnostic('DefinitionInvalid', 'second', { at: at(9) }),
        diagnostic('DefinitionInvalid', 'first', { at: at(2) }),
      ],
      '/',
      plain,
    );
    expect(text.match(/first|second|third/g)).toEqual(['first', 'second', 'third']);
  });

  it('obey no control character, in the message or in the file', async () => {
    const root = await folder({ 'a.yaml': 'a: \u001B[31m\u202Etxet\n' });
    const at = { file: `${root}/a.yaml`, line: 1, column: 4 };
    const text = errorsText(
      [diagnostic('DefinitionInvalid', 'x\u001B]0;title\u0007', { at, hint: '\r\u001B', cause: '\u0000' })],
      root,
      plain,
    );
    // eslint-disable-next-line no-control-regex -- these are the ones that must not come through
    expect(text).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
  });

  it('have colours where colours are wanted', () => {
    expect(errorsText([diagnostic('AwsError', 'x')], '/', styleOf(true))).toContain('\u001B[31merror');
  });

  it('are warnings where nothing is stopped', () => {
    expect(warningText({ message: 'x', at: { file: '/a/b.yaml', line: 1, column: 2 } }, '/a', plain)).toBe(
      'warning x (b.yaml:1:2)\n',
    );
    expect(warningText({ message: 'x', at: null }, '/a', plain)).toBe('warning x\n');
  });
});

describe('a place', () => {
  it.each([
    ['/project/environments/a.yaml', 'environments/a.yaml:1:2'],
    ['/elsewhere/a.yaml', '/elsewhere/a.yaml:1:2'],
    ['/project/..a/b.yaml', '..a/b.yaml:1:2'],
  ])('%s is %s', (file, text) => {
    expect(placeText({ file, line: 1, column: 2 }, '/project')).toBe(text);
  });
});

describe('the one JSON document', () => {
  const failure = diagnostic('StackFailed', 'x', {
    hint: 'y',
    at: { file: '/project/a.yaml', line: 1, column: 2 },
    cause: 'z',
  });
  const listed = {
    code: 'StackFailed',
    message: 'x',
    hint: 'y',
    at: { file: 'a.yaml', line: 1, column: 2 },
    cause: 'z',
  };

  it('is a command’s own when all went well', () => {
    expect(documentOf([{ document: { environment: 'a' }, errors: [] }], false, '/project')).toEqual({
      environment: 'a',
    });
  });

  it('has the errors beside what the command got to', () => {
    expect(documentOf([{ document: { environment: 'a' }, errors: [failure] }], false, '/project')).toEqual({
      environment: 'a',
      error: listed,
      errors: [listed],
    });
  });

  it('is the errors alone when it got nowhere', () => {
    expect(documentOf([{ document: null, errors: [failure] }], false, '/project')).toEqual({
      error: listed,
      errors: [listed],
    });
    expect(documentOf([{ document: null, errors: [failure] }], true, '/project')).toEqual({
      error: listed,
      errors: [listed],
    });
  });

  it('holds one document for each of several environments, its errors in it and the first at the top', () => {
    const ok = { document: { environment: 'a' }, errors: [] };
    const bad = { document: { environment: 'b' }, errors: [failure] };
    expect(documentOf([ok, bad], true, '/project')).toEqual({
      environments: [{ environment: 'a' }, { environment: 'b', error: listed, errors: [listed] }],
      error: listed,
      errors: [listed],
    });
  });

  it('is a list also when only one of several is left', () => {
    expect(documentOf([{ document: { environment: 'a' }, errors: [] }], true, '/project')).toEqual({
      environments: [{ environment: 'a' }],
    });
  });

  it('has the errors in the order of their places', () => {
    const first = { ...failure, at: { file: '/project/a.yaml', line: 1, column: 1 } };
    const none = diagnostic('AwsError', 'n');
    const document = documentOf([{ document: null, errors: [none, failure, first] }], false, '/project');
    expect(document['errors']).toMatchObject([{ at: { column: 1 } }, { at: { column: 2 } }, { at: null }]);
    expect(document['error']).toMatchObject({ at: { column: 1 } });
  });
});
