import { describe, expect, it } from 'vitest';
import { ruleFor } from '../../../src/simulator/rates.ts';
import { SERVICES } from '../../../src/simulator/services.ts';
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
    ['sts', 'AssumeRole', 600, 600],
    ['ssm', 'GetParametersByPath', 40, 40],
  ])('%s:%s is %d a second, %d at once', (service, operation, perSecond, burst) => {
    expect(rateOf(service, operation)).toMatchObject({ perSecond, burst });
  });

  it('shares one bucket where AWS does, and gives others one each', () => {
    expect(rateOf('ssm', 'GetParameter')?.group).toBe(rateOf('ssm', 'GetParametersByPath')?.group);
    expect(rateOf('cloudformation', 'ListExports')?.group).not.toBe(rateOf('cloudformation', 'DescribeStacks')?.group);
  });

  it.each(['organizations', 'account', 'servicequotas', 'ssm'])('keeps within what AWS allows to %s', (name) => {
    const service = SERVICES.find((each) => each.name === name);
    const operations = service !== undefined && 'operations' in service ? Object.keys(service.operations) : [];
    const limited = operations.flatMap((operation) => {
      const limit = ruleFor(name, operation);
      return limit ? [{ operation, limit, own: rateOf(name, operation) }] : [];
    });
    expect(limited.length).toBeGreaterThan(2);
    for (const { operation, limit, own } of limited) {
      expect(own?.perSecond, operation).toBeLessThanOrEqual(limit.perSecond);
      expect(own?.burst, operation).toBeLessThanOrEqual(limit.burst);
    }
  });

  it.each(['s3', 'unheard-of'])('leaves %s alone', (service) => {
    expect(rateOf(service, 'PutObject')).toBeNull();
  });
});
