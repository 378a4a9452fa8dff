import { describe, expect, it } from 'vitest';
import { gatewaysOf, REGION } from './gateway-world.ts';

describe('S3 Control', () => {
  it('blocks public access for the whole account', async () => {
    const { account } = await gatewaysOf();
    const control = account.s3control(REGION);
    expect(await control.publicAccessBlocked()).toBe(false);
    await control.blockPublicAccess();
    expect(await control.publicAccessBlocked()).toBe(true);
  });
});

describe('EC2', () => {
  it('encrypts volumes by default, region by region', async () => {
    const { account } = await gatewaysOf();
    await account.ec2(REGION).encryptEbsByDefault();
    expect(await account.ec2(REGION).ebsEncryptedByDefault()).toBe(true);
    expect(await account.ec2('us-east-1').ebsEncryptedByDefault()).toBe(false);
  });

  it('knows the regions that are enabled, in order', async () => {
    const regions = await (await gatewaysOf()).account.ec2(REGION).enabledRegions();
    expect(regions).toContain('eu-west-1');
    expect(regions).toEqual([...regions].sort());
  });

  it('deletes the default VPC with what belongs to it, also a second time', async () => {
    const ec2 = (await gatewaysOf()).account.ec2(REGION);
    const vpc = await ec2.defaultVpc();
    expect(vpc).toMatch(/^vpc-/);
    await ec2.deleteVpc(vpc ?? '');
    expect(await ec2.defaultVpc()).toBeNull();
    await expect(ec2.deleteVpc(vpc ?? '')).resolves.toBeUndefined();
  });
});
