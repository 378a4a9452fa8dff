import {
  customerParameters,
  customerTemplate,
  customerTrust,
  nameInArn,
  type CustomerRole,
} from '../../baseline/customer-role.ts';
import { fail } from '../../diagnostics/error.ts';
import { quickCreateUrl } from '../../model/console.ts';
import type { Environment } from '../../model/environment.ts';
import type { Json } from '../../model/json.ts';
import { partitionOf } from '../../model/names.ts';
import type { Run } from '../../model/run.ts';
import type { CommandResult } from '../command.ts';
import type { Context } from '../context.ts';
import { warn } from './tell.ts';

/** What a customer needs so that we can get into their account: for each environment a trust policy and a template. */
export async function printTrust(
  environments: readonly Environment[],
  run: Run,
  context: Context,
  templateUrl: string | undefined,
): Promise<CommandResult> {
  const { account: trusted } = await run.aws.caller();
  const documents = environments.map((environment) => {
    const { role, roleArn } = roleOf(environment, trusted, context);
    const { region, name, project } = environment;
    const link = { region, stack: `${project}-envctl`, parameters: customerParameters(role) };
    return {
      environment: name,
      roleArn,
      externalId: role.externalId,
      trustPolicy: customerTrust(role),
      template: customerTemplate(role),
      quickCreate: templateUrl === undefined ? null : quickCreateUrl({ ...link, template: templateUrl }),
    };
  });
  const text = documents.map(({ roleArn, trustPolicy, template, quickCreate }) =>
    [
      section(`Trust policy of ${roleArn}`, trustPolicy),
      section('The same as a CloudFormation template', template),
      quickCreate === null ? HINT : `# A link that makes it with one click\n${quickCreate}\n`,
    ].join('\n'),
  );
  return {
    outcomes: documents.map((document) => ({ document, errors: [] })),
    several: documents.length > 1,
    text: text.join('\n'),
  };
}

const HINT =
  '# For a link that makes it with one click: put the template into S3 where the customer can read it,\n# then give its https URL with --template-url\n';

function section(title: string, content: Json): string {
  return `# ${title}\n${JSON.stringify(content, null, 2)}\n`;
}

function roleOf(
  { account, name, region }: Environment,
  trusted: string,
  context: Context,
): { readonly role: CustomerRole; readonly roleArn: string } {
  if (account.form !== 'external' || account.roleArn === null) {
    fail('UsageInvalid', `the account of ${name} is not entered by a customer's role`, {
      hint: 'give account.roleArn and account.externalId in the definition, or leave out --print-trust',
      at: account.at,
    });
  }
  const { roleArn, externalId } = account;
  if (externalId === null) {
    const message = `${name} has no account.externalId: with one, nobody else can have us enter the account`;
    warn(context, [{ message, at: account.at }]);
  }
  return { roleArn, role: { ...nameInArn(roleArn), trusted, externalId, partition: partitionOf(region) } };
}
