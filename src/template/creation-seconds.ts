import { isObject, type JsonObject } from '../model/json.ts';

/**
 * Seconds that creating a resource of a type typically takes, as users see them in stack events. AWS publishes none of
 * these. A rehearsal shows by them where the time goes, and a deployment looks less often at what takes long.
 */
const CREATE_SECONDS: Readonly<Record<string, number>> = {
  'AWS::ApiGateway::Deployment': 1,
  'AWS::ApiGateway::Method': 1,
  'AWS::ApiGateway::Resource': 1,
  'AWS::ApiGateway::RestApi': 2,
  'AWS::ApiGateway::Stage': 2,
  'AWS::ApiGatewayV2::Api': 2,
  'AWS::ApiGatewayV2::Integration': 1,
  'AWS::ApiGatewayV2::Route': 1,
  'AWS::ApiGatewayV2::Stage': 1,
  'AWS::CertificateManager::Certificate': 120,
  'AWS::CloudFront::Distribution': 240,
  'AWS::Cognito::IdentityPool': 2,
  'AWS::Cognito::IdentityPoolRoleAttachment': 2,
  'AWS::Cognito::UserPool': 3,
  'AWS::Cognito::UserPoolClient': 2,
  'AWS::DynamoDB::Table': 20,
  'AWS::EC2::InternetGateway': 16,
  'AWS::EC2::NatGateway': 100,
  'AWS::EC2::VPC': 12,
  'AWS::ECS::Service': 90,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 150,
  'AWS::Events::Rule': 60,
  'AWS::IAM::ManagedPolicy': 16,
  'AWS::IAM::Policy': 16,
  'AWS::IAM::Role': 17,
  'AWS::KMS::Key': 20,
  'AWS::Lambda::Function': 6,
  'AWS::Lambda::Permission': 3,
  'AWS::Lambda::Version': 3,
  'AWS::Logs::LogGroup': 3,
  'AWS::OpenSearchService::Domain': 900,
  'AWS::RDS::DBCluster': 300,
  'AWS::RDS::DBInstance': 400,
  'AWS::S3::Bucket': 15,
  'AWS::S3::BucketPolicy': 2,
  'AWS::SNS::Topic': 11,
  'AWS::SQS::Queue': 64,
  'AWS::SSM::Parameter': 2,
};

/** Seconds that creating a resource typically takes; null for a type that is not in the table. */
export function creationSeconds(type: string): number | null {
  return Object.hasOwn(CREATE_SECONDS, type) ? (CREATE_SECONDS[type] ?? null) : null;
}

/** Seconds that the slowest resource of a template takes, whether its condition holds or not; null when none is in the table. */
export function slowestCreation({ Resources: resources }: JsonObject): number | null {
  const types = isObject(resources) ? Object.values(resources).map((one) => (isObject(one) ? one['Type'] : null)) : [];
  const known = types.flatMap((type) => (typeof type === 'string' ? (creationSeconds(type) ?? []) : []));
  return known.length === 0 ? null : Math.max(...known);
}
