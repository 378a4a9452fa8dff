import { describe, expect, it } from 'vitest';
import { DeleteStackCommand, ListExportsCommand, ListImportsCommand } from '@aws-sdk/client-cloudformation';
import { outputs, refusal, StackWorld } from './cloudformation-world.ts';

const exporting = (value: string, name = 'shared-Value') => ({
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
  Outputs: { Value: { Value: value, Export: { Name: name } } },
});
const importing = (name = 'shared-Value') => ({
  Resources: {
    Setting: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::ImportValue': name } } },
  },
  Outputs: { Value: { Value: { 'Fn::GetAtt': ['Setting', 'Value'] } } },
});

async function pair(): Promise<StackWorld> {
  const world = new StackWorld();
  await world.deploy('lender', exporting('1'));
  await world.deploy('borrower', importing());
  return world;
}

describe('exports', () => {
  it('are found by other stacks, and listed with their users', async () => {
    const world = await pair();
    expect(outputs(await world.stack('borrower'))).toEqual({ Value: '1' });
    const cfn = world.cloudformation();
    const { Exports } = await cfn.send(new ListExportsCommand({}));
    const { StackId } = await world.stack('lender');
    expect(Exports).toEqual([{ ExportingStackId: StackId, Name: 'shared-Value', Value: '1' }]);
    expect((await cfn.send(new ListImportsCommand({ ExportName: 'shared-Value' }))).Imports).toEqual(['borrower']);
    expect((await world.stack('lender')).Outputs?.[0]?.ExportName).toBe('shared-Value');
  });

  it('belong to one account and region', async () => {
    const world = await pair();
    const list = async (account?: string, region?: string) =>
      (await world.cloudformation(account, region).send(new ListExportsCommand({}))).Exports;
    expect(await list('210987654321')).toEqual([]);
    expect(await list(undefined, 'us-east-1')).toEqual([]);
  });

  it('that nobody makes fail the stack when it starts', async () => {
    const world = new StackWorld();
    const stack = await world.deploy('borrower', importing('missing'));
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(await world.reasons('borrower', 'borrower')).toContain(
      'No export named missing found. Rollback requested by user.',
    );
    expect(await world.events('borrower')).not.toContain('Setting CREATE_IN_PROGRESS');
  });

  it('cannot be made twice', async () => {
    const world = await pair();
    expect((await world.deploy('rival', exporting('2'))).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect((await world.reasons('rival', 'rival')).join()).toContain(
      'Export with name shared-Value is already exported by stack lender.',
    );
  });

  it.each([
    ['updated', exporting('2')],
    ['deleted', exporting('1', 'other')],
  ])('cannot be %s while they are in use', async (verb, template) => {
    const world = await pair();
    const stack = await world.update('lender', template);
    expect(stack.StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await world.reasons('lender', 'lender')).toContain(
      `Export shared-Value cannot be ${verb} as it is in use by borrower`,
    );
    expect(stack.Outputs?.[0]).toMatchObject({ OutputValue: '1', ExportName: 'shared-Value' });
  });

  it('keep their stack from being deleted until nobody uses them', async () => {
    const world = await pair();
    const remove = (StackName: string) => world.cloudformation().send(new DeleteStackCommand({ StackName }));
    await remove('lender');
    expect((await world.stack('lender')).StackStatus).toBe('DELETE_IN_PROGRESS');
    await world.settle();
    expect(await world.stack('lender')).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      StackStatusReason: 'Export shared-Value cannot be deleted as it is in use by borrower',
    });
    await remove('borrower');
    await world.settle();
    await remove('lender');
    await world.settle();
    expect(await world.stacks()).toEqual([]);
    expect(await refusal(world.cloudformation().send(new ListImportsCommand({ ExportName: 'shared-Value' })))).toMatch(
      /does not exist/,
    );
  });

  it('without users are an error to ListImports, as AWS has it', async () => {
    const world = new StackWorld();
    await world.deploy('lender', exporting('1'));
    expect(await refusal(world.cloudformation().send(new ListImportsCommand({ ExportName: 'shared-Value' })))).toBe(
      "ValidationError: Export 'shared-Value' is not imported by any stack.",
    );
  });
});
