import { expect, it } from 'vitest';

const { operationsOf } = (await import(new URL('../../../scripts/bundle/clients.js', import.meta.url).href)) as {
  operationsOf(sources: readonly { readonly file: string; readonly text: string }[]): string[];
};

const of = (text: string) => operationsOf([{ file: 'src/aws/some.ts', text }]);

it('finds the operations that calls name, once each', () => {
  const text = `
    await service.call('DescribeStacks', {});
    const { output } = await service.dated(
      'GetObject',
      { Key },
    );
    return service.call('DescribeStacks', { NextToken });`;
  expect(of(text)).toEqual(['DescribeStacks', 'GetObject']);
});

it('finds those that are handed on by their type', () => {
  const text = `
    const list = (operation: 'ListServiceQuotas' | 'ListAWSDefaultServiceQuotas') => service.call(operation, {});`;
  expect(of(text)).toEqual(['ListServiceQuotas', 'ListAWSDefaultServiceQuotas']);
});

it.each([
  ['is computed', 'service.call(`${verb}Stack`, {})'],
  ['is a string like any other', 'const list = (operation: string) => service.call(operation, {})'],
  ['is not there, because the call is handed on itself', 'const send = service.call;'],
])('refuses a call whose operation %s', (_, text) => {
  expect(() => of(text)).toThrow('src/aws/some.ts: `');
});
