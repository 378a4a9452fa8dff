/* eslint-disable */
// Generated from schemas/environment.schema.json by `npm run generate`: do not edit.
import type { JsonObject } from '../model/json.ts';

/**
 * The AWS account: exactly one of four forms. (1) `email`: a member account of its own, made by `create-account`. (2) `id` alone: a member account that exists. (3) `roleArn` or `profile`: an account outside the organization, for instance a customer's; Organizations is not called. (4) `environment`: the account of another environment, with its baseline.
 */
export type AccountDefinition = {
  /**
   * Form 1: the e-mail address of the account's root user; no other AWS account may ever have used it.
   */
  email?: string | null;
  /**
   * The id of the account, in quotes. Alone it is form 2; with `email` it saves asking Organizations; with `roleArn` or `profile` it is checked.
   */
  id?: string | null;
  /**
   * Form 1: the name of the account. Default: `<project>-<name>`.
   */
  name?: string | null;
  /**
   * Form 1: path of the organizational unit below the root; units that are missing are created.
   */
  organizationalUnit?: string | null;
  /**
   * Forms 1 and 2: name of the role that the management account assumes in the account.
   */
  role?: string | null;
  /**
   * Form 1: the IAM account alias, part of the sign-in address.
   */
  alias?: string | null;
  /**
   * Form 1: tags on the account only, on top of `tags` of the environment.
   */
  tags?: {
    [k: string]: string | number | boolean | null;
  } | null;
  /**
   * Form 1: alternate contacts of the account.
   */
  contacts?: {
    billing?: ContactDefinition;
    operations?: ContactDefinition;
    security?: ContactDefinition;
  } | null;
  /**
   * Form 3: ARN of the role to assume in the account.
   */
  roleArn?: string | null;
  /**
   * Form 3: the external id that the role asks for.
   */
  externalId?: string | null;
  /**
   * Form 3: a profile of the AWS configuration to take the credentials from, instead of a role.
   */
  profile?: string | null;
  /**
   * Form 4: the environment whose account, with its baseline, is used.
   */
  environment?: string | null;
} | null;
/**
 * A contact beside the root user of the account.
 */
export type ContactDefinition = {
  /**
   * Name of the person or team.
   */
  name?: string | null;
  /**
   * Job title.
   */
  title?: string | null;
  /**
   * E-mail address.
   */
  email?: string | null;
  /**
   * Phone number.
   */
  phone?: string | null;
} | null;
/**
 * What the account gets before anything is deployed into it. With form 1 of the account the first five are on, with forms 2 and 3 the first two; the rest only when given. `false` switches an item off.
 */
export type BaselineDefinition = {
  /**
   * An encrypted, versioned, TLS-only bucket in every region of the environment.
   */
  artifacts?: boolean | string | null;
  /**
   * A role to deploy with and a service role for CloudFormation, instead of the organization's admin role.
   */
  deployRole?:
    | boolean
    | {
        /**
         * Who may assume the deploy role, beside the management account and the account itself: account ids and ARNs.
         */
        trust?: string[] | null;
        /**
         * ARN of a permissions boundary for both roles.
         */
        boundary?: string | null;
        /**
         * Managed policies of the service role. Default: AdministratorAccess.
         *
         * @maxItems 10
         */
        policies?: string[] | null;
      }
    | string
    | null;
  /**
   * No bucket of the account can be made public.
   */
  s3PublicAccessBlock?: boolean | string | null;
  /**
   * New EBS volumes are encrypted, in the environment's regions.
   */
  ebsEncryption?: boolean | string | null;
  /**
   * The password policy for IAM users.
   */
  passwordPolicy?:
    | boolean
    | {
        /**
         * Minimum length of a password.
         */
        minimumLength?: number | string | null;
      }
    | string
    | null;
  /**
   * CI may assume the deploy role with a token of its platform, without stored credentials.
   */
  oidc?:
    | boolean
    | {
        /**
         * Who issues the tokens.
         */
        provider?: 'github' | 'gitlab' | null;
        /**
         * Patterns of the `sub` claim that are let in.
         *
         * @minItems 1
         */
        subjects?: string[] | null;
      }
    | null;
  /**
   * `delete`: the default VPC goes, in every enabled region.
   */
  defaultVpc?: 'delete' | false | null;
  /**
   * A monthly budget for the account, with e-mails when it is spent.
   */
  budget?:
    | boolean
    | {
        /**
         * Amount per month.
         */
        monthly?: number | string | null;
        /**
         * Currency of the amount.
         */
        currency?: string | null;
        /**
         * E-mail addresses to notify.
         *
         * @maxItems 10
         */
        notify?: string[] | null;
      }
    | null;
  /**
   * Regions that the account may use; opt-in regions are enabled.
   *
   * @minItems 1
   */
  regions?: boolean | string[] | null;
  /**
   * Service control policies, attached last: names of built-in ones, or paths of policy files.
   *
   * @minItems 1
   */
  guardrails?: boolean | string[] | null;
  /**
   * `stacksets`: CloudFormation StackSets bring `artifacts` and `deployRole` to all accounts of an organizational unit, to later ones by themselves. `stack`: envctl makes them in each account. See docs/scale.md.
   */
  engine?: 'stack' | 'stacksets' | null;
  stackSet?: StackSetDefinition;
} | null;
/**
 * With `engine: stacksets`: where the stack set deploys to, and how fast.
 */
export type StackSetDefinition = {
  /**
   * Path below the root of the unit whose accounts get the service, those of units below it too. Default: that of the account.
   */
  organizationalUnit?: string | null;
  /**
   * Accounts that come into the unit later get the service, and lose it when they leave.
   */
  autoDeploy?: boolean | null;
  /**
   * How many accounts of a region are in work at a time: a number, or a share of them.
   */
  maxConcurrent?: number | string | null;
  /**
   * How many accounts of a region may fail before the operation is given up: a number, or a share of them.
   */
  failureTolerance?: number | string | null;
} | null;
export type ConfigValue =
  | {
      [k: string]: ConfigValue;
    }
  | ConfigValue[]
  | string
  | number
  | boolean
  | null;
/**
 * One CloudFormation stack per region, with its code and configuration; or, with `from`, the service of another environment.
 */
export type ServiceDefinition = {
  /**
   * CloudFormation template in YAML or JSON, SAM included, or a synthesized CDK assembly. A path relative to this file.
   */
  template?: string | null;
  /**
   * Run before packaging.
   */
  build?: {
    /**
     * The command, run by the shell.
     */
    command?: string | null;
    /**
     * Where it runs. Default: the template's folder.
     */
    directory?: string | null;
  } | null;
  /**
   * Folder of the build-time configuration: `default.yaml` and `<environment>.yaml` (or `.json`), checked against `config.schema.json`. Packed into the artifact as `config.json`.
   */
  buildConfig?: string | null;
  /**
   * Parameters of the stack; every value becomes a string, a list is joined by commas.
   */
  parameters?: {
    [k: string]: string | number | boolean | (string | number | boolean)[] | null;
  } | null;
  /**
   * Run-time configuration: SSM parameters below `/<project>/<environment>/<service>/`.
   */
  runtime?: {
    [k: string]: RuntimeDefinition;
  } | null;
  /**
   * Services to deploy first, beside those that references and imports name.
   */
  dependsOn?: string[] | null;
  /**
   * Regions to deploy to. Default: the home region.
   *
   * @minItems 1
   */
  regions?: string[] | null;
  /**
   * `stack`: envctl deploys the stack of this environment's account itself. `stacksets`: CloudFormation StackSets fan the service out over an organizational unit. See docs/scale.md.
   */
  engine?: 'stack' | 'stacksets' | null;
  stackSet?: StackSetDefinition;
  /**
   * `manual`: a change waits for a person. `auto`: it does not.
   */
  approval?: 'manual' | 'auto' | null;
  /**
   * Termination protection after the first success; `destroy` keeps the stack.
   */
  protected?: boolean | string | null;
  /**
   * Globs of files that belong to the service beside its own folders, for `--since`.
   */
  paths?: string[] | null;
  /**
   * `destroy` empties this service's buckets.
   */
  emptyBuckets?: boolean | string | null;
  /**
   * What is in the account already under a name that stands in the template, and belongs to no stack, is taken into the service's stack instead of being made. Such resources need `DeletionPolicy: Retain` or `RetainExceptOnCreate`.
   */
  importExisting?: boolean | string | null;
  /**
   * Run after the stack is up, with the outputs as variables; its failure fails the service.
   */
  after?: {
    /**
     * The command, run by the shell.
     */
    command?: string | null;
    /**
     * Where it runs. Default: where `build` runs, else the template's folder.
     */
    directory?: string | null;
  } | null;
  /**
   * Address to probe after a deployment and by `status`.
   */
  health?: string | null;
  from?: FromDefinition;
} | null;
/**
 * One run-time parameter. A plain value, or `value`, is owned by the definition; `default` holds until `config set` gives another; `secret: true` is only ever set with `config set`.
 */
export type RuntimeDefinition =
  | {
      /**
       * The value; `config set` refuses the key.
       */
      value?: string | number | boolean | null;
      /**
       * The value until `config set` gives another.
       */
      default?: string | number | boolean | null;
      /**
       * `true`: a SecureString, set with `config set`, never written here.
       */
      secret?: true | null;
      /**
       * Type of the SSM parameter.
       */
      type?: 'String' | 'StringList' | null;
      /**
       * Key that encrypts a secret: an alias, an id or an ARN. Default: the account's own key for SSM.
       */
      kmsKey?: string | null;
      /**
       * `deploy`: a change of the value marks the service as changed. `live`: the service reads it while it runs.
       */
      apply?: 'deploy' | 'live' | null;
    }
  | string
  | number
  | boolean
  | null;
/**
 * Not deployed here: the outputs of this environment's service are used.
 */
export type FromDefinition =
  | string
  | {
      /**
       * The environment that lends the service.
       */
      environment?: string | null;
      /**
       * What it is called there. Default: its name here.
       */
      service?: string | null;
      /**
       * The project, when it is kept in another repository.
       */
      project?: string | null;
      /**
       * Id of the account that the lender lives in, when its definition is not here.
       */
      account?: string | null;
    }
  | null;

/**
 * Everything about one environment. Keys that begin with `x-` are ignored; `null` removes what `extends` brought.
 */
export interface EnvironmentDefinition {
  /**
   * Version of the format.
   */
  version?: 1 | null;
  /**
   * A definition that is merged beneath this one: maps merge deep, lists and scalars replace, `null` removes. A path relative to this file.
   */
  extends?: string | null;
  /**
   * The product; its name begins every stack, parameter and tag.
   */
  project?: string | null;
  /**
   * Name of the environment. Default: the file's name.
   */
  name?: string | null;
  /**
   * Home region. Default: `--region`, then `AWS_REGION`.
   */
  region?: string | null;
  /**
   * Tags on the account and on every stack.
   */
  tags?: {
    [k: string]: string | number | boolean | null;
  } | null;
  /**
   * `destroy` and `close-account` refuse the environment.
   */
  protected?: boolean | string | null;
  /**
   * When `reap` may destroy the environment: days since the last successful deployment, or a date. Not with `protected`.
   */
  expires?: string | null;
  account?: AccountDefinition;
  baseline?: BaselineDefinition;
  /**
   * Quotas that are checked before a deployment.
   */
  quotas?: QuotaDefinition[] | null;
  /**
   * Values for `${config:path}`.
   */
  config?: {
    [k: string]: ConfigValue;
  } | null;
  /**
   * The services, by name.
   */
  services?: {
    [k: string]: ServiceDefinition;
  } | null;
}
/**
 * A quota that a deployment needs.
 */
export interface QuotaDefinition {
  /**
   * Code of the AWS service in Service Quotas.
   */
  service?: string | null;
  /**
   * The quota's code, or its name.
   */
  quota?: string | null;
  /**
   * The smallest value that will do.
   */
  atLeast?: number | string | null;
}

/** The schema itself, so that nothing has to be read from disk before a definition can be checked. */
export const environmentSchema: JsonObject = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://envctl.dev/schemas/environment/v1.json",
  "title": "EnvironmentDefinition",
  "description": "Everything about one environment. Keys that begin with `x-` are ignored; `null` removes what `extends` brought.",
  "type": "object",
  "additionalProperties": false,
  "patternProperties": {
    "^x-": true
  },
  "properties": {
    "version": {
      "description": "Version of the format.",
      "default": 1,
      "examples": [
        1
      ],
      "type": [
        "integer",
        "null"
      ],
      "enum": [
        1,
        null
      ]
    },
    "extends": {
      "description": "A definition that is merged beneath this one: maps merge deep, lists and scalars replace, `null` removes. A path relative to this file.",
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "examples": [
        "base.yaml"
      ]
    },
    "project": {
      "description": "The product; its name begins every stack, parameter and tag.",
      "type": [
        "string",
        "null"
      ],
      "pattern": "^(?!aws|ssm)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
      "patternErrorMessage": "lower-case letters and digits in groups joined by single hyphens, beginning with a letter, and must not begin with aws or ssm",
      "maxLength": 32,
      "examples": [
        "notes"
      ]
    },
    "name": {
      "description": "Name of the environment. Default: the file's name.",
      "type": [
        "string",
        "null"
      ],
      "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
      "patternErrorMessage": "lower-case letters and digits in groups joined by single hyphens, beginning with a letter",
      "maxLength": 32,
      "examples": [
        "staging"
      ]
    },
    "region": {
      "description": "Home region. Default: `--region`, then `AWS_REGION`.",
      "type": [
        "string",
        "null"
      ],
      "pattern": "^[a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2}$",
      "patternErrorMessage": "the name of an AWS region, like eu-west-1",
      "examples": [
        "eu-west-1"
      ]
    },
    "tags": {
      "description": "Tags on the account and on every stack.",
      "type": [
        "object",
        "null"
      ],
      "maxProperties": 46,
      "propertyNames": {
        "minLength": 1,
        "maxLength": 128,
        "pattern": "^(?![aA][wW][sS]:)(?!envctl:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+$",
        "patternErrorMessage": "letters, digits, spaces and _ . : / = + - @, and must not begin with aws: or envctl:"
      },
      "additionalProperties": {
        "type": [
          "string",
          "number",
          "boolean",
          "null"
        ],
        "maxLength": 256,
        "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*))$",
        "patternErrorMessage": "letters, digits, spaces and _ . : / = + - @"
      },
      "examples": [
        {
          "team": "platform"
        }
      ]
    },
    "protected": {
      "description": "`destroy` and `close-account` refuse the environment.",
      "type": [
        "boolean",
        "string",
        "null"
      ],
      "pattern": "^\\$\\{config:[^{}]+\\}$",
      "patternErrorMessage": "true or false",
      "default": false,
      "examples": [
        true
      ]
    },
    "expires": {
      "description": "When `reap` may destroy the environment: days since the last successful deployment, or a date. Not with `protected`.",
      "type": [
        "string",
        "null"
      ],
      "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:(?:[1-9][0-9]{0,3}d|[0-9]{4}-[0-9]{2}-[0-9]{2})))$",
      "patternErrorMessage": "a number of days like 14d, or a date like 2027-01-31",
      "examples": [
        "14d",
        "2027-01-31"
      ]
    },
    "account": {
      "$ref": "#/$defs/account"
    },
    "baseline": {
      "$ref": "#/$defs/baseline"
    },
    "quotas": {
      "description": "Quotas that are checked before a deployment.",
      "type": [
        "array",
        "null"
      ],
      "items": {
        "$ref": "#/$defs/quota"
      },
      "examples": [
        [
          {
            "service": "lambda",
            "quota": "L-B99A9384",
            "atLeast": 1000
          }
        ]
      ]
    },
    "config": {
      "description": "Values for `${config:path}`.",
      "type": [
        "object",
        "null"
      ],
      "propertyNames": {
        "pattern": "^[A-Za-z0-9_.-]+$",
        "patternErrorMessage": "letters, digits and _ . -"
      },
      "additionalProperties": {
        "$ref": "#/$defs/configValue"
      },
      "examples": [
        {
          "feature": {
            "newEditor": true
          },
          "performance": {
            "memorySize": 256
          }
        }
      ]
    },
    "services": {
      "description": "The services, by name.",
      "type": [
        "object",
        "null"
      ],
      "propertyNames": {
        "pattern": "^(?!outputs$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
        "maxLength": 32,
        "patternErrorMessage": "lower-case letters and digits in groups joined by single hyphens, beginning with a letter, and must not be outputs"
      },
      "additionalProperties": {
        "$ref": "#/$defs/service"
      },
      "examples": [
        {
          "notes": {
            "template": "../stack/notes/template.yaml"
          }
        }
      ]
    }
  },
  "examples": [
    {
      "project": "notes",
      "region": "eu-west-1",
      "account": {
        "email": "aws+${environment}@example.com"
      },
      "services": {
        "notes": {
          "template": "../stack/notes/template.yaml"
        }
      }
    }
  ],
  "$defs": {
    "account": {
      "title": "AccountDefinition",
      "description": "The AWS account: exactly one of four forms. (1) `email`: a member account of its own, made by `create-account`. (2) `id` alone: a member account that exists. (3) `roleArn` or `profile`: an account outside the organization, for instance a customer's; Organizations is not called. (4) `environment`: the account of another environment, with its baseline.",
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "patternProperties": {
        "^x-": true
      },
      "properties": {
        "email": {
          "description": "Form 1: the e-mail address of the account's root user; no other AWS account may ever have used it.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:(?!\\.)[!#$*+./0-9=?A-Z^_`a-z{}~-]+@(?![.-])(?=[^.]*\\.)[A-Za-z0-9.-]*[A-Za-z0-9]))$",
          "patternErrorMessage": "an e-mail address that AWS accepts for an account: ASCII, one @, a domain with a dot, and none of \" ' ( ) < > [ ] : ; , \\ | % & or spaces before the @",
          "minLength": 6,
          "maxLength": 64,
          "examples": [
            "aws+${environment}@example.com"
          ]
        },
        "id": {
          "description": "The id of the account, in quotes. Alone it is form 2; with `email` it saves asking Organizations; with `roleArn` or `profile` it is checked.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[0-9]{12}))$",
          "patternErrorMessage": "an account id: 12 digits, in quotes",
          "examples": [
            "123456789012"
          ]
        },
        "name": {
          "description": "Form 1: the name of the account. Default: `<project>-<name>`.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[ -;=?-~]+))$",
          "patternErrorMessage": "printable ASCII without < and >",
          "minLength": 1,
          "maxLength": 50,
          "examples": [
            "notes-staging"
          ]
        },
        "organizationalUnit": {
          "description": "Form 1: path of the organizational unit below the root; units that are missing are created.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[^/\\s][^/]{0,127}(?:/[^/\\s][^/]{0,127}){0,4}))$",
          "patternErrorMessage": "one to five names of at most 128 characters joined by /",
          "examples": [
            "Workloads/Staging"
          ]
        },
        "role": {
          "description": "Forms 1 and 2: name of the role that the management account assumes in the account.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[\\w+=,.@-]{1,64}))$",
          "patternErrorMessage": "the name of an IAM role: at most 64 letters, digits and _ + = , . @ -",
          "default": "OrganizationAccountAccessRole",
          "examples": [
            "OrganizationAccountAccessRole"
          ]
        },
        "alias": {
          "description": "Form 1: the IAM account alias, part of the sign-in address.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:(?![0-9]{12}$)[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]))$",
          "patternErrorMessage": "3 to 63 lower-case letters, digits and single hyphens, not at either end, and not 12 digits",
          "examples": [
            "acme-notes-staging"
          ]
        },
        "tags": {
          "description": "Form 1: tags on the account only, on top of `tags` of the environment.",
          "type": [
            "object",
            "null"
          ],
          "maxProperties": 47,
          "propertyNames": {
            "minLength": 1,
            "maxLength": 128,
            "pattern": "^(?![aA][wW][sS]:)(?!envctl:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+$",
            "patternErrorMessage": "letters, digits, spaces and _ . : / = + - @, and must not begin with aws: or envctl:"
          },
          "additionalProperties": {
            "type": [
              "string",
              "number",
              "boolean",
              "null"
            ],
            "maxLength": 256,
            "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*))$",
            "patternErrorMessage": "letters, digits, spaces and _ . : / = + - @"
          },
          "examples": [
            {
              "tier": "test"
            }
          ]
        },
        "contacts": {
          "description": "Form 1: alternate contacts of the account.",
          "type": [
            "object",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "billing": {
              "$ref": "#/$defs/contact",
              "description": "The contact for invoices."
            },
            "operations": {
              "$ref": "#/$defs/contact",
              "description": "The contact for operations."
            },
            "security": {
              "$ref": "#/$defs/contact",
              "description": "The contact for security."
            }
          },
          "examples": [
            {
              "security": {
                "name": "Security team",
                "title": "On call",
                "email": "security@example.com",
                "phone": "+49 30 1234567"
              }
            }
          ]
        },
        "roleArn": {
          "description": "Form 3: ARN of the role to assume in the account.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+))$",
          "patternErrorMessage": "the ARN of an IAM role, like arn:aws:iam::123456789012:role/deployer",
          "examples": [
            "arn:aws:iam::123456789012:role/deployer"
          ]
        },
        "externalId": {
          "description": "Form 3: the external id that the role asks for.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[\\w+=,.@:/-]{2,1224}))$",
          "patternErrorMessage": "2 to 1224 letters, digits and _ + = , . @ : / -",
          "examples": [
            "notes-customer17"
          ]
        },
        "profile": {
          "description": "Form 3: a profile of the AWS configuration to take the credentials from, instead of a role.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:\\S(?:.*\\S)?))$",
          "patternErrorMessage": "the name of a profile",
          "examples": [
            "customer17"
          ]
        },
        "environment": {
          "description": "Form 4: the environment whose account, with its baseline, is used.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*))$",
          "patternErrorMessage": "lower-case letters and digits in groups joined by single hyphens, beginning with a letter",
          "examples": [
            "dev"
          ]
        }
      },
      "examples": [
        {
          "email": "aws+${environment}@example.com",
          "organizationalUnit": "Workloads/Staging"
        },
        {
          "id": "123456789012"
        },
        {
          "roleArn": "arn:aws:iam::123456789012:role/deployer",
          "externalId": "notes-customer17"
        },
        {
          "environment": "dev"
        }
      ]
    },
    "contact": {
      "title": "ContactDefinition",
      "description": "A contact beside the root user of the account.",
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "patternProperties": {
        "^x-": true
      },
      "properties": {
        "name": {
          "description": "Name of the person or team.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 64,
          "examples": [
            "Ops team"
          ]
        },
        "title": {
          "description": "Job title.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 50,
          "examples": [
            "Head of operations"
          ]
        },
        "email": {
          "description": "E-mail address.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[^\\s@]+@[^\\s@]+\\.[^\\s@]+))$",
          "patternErrorMessage": "an e-mail address, like ops@example.com",
          "maxLength": 254,
          "examples": [
            "ops@example.com"
          ]
        },
        "phone": {
          "description": "Phone number.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[\\s0-9()+-]+))$",
          "patternErrorMessage": "digits, spaces and ( ) + -",
          "minLength": 1,
          "maxLength": 25,
          "examples": [
            "+49 30 1234567"
          ]
        }
      },
      "examples": [
        {
          "name": "Ops team",
          "title": "Head of operations",
          "email": "ops@example.com",
          "phone": "+49 30 1234567"
        }
      ]
    },
    "stackSet": {
      "title": "StackSetDefinition",
      "description": "With `engine: stacksets`: where the stack set deploys to, and how fast.",
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "patternProperties": {
        "^x-": true
      },
      "properties": {
        "organizationalUnit": {
          "description": "Path below the root of the unit whose accounts get the service, those of units below it too. Default: that of the account.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "Workloads/Staging"
          ]
        },
        "autoDeploy": {
          "description": "Accounts that come into the unit later get the service, and lose it when they leave.",
          "type": [
            "boolean",
            "null"
          ],
          "default": true,
          "examples": [
            false
          ]
        },
        "maxConcurrent": {
          "description": "How many accounts of a region are in work at a time: a number, or a share of them.",
          "type": [
            "integer",
            "string",
            "null"
          ],
          "minimum": 1,
          "pattern": "^(?:100|[1-9]?[0-9])%$",
          "patternErrorMessage": "a number of accounts, or a share of them like 25%",
          "examples": [
            10,
            "25%"
          ],
          "default": 1
        },
        "failureTolerance": {
          "description": "How many accounts of a region may fail before the operation is given up: a number, or a share of them.",
          "type": [
            "integer",
            "string",
            "null"
          ],
          "minimum": 0,
          "pattern": "^(?:100|[1-9]?[0-9])%$",
          "patternErrorMessage": "a number of accounts, or a share of them like 25%",
          "examples": [
            2,
            "10%"
          ],
          "default": 0
        }
      },
      "examples": [
        {
          "organizationalUnit": "Workloads/Staging",
          "maxConcurrent": "25%",
          "failureTolerance": 2
        }
      ]
    },
    "baseline": {
      "title": "BaselineDefinition",
      "description": "What the account gets before anything is deployed into it. With form 1 of the account the first five are on, with forms 2 and 3 the first two; the rest only when given. `false` switches an item off.",
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "patternProperties": {
        "^x-": true
      },
      "properties": {
        "artifacts": {
          "description": "An encrypted, versioned, TLS-only bucket in every region of the environment.",
          "type": [
            "boolean",
            "string",
            "null"
          ],
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true or false",
          "examples": [
            true
          ]
        },
        "deployRole": {
          "description": "A role to deploy with and a service role for CloudFormation, instead of the organization's admin role.",
          "type": [
            "boolean",
            "object",
            "string",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "trust": {
              "description": "Who may assume the deploy role, beside the management account and the account itself: account ids and ARNs.",
              "type": [
                "array",
                "null"
              ],
              "items": {
                "type": "string",
                "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:(?:[0-9]{12}|arn:aws[a-z-]*:(?:iam|sts)::[0-9]{12}:[\\w+=,.@/*-]+)))$",
                "patternErrorMessage": "an account id in quotes, or the ARN of a principal"
              },
              "examples": [
                [
                  "210987654321"
                ]
              ]
            },
            "boundary": {
              "description": "ARN of a permissions boundary for both roles.",
              "type": [
                "string",
                "null"
              ],
              "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/[\\w+=,.@/-]+))$",
              "patternErrorMessage": "the ARN of an IAM policy, like arn:aws:iam::123456789012:policy/boundary",
              "examples": [
                "arn:aws:iam::123456789012:policy/boundary"
              ]
            },
            "policies": {
              "description": "Managed policies of the service role. Default: AdministratorAccess.",
              "type": [
                "array",
                "null"
              ],
              "items": {
                "type": "string",
                "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:arn:aws[a-z-]*:iam::(?:[0-9]{12}|aws):policy/[\\w+=,.@/-]+))$",
                "patternErrorMessage": "the ARN of an IAM policy, like arn:aws:iam::aws:policy/PowerUserAccess"
              },
              "uniqueItems": true,
              "maxItems": 10,
              "examples": [
                [
                  "arn:aws:iam::aws:policy/PowerUserAccess"
                ]
              ]
            }
          },
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true, false or a map",
          "examples": [
            true,
            {
              "trust": [
                "210987654321"
              ],
              "policies": [
                "arn:aws:iam::aws:policy/PowerUserAccess"
              ]
            }
          ]
        },
        "s3PublicAccessBlock": {
          "description": "No bucket of the account can be made public.",
          "type": [
            "boolean",
            "string",
            "null"
          ],
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true or false",
          "examples": [
            true
          ]
        },
        "ebsEncryption": {
          "description": "New EBS volumes are encrypted, in the environment's regions.",
          "type": [
            "boolean",
            "string",
            "null"
          ],
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true or false",
          "examples": [
            true
          ]
        },
        "passwordPolicy": {
          "description": "The password policy for IAM users.",
          "type": [
            "boolean",
            "object",
            "string",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "minimumLength": {
              "description": "Minimum length of a password.",
              "type": [
                "integer",
                "string",
                "null"
              ],
              "pattern": "^\\$\\{config:[^{}]+\\}$",
              "patternErrorMessage": "a whole number",
              "minimum": 6,
              "maximum": 128,
              "default": 14,
              "examples": [
                14
              ]
            }
          },
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true, false or a map",
          "examples": [
            {
              "minimumLength": 14
            },
            false
          ]
        },
        "oidc": {
          "description": "CI may assume the deploy role with a token of its platform, without stored credentials.",
          "type": [
            "boolean",
            "object",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "provider": {
              "description": "Who issues the tokens.",
              "type": [
                "string",
                "null"
              ],
              "examples": [
                "github"
              ],
              "enum": [
                "github",
                "gitlab",
                null
              ]
            },
            "subjects": {
              "description": "Patterns of the `sub` claim that are let in.",
              "type": [
                "array",
                "null"
              ],
              "items": {
                "type": "string",
                "minLength": 1
              },
              "minItems": 1,
              "uniqueItems": true,
              "examples": [
                [
                  "repo:acme/notes:*"
                ]
              ]
            }
          },
          "examples": [
            {
              "provider": "github",
              "subjects": [
                "repo:acme/notes:*"
              ]
            }
          ],
          "not": {
            "const": true
          },
          "patternErrorMessage": "false or a map"
        },
        "defaultVpc": {
          "description": "`delete`: the default VPC goes, in every enabled region.",
          "examples": [
            "delete"
          ],
          "enum": [
            "delete",
            false,
            null
          ]
        },
        "budget": {
          "description": "A monthly budget for the account, with e-mails when it is spent.",
          "type": [
            "boolean",
            "object",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "monthly": {
              "description": "Amount per month.",
              "type": [
                "number",
                "string",
                "null"
              ],
              "pattern": "^\\$\\{config:[^{}]+\\}$",
              "patternErrorMessage": "a number",
              "exclusiveMinimum": 0,
              "examples": [
                100
              ]
            },
            "currency": {
              "description": "Currency of the amount.",
              "type": [
                "string",
                "null"
              ],
              "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[A-Z]{3}))$",
              "patternErrorMessage": "a currency code of three capitals, like USD",
              "default": "USD",
              "examples": [
                "USD"
              ]
            },
            "notify": {
              "description": "E-mail addresses to notify.",
              "type": [
                "array",
                "null"
              ],
              "items": {
                "type": "string",
                "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[^\\s@]+@[^\\s@]+\\.[^\\s@]+))$",
                "patternErrorMessage": "an e-mail address, like ops@example.com"
              },
              "maxItems": 10,
              "uniqueItems": true,
              "examples": [
                [
                  "ops@example.com"
                ]
              ]
            }
          },
          "examples": [
            {
              "monthly": 100,
              "currency": "USD",
              "notify": [
                "ops@example.com"
              ]
            }
          ],
          "not": {
            "const": true
          },
          "patternErrorMessage": "false or a map"
        },
        "regions": {
          "description": "Regions that the account may use; opt-in regions are enabled.",
          "type": [
            "boolean",
            "array",
            "null"
          ],
          "items": {
            "type": "string",
            "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2}))$",
            "patternErrorMessage": "the name of an AWS region, like eu-west-1"
          },
          "minItems": 1,
          "uniqueItems": true,
          "examples": [
            [
              "eu-west-1",
              "us-east-1"
            ]
          ],
          "not": {
            "const": true
          },
          "patternErrorMessage": "false or a list"
        },
        "guardrails": {
          "description": "Service control policies, attached last: names of built-in ones, or paths of policy files.",
          "type": [
            "boolean",
            "array",
            "null"
          ],
          "items": {
            "type": "string",
            "minLength": 1
          },
          "minItems": 1,
          "uniqueItems": true,
          "examples": [
            [
              "deny-other-regions",
              "deny-leaving-organization",
              "protect-baseline"
            ]
          ],
          "not": {
            "const": true
          },
          "patternErrorMessage": "false or a list"
        },
        "engine": {
          "description": "`stacksets`: CloudFormation StackSets bring `artifacts` and `deployRole` to all accounts of an organizational unit, to later ones by themselves. `stack`: envctl makes them in each account. See docs/scale.md.",
          "type": [
            "string",
            "null"
          ],
          "enum": [
            "stack",
            "stacksets",
            null
          ],
          "default": "stack",
          "examples": [
            "stacksets"
          ]
        },
        "stackSet": {
          "$ref": "#/$defs/stackSet"
        }
      },
      "examples": [
        {
          "passwordPolicy": {
            "minimumLength": 16
          },
          "defaultVpc": "delete"
        }
      ]
    },
    "quota": {
      "title": "QuotaDefinition",
      "description": "A quota that a deployment needs.",
      "type": "object",
      "additionalProperties": false,
      "patternProperties": {
        "^x-": true
      },
      "properties": {
        "service": {
          "description": "Code of the AWS service in Service Quotas.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[a-z0-9-]{1,63}))$",
          "patternErrorMessage": "the code of a service, like lambda",
          "examples": [
            "lambda"
          ]
        },
        "quota": {
          "description": "The quota's code, or its name.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "maxLength": 255,
          "examples": [
            "L-B99A9384",
            "Concurrent executions"
          ]
        },
        "atLeast": {
          "description": "The smallest value that will do.",
          "type": [
            "number",
            "string",
            "null"
          ],
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "a number",
          "minimum": 0,
          "examples": [
            1000
          ]
        }
      },
      "examples": [
        {
          "service": "lambda",
          "quota": "L-B99A9384",
          "atLeast": 1000
        }
      ]
    },
    "service": {
      "title": "ServiceDefinition",
      "description": "One CloudFormation stack per region, with its code and configuration; or, with `from`, the service of another environment.",
      "type": [
        "object",
        "null"
      ],
      "additionalProperties": false,
      "patternProperties": {
        "^x-": true
      },
      "properties": {
        "template": {
          "description": "CloudFormation template in YAML or JSON, SAM included, or a synthesized CDK assembly. A path relative to this file.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "../stack/notes/template.yaml"
          ]
        },
        "build": {
          "description": "Run before packaging.",
          "type": [
            "object",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "command": {
              "description": "The command, run by the shell.",
              "type": [
                "string",
                "null"
              ],
              "minLength": 1,
              "examples": [
                "npm run build"
              ]
            },
            "directory": {
              "description": "Where it runs. Default: the template's folder.",
              "type": [
                "string",
                "null"
              ],
              "minLength": 1,
              "examples": [
                "../stack/notes"
              ]
            }
          },
          "examples": [
            {
              "command": "npm run build",
              "directory": "../stack/notes"
            }
          ]
        },
        "buildConfig": {
          "description": "Folder of the build-time configuration: `default.yaml` and `<environment>.yaml` (or `.json`), checked against `config.schema.json`. Packed into the artifact as `config.json`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "../stack/notes/config"
          ]
        },
        "parameters": {
          "description": "Parameters of the stack; every value becomes a string, a list is joined by commas.",
          "type": [
            "object",
            "null"
          ],
          "maxProperties": 200,
          "propertyNames": {
            "pattern": "^[A-Za-z0-9]{1,255}$",
            "patternErrorMessage": "letters and digits"
          },
          "additionalProperties": {
            "type": [
              "string",
              "number",
              "boolean",
              "array",
              "null"
            ],
            "items": {
              "type": [
                "string",
                "number",
                "boolean"
              ]
            }
          },
          "examples": [
            {
              "TableArn": "${output:database.TableArn}",
              "MemorySize": "${config:performance.memorySize}"
            }
          ]
        },
        "runtime": {
          "description": "Run-time configuration: SSM parameters below `/<project>/<environment>/<service>/`.",
          "type": [
            "object",
            "null"
          ],
          "propertyNames": {
            "pattern": "^[A-Za-z0-9_.-]+$",
            "patternErrorMessage": "letters, digits and _ . -",
            "maxLength": 512
          },
          "additionalProperties": {
            "$ref": "#/$defs/runtimeValue"
          },
          "examples": [
            {
              "PAGE_SIZE": {
                "default": "20"
              },
              "STRIPE_KEY": {
                "secret": true
              }
            }
          ]
        },
        "dependsOn": {
          "description": "Services to deploy first, beside those that references and imports name.",
          "type": [
            "array",
            "null"
          ],
          "items": {
            "type": "string",
            "minLength": 1
          },
          "uniqueItems": true,
          "examples": [
            [
              "uploads"
            ]
          ]
        },
        "regions": {
          "description": "Regions to deploy to. Default: the home region.",
          "type": [
            "array",
            "null"
          ],
          "items": {
            "type": "string",
            "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:[a-z]{2,5}(?:-[a-z]+)+-[0-9]{1,2}))$",
            "patternErrorMessage": "the name of an AWS region, like eu-west-1"
          },
          "minItems": 1,
          "uniqueItems": true,
          "examples": [
            [
              "eu-west-1",
              "us-east-1"
            ]
          ]
        },
        "engine": {
          "description": "`stack`: envctl deploys the stack of this environment's account itself. `stacksets`: CloudFormation StackSets fan the service out over an organizational unit. See docs/scale.md.",
          "default": "stack",
          "examples": [
            "stacksets"
          ],
          "enum": [
            "stack",
            "stacksets",
            null
          ]
        },
        "stackSet": {
          "$ref": "#/$defs/stackSet"
        },
        "approval": {
          "description": "`manual`: a change waits for a person. `auto`: it does not.",
          "default": "auto",
          "examples": [
            "manual"
          ],
          "enum": [
            "manual",
            "auto",
            null
          ]
        },
        "protected": {
          "description": "Termination protection after the first success; `destroy` keeps the stack.",
          "type": [
            "boolean",
            "string",
            "null"
          ],
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true or false",
          "default": false,
          "examples": [
            true
          ]
        },
        "paths": {
          "description": "Globs of files that belong to the service beside its own folders, for `--since`.",
          "type": [
            "array",
            "null"
          ],
          "items": {
            "type": "string",
            "minLength": 1
          },
          "examples": [
            [
              "../libs/**"
            ]
          ]
        },
        "emptyBuckets": {
          "description": "`destroy` empties this service's buckets.",
          "type": [
            "boolean",
            "string",
            "null"
          ],
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true or false",
          "default": false,
          "examples": [
            true
          ]
        },
        "importExisting": {
          "description": "What is in the account already under a name that stands in the template, and belongs to no stack, is taken into the service's stack instead of being made. Such resources need `DeletionPolicy: Retain` or `RetainExceptOnCreate`.",
          "type": [
            "boolean",
            "string",
            "null"
          ],
          "pattern": "^\\$\\{config:[^{}]+\\}$",
          "patternErrorMessage": "true or false",
          "default": false,
          "examples": [
            true
          ]
        },
        "after": {
          "description": "Run after the stack is up, with the outputs as variables; its failure fails the service.",
          "type": [
            "object",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "command": {
              "description": "The command, run by the shell.",
              "type": [
                "string",
                "null"
              ],
              "minLength": 1,
              "examples": [
                "npm run migrate"
              ]
            },
            "directory": {
              "description": "Where it runs. Default: where `build` runs, else the template's folder.",
              "type": [
                "string",
                "null"
              ],
              "minLength": 1,
              "examples": [
                "../stack/notes"
              ]
            }
          },
          "examples": [
            {
              "command": "npm run migrate"
            }
          ]
        },
        "health": {
          "description": "Address to probe after a deployment and by `status`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "${output:notes.Url}/health"
          ]
        },
        "from": {
          "title": "FromDefinition",
          "description": "Not deployed here: the outputs of this environment's service are used.",
          "type": [
            "string",
            "object",
            "null"
          ],
          "additionalProperties": false,
          "patternProperties": {
            "^x-": true
          },
          "properties": {
            "environment": {
              "description": "The environment that lends the service.",
              "type": [
                "string",
                "null"
              ],
              "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
              "patternErrorMessage": "lower-case letters and digits in groups joined by single hyphens, beginning with a letter",
              "maxLength": 32,
              "examples": [
                "staging"
              ]
            },
            "service": {
              "description": "What it is called there. Default: its name here.",
              "type": [
                "string",
                "null"
              ],
              "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
              "patternErrorMessage": "lower-case letters and digits in groups joined by single hyphens, beginning with a letter",
              "maxLength": 32,
              "examples": [
                "auth"
              ]
            },
            "project": {
              "description": "The project, when it is kept in another repository.",
              "type": [
                "string",
                "null"
              ],
              "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
              "patternErrorMessage": "lower-case letters and digits in groups joined by single hyphens, beginning with a letter",
              "maxLength": 32,
              "examples": [
                "notes-infra"
              ]
            },
            "account": {
              "description": "Id of the account that the lender lives in, when its definition is not here.",
              "type": [
                "string",
                "null"
              ],
              "pattern": "^[0-9]{12}$",
              "patternErrorMessage": "an account id: 12 digits, in quotes",
              "examples": [
                "123456789012"
              ]
            }
          },
          "pattern": "^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$",
          "patternErrorMessage": "the name of an environment: lower-case letters and digits in groups joined by single hyphens, beginning with a letter",
          "maxLength": 32,
          "examples": [
            "staging",
            {
              "project": "notes-infra",
              "environment": "staging",
              "account": "123456789012",
              "service": "auth"
            }
          ]
        }
      },
      "examples": [
        {
          "template": "../stack/notes/template.yaml"
        },
        {
          "from": "staging"
        }
      ]
    },
    "runtimeValue": {
      "title": "RuntimeDefinition",
      "description": "One run-time parameter. A plain value, or `value`, is owned by the definition; `default` holds until `config set` gives another; `secret: true` is only ever set with `config set`.",
      "type": [
        "object",
        "string",
        "number",
        "boolean",
        "null"
      ],
      "additionalProperties": false,
      "patternProperties": {
        "^x-": true
      },
      "properties": {
        "value": {
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ],
          "description": "The value; `config set` refuses the key.",
          "examples": [
            "a,b"
          ]
        },
        "default": {
          "type": [
            "string",
            "number",
            "boolean",
            "null"
          ],
          "description": "The value until `config set` gives another.",
          "examples": [
            "20"
          ]
        },
        "secret": {
          "description": "`true`: a SecureString, set with `config set`, never written here.",
          "examples": [
            true
          ],
          "type": [
            "boolean",
            "null"
          ],
          "enum": [
            true,
            null
          ]
        },
        "type": {
          "description": "Type of the SSM parameter.",
          "default": "String",
          "examples": [
            "StringList"
          ],
          "enum": [
            "String",
            "StringList",
            null
          ]
        },
        "kmsKey": {
          "description": "Key that encrypts a secret: an alias, an id or an ARN. Default: the account's own key for SSM.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^(?:[\\s\\S]*\\$\\{[\\s\\S]+\\}[\\s\\S]*|(?:(?:alias/[a-zA-Z0-9:/_-]+|[a-f0-9-]{36}|mrk-[a-f0-9]{32}|arn:aws[a-z-]*:kms:.+)))$",
          "patternErrorMessage": "an alias like alias/app, the id of a key, or an ARN",
          "examples": [
            "alias/app"
          ]
        },
        "apply": {
          "description": "`deploy`: a change of the value marks the service as changed. `live`: the service reads it while it runs.",
          "default": "deploy",
          "examples": [
            "live"
          ],
          "enum": [
            "deploy",
            "live",
            null
          ]
        }
      },
      "examples": [
        "20",
        "${config:feature.newEditor}",
        {
          "default": "20"
        },
        {
          "secret": true,
          "kmsKey": "alias/app"
        },
        {
          "value": "a,b",
          "type": "StringList",
          "apply": "live"
        }
      ]
    },
    "configValue": {
      "title": "ConfigValue",
      "type": [
        "object",
        "array",
        "string",
        "number",
        "boolean",
        "null"
      ],
      "propertyNames": {
        "pattern": "^[A-Za-z0-9_.-]+$",
        "patternErrorMessage": "letters, digits and _ . -"
      },
      "additionalProperties": {
        "$ref": "#/$defs/configValue"
      },
      "items": {
        "$ref": "#/$defs/configValue"
      }
    }
  }
};
