import { expect, it } from 'vitest';
import { allSpecs, readSpec } from '../../../src/simulator/cloudformation/spec-database.ts';

it('the specifications that the build writes down say what the database says', () => {
  const written = JSON.parse(JSON.stringify(allSpecs())) as Record<string, unknown>;
  expect(Object.keys(written).length).toBeGreaterThan(1_000);
  for (const type of ['AWS::S3::Bucket', 'AWS::DynamoDB::Table', 'AWS::IAM::ManagedPolicy', 'AWS::SQS::Queue'])
    expect(written[type]).toEqual(readSpec(type));
  expect(written['AWS::Serverless::Function']).toBe(readSpec('AWS::Serverless::Function') ?? undefined);
});
