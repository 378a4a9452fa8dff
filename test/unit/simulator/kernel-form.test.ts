import { array, assert, constantFrom, property, string, tuple } from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { parseForm } from '../../../src/simulator/protocols/form.ts';
import { element } from '../../../src/simulator/protocols/xml.ts';

const parse = (form: string): Record<string, unknown> => parseForm(new TextEncoder().encode(form));

describe('parseForm', () => {
  it.each([
    ['scalars', 'Action=A&Name=a%26b', { Action: 'A', Name: 'a&b' }],
    ['lists of Query', 'L.member.1=a&L.member.2=b', { L: ['a', 'b'] }],
    ['lists in the order of their numbers', 'L.member.10=j&L.member.2=b', { L: ['b', 'j'] }],
    ['structures in lists', 'T.member.1.Key=k&T.member.1.Value=v', { T: [{ Key: 'k', Value: 'v' }] }],
    [
      'lists of EC2',
      'Filter.1.Name=n&Filter.1.Value.1=x&Filter.1.Value.2=y',
      { Filter: [{ Name: 'n', Value: ['x', 'y'] }] },
    ],
    ['empty lists', 'Tags=', { Tags: '' }],
    ['a member that is called member', 'A.member=x', { A: { member: 'x' } }],
  ])('reads %s', (_, form, expected) => {
    expect(parse(form)).toEqual(expected);
  });

  it('reads what any form writer writes', () => {
    assert(
      property(string({ unit: 'grapheme' }), string({ unit: 'grapheme' }), (a, b) => {
        const written = new URLSearchParams([
          ['A', a],
          ['B', b],
        ]).toString();
        expect(parse(`&${written}&&C`)).toEqual({ A: a, B: b, C: '' });
      }),
    );
  });

  it('reads any form and never touches the prototype', () => {
    assert(
      property(array(tuple(constantFrom('__proto__', 'constructor', 'A', '1', 'member'), string())), (pairs) => {
        const form = new URLSearchParams(
          pairs.map(([key, value]): [string, string] => [`${key}.${key}`, value]),
        ).toString();
        parse(form);
        return !('polluted' in {}) && Object.keys(Object.prototype).length === 0;
      }),
    );
  });
});

describe('element', () => {
  it('writes text that any XML reader gives back', () => {
    const parser = new XMLParser({ trimValues: false, parseTagValue: false, ignoreDeclaration: true });
    assert(
      property(string({ minLength: 1 }), (text) => {
        // oxlint-disable-next-line no-control-regex -- what XML cannot hold
        const held = text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD');
        const xml = element('a', text, 'member').replaceAll('&#xD;', '\r');
        expect(parser.parse(xml)).toEqual({ a: held });
      }),
    );
  });

  it('writes lists, structures and dates, and leaves out what is undefined', () => {
    const value = { List: ['x', { B: true }], At: new Date(0), None: undefined };
    expect(element('R', value, 'item')).toBe(
      '<R><List><item>x</item><item><B>true</B></item></List><At>1970-01-01T00:00:00.000Z</At></R>',
    );
  });
});
