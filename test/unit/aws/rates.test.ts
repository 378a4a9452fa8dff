import { describe, expect, it } from 'vitest';
import { rateOf } from '../../../src/aws/rates.ts';

describe('the table of rates', () => {
  it.each([
    ['organizations', 'CreateAccount', 0.1, 3],
    ['organizations', 'CloseAccount', 0.05, 1],
    ['organizations', 'ListAccounts', 8, 12],
    ['organizations', 'SomethingNew', 2, 2],
    ['cloudformation', 'DescribeStacks', 5, 15],
    ['cloudformation', 'ExecuteChangeSet', 2, 5],
    ['ssm', 'PutParameter', 3, 10],
    ['ssm', 'GetParametersByPath', 40, 40],
  ])('%s:%s is %d a second, %d at once', (service, operation, perSecond, burst) => {
    expect(rateOf(service, operation)).toMatchObject({ perSecond, burst });
  });

  it('shares one bucket where AWS does, and gives others one each', () => {
    expect(rateOf('ssm', 'GetParameter')?.group).toBe(rateOf('ssm', 'GetParametersByPath')?.group);
    expect(rateOf('cloudformation', 'ListExports')?.group).not.toBe(rateOf('cloudformation', 'DescribeStacks')?.group);
  });

  it.each(['s3', 'sts', 'unheard-of'])('leaves %s alone', (service) => {
    expect(rateOf(service, 'PutObject')).toBeNull();
  });
});
