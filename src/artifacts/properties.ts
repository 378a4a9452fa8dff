import type { TreePath } from '../template/template.ts';

/** A property that may hold a local path in a template which is yet to be packaged. */
export interface ArtifactProperty {
  /** Below `Properties`. */
  readonly path: TreePath;
  /** zip: a folder or file becomes a zip; file: uploaded as it is; template: a nested stack, packaged itself. */
  readonly content: 'zip' | 'file' | 'template';
  /** How the property names an object in S3. */
  readonly form: 'S3Bucket' | 'Bucket' | 's3' | 'https';
  /** Code that runs: the build-time configuration goes into it. */
  readonly configured: boolean;
}

function code(path: TreePath, form: ArtifactProperty['form']): ArtifactProperty {
  return { path, content: 'zip', form, configured: true };
}

function archive(path: TreePath, form: ArtifactProperty['form']): ArtifactProperty {
  return { path, content: 'zip', form, configured: false };
}

function file(path: TreePath, form: ArtifactProperty['form']): ArtifactProperty {
  return { path, content: 'file', form, configured: false };
}

function nested(path: TreePath): ArtifactProperty {
  return { path, content: 'template', form: 'https', configured: false };
}

const mappingTemplates = [
  file(['RequestMappingTemplateS3Location'], 's3'),
  file(['ResponseMappingTemplateS3Location'], 's3'),
  file(['CodeS3Location'], 's3'),
];

const definition = [file(['DefinitionUri'], 's3')];

/** By resource type: what `aws cloudformation package` and `sam package` document that they upload, images left out. */
export const ARTIFACT_PROPERTIES: Readonly<Record<string, readonly ArtifactProperty[]>> = {
  'AWS::ApiGateway::RestApi': [file(['BodyS3Location'], 'Bucket')],
  'AWS::ApiGatewayV2::Api': [file(['BodyS3Location'], 'Bucket')],
  'AWS::AppSync::FunctionConfiguration': mappingTemplates,
  'AWS::AppSync::GraphQLSchema': [file(['DefinitionS3Location'], 's3')],
  'AWS::AppSync::Resolver': mappingTemplates,
  'AWS::CloudFormation::ModuleVersion': [archive(['ModulePackage'], 's3')],
  'AWS::CloudFormation::ResourceVersion': [archive(['SchemaHandlerPackage'], 's3')],
  'AWS::CloudFormation::Stack': [nested(['TemplateURL'])],
  'AWS::CloudFormation::StackSet': [nested(['TemplateURL'])],
  'AWS::CodeCommit::Repository': [archive(['Code', 'S3'], 'Bucket')],
  'AWS::ElasticBeanstalk::ApplicationVersion': [archive(['SourceBundle'], 'S3Bucket')],
  'AWS::Glue::Job': [file(['Command', 'ScriptLocation'], 's3')],
  'AWS::Lambda::Function': [code(['Code'], 'S3Bucket')],
  'AWS::Lambda::LayerVersion': [code(['Content'], 'S3Bucket')],
  'AWS::Serverless::Api': definition,
  'AWS::Serverless::Application': [nested(['Location'])],
  'AWS::Serverless::Function': [code(['CodeUri'], 's3')],
  'AWS::Serverless::GraphQLApi': [file(['SchemaUri'], 's3')],
  'AWS::Serverless::HttpApi': definition,
  'AWS::Serverless::LayerVersion': [code(['ContentUri'], 's3')],
  'AWS::Serverless::StateMachine': definition,
  'AWS::StepFunctions::StateMachine': [file(['DefinitionS3Location'], 'Bucket')],
};

/** `AWS::Include` brings in a file of its own. */
export const INCLUDE_LOCATION: ArtifactProperty = file(['Parameters', 'Location'], 's3');
