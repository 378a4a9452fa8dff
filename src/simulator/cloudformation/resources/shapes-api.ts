import type { Shape } from './shape.ts';

const EXECUTE = 'https://{id}.execute-api.{region}.{suffix}';

/** API Gateway, both generations. Source of ids and attributes: resource reference, "Return values" of each type. */
export const API_SHAPES: Readonly<Record<string, Shape>> = {
  'AWS::ApiGateway::RestApi': { id: '{lower10}', attributes: { RestApiId: '{id}', RootResourceId: '{lower10}' } },
  'AWS::ApiGateway::Resource': { id: '{lower6}', attributes: { ResourceId: '{id}' } },
  'AWS::ApiGateway::Method': { id: '{RestApiId}|{ResourceId}|{HttpMethod}' },
  'AWS::ApiGateway::Deployment': { id: '{lower6}', attributes: { DeploymentId: '{id}' } },
  'AWS::ApiGateway::Stage': { id: '{StageName}' },
  'AWS::ApiGateway::Authorizer': { id: '{lower6}', attributes: { AuthorizerId: '{id}' } },
  'AWS::ApiGateway::GatewayResponse': { id: '{lower10}', attributes: { Id: '{id}' } },
  'AWS::ApiGateway::Model': { id: '{name}', name: 'Name' },
  'AWS::ApiGateway::RequestValidator': { id: '{lower6}', attributes: { RequestValidatorId: '{id}' } },
  'AWS::ApiGateway::UsagePlan': { id: '{lower6}', attributes: { Id: '{id}' } },
  'AWS::ApiGateway::UsagePlanKey': { id: '{KeyId}:{UsagePlanId}', attributes: { Id: '{id}' } },
  'AWS::ApiGateway::ApiKey': { id: '{lower10}', attributes: { APIKeyId: '{id}' } },
  'AWS::ApiGateway::DomainName': {
    id: '{DomainName}',
    name: 'DomainName',
    attributes: {
      DistributionDomainName: 'd{lower13}.cloudfront.net',
      DistributionHostedZoneId: 'Z2FDTNDATAQYW2',
      RegionalDomainName: 'd-{lower10}.execute-api.{region}.{suffix}',
    },
  },
  'AWS::ApiGateway::BasePathMapping': { id: '{DomainName}|{BasePath}' },
  'AWS::ApiGatewayV2::Api': {
    id: '{lower10}',
    attributes: {
      ApiId: '{id}',
      ApiEndpoint: EXECUTE,
      ExecuteApiArn: 'arn:{partition}:execute-api:{region}:{account}:{id}',
    },
  },
  'AWS::ApiGatewayV2::Integration': { id: '{lower7}', attributes: { IntegrationId: '{id}' } },
  'AWS::ApiGatewayV2::Route': { id: '{lower7}', attributes: { RouteId: '{id}' } },
  'AWS::ApiGatewayV2::Stage': { id: '{StageName}' },
  'AWS::ApiGatewayV2::Authorizer': { id: '{lower6}', attributes: { AuthorizerId: '{id}' } },
  'AWS::ApiGatewayV2::Deployment': { id: '{lower6}', attributes: { DeploymentId: '{id}' } },
};
