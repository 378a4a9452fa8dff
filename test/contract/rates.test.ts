import { SSM } from '@aws-sdk/client-ssm';
import { expect, onTestFinished, test } from 'vitest';
import { openContract } from '../support/contract/contract.ts';

test('what comes faster than the rate is refused, and nothing of it takes effect', async () => {
  const aws = await openContract({ rates: true });
  onTestFinished(() => aws.close());
  const { credentials } = await aws.member();
  const ssm = new SSM(aws.client({ credentials, attempts: 1 }));
  const names = Array.from({ length: 20 }, (_, at) => `/${aws.name()}/${at}`);
  const puts = names.map((Name) => ssm.putParameter({ Name, Value: 'x', Type: 'String' }));
  const sent = await Promise.allSettled(puts);
  const refusals = sent.filter((one) => one.status === 'rejected').map(({ reason }) => reason as Error);
  expect(refusals.length).toBeGreaterThan(0);
  expect(new Set(refusals.map(({ name }) => name))).toEqual(new Set(['ThrottlingException']));
  const halves = [names.slice(0, 10), names.slice(10)];
  const found = await Promise.all(halves.map(async (Names) => (await ssm.getParameters({ Names })).Parameters ?? []));
  expect(found.flat()).toHaveLength(names.length - refusals.length);
});
