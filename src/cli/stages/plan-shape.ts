import { Ajv2020 } from 'ajv/dist/2020.js';

type Schema = Readonly<Record<string, unknown>>;

const TEXT: Schema = { type: 'string' };
const COUNT: Schema = { type: 'integer', minimum: 0 };
const OBJECT: Schema = { type: 'object' };
const FLAG: Schema = { type: 'boolean' };
const MAYBE_TEXT: Schema = { type: ['string', 'null'] };

function list(items: Schema): Schema {
  return { type: 'array', items };
}

function record(values: Schema): Schema {
  return { type: 'object', additionalProperties: values };
}

/** Every member has to be there; what is not named may be anything: a newer envctl may say more. */
function shape(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: 'object', properties, required: Object.keys(properties) };
}

/** The same with members that older versions did not write. */
function withOptional(base: Schema, properties: Readonly<Record<string, Schema>>): Schema {
  return { allOf: [base, { type: 'object', properties }] };
}

function maybe(schema: Schema): Schema {
  return { anyOf: [schema, { type: 'null' }] };
}

const PART: Schema = {
  oneOf: [
    shape({ kind: { const: 'text' }, text: TEXT }),
    shape({ kind: { enum: ['account', 'region'] } }),
    shape({ kind: { const: 'output' }, environment: MAYBE_TEXT, service: TEXT, region: MAYBE_TEXT, output: TEXT }),
    shape({ kind: { const: 'ssm' }, name: TEXT }),
  ],
};

const EXPRESSION = list(PART);
const SOURCE = shape({ environment: TEXT, service: TEXT, region: TEXT, output: TEXT });
const TARGET: Schema = {
  oneOf: [
    shape({ kind: { const: 'export' }, name: TEXT, source: SOURCE }),
    shape({ kind: { const: 'value' }, source: SOURCE }),
  ],
};

const DEPLOYED = shape({
  template: OBJECT,
  parameters: record(EXPRESSION),
  imports: list(shape({ name: TEXT, path: list({ type: ['string', 'integer'] }), target: TARGET })),
  tags: record(TEXT),
  capabilities: list(TEXT),
  artifacts: list(shape({ key: TEXT, digest: TEXT, size: COUNT })),
  runtimeMarks: record(EXPRESSION),
  digest: MAYBE_TEXT,
  templateDigest: MAYBE_TEXT,
  changeSet: MAYBE_TEXT,
  protect: FLAG,
  manualApproval: FLAG,
  after: maybe(shape({ command: TEXT, directory: TEXT })),
  health: maybe(EXPRESSION),
  runtime: list(
    shape({
      name: TEXT,
      value: EXPRESSION,
      type: { enum: ['String', 'StringList'] },
      kind: { enum: ['owned', 'default'] },
    }),
  ),
  unfinished: list({ enum: ['command', 'outputs', 'protection'] }),
});

const DEPLOYMENT = withOptional(DEPLOYED, { importExisting: FLAG });

const VALUE = shape({
  path: TEXT,
  change: { enum: ['add', 'change', 'remove'] },
  before: MAYBE_TEXT,
  after: MAYBE_TEXT,
  secret: FLAG,
});
const PROPERTY = withOptional(shape({ name: TEXT, recreation: TEXT }), { values: list(VALUE) });
const RESOURCE = withOptional(shape({ logicalId: TEXT, type: TEXT, action: TEXT }), { properties: list(PROPERTY) });

const SERVICE = shape({
  key: TEXT,
  service: TEXT,
  stack: TEXT,
  region: TEXT,
  action: { enum: ['create', 'update', 'none', 'shared', 'recover', 'orphan', 'delete'] },
  edges: list(shape({ to: TEXT, why: TEXT })),
  approval: { enum: ['manual', null] },
  reasons: list(TEXT),
  resources: list(RESOURCE),
  deployment: maybe(DEPLOYMENT),
});

const SHARE: Schema = { oneOf: [shape({ count: COUNT }), shape({ percentage: COUNT })] };
const TARGET_PLACES = { units: list(TEXT), regions: list(TEXT) };
const STACK_SET = shape({
  template: OBJECT,
  parameters: record(TEXT),
  tags: record(TEXT),
  capabilities: list(TEXT),
  autoDeploy: FLAG,
  unit: TEXT,
  unitId: MAYBE_TEXT,
  regions: list(TEXT),
  maxConcurrent: SHARE,
  failureTolerance: SHARE,
  manualApproval: FLAG,
  activates: FLAG,
  instances: list(shape({ account: TEXT, region: TEXT, action: TEXT })),
  leaves: list(shape(TARGET_PLACES)),
});
/** There for a stack set only. */
const OF_STACK_SET: Schema = {
  type: 'object',
  properties: { stackSet: STACK_SET, removes: shape({ ...TARGET_PLACES, stacks: COUNT }) },
};

const CHANGES = { changes: list(TEXT), details: list(shape({ change: TEXT, from: MAYBE_TEXT, to: TEXT })) };

const PLAN = shape({
  version: { const: 1 },
  project: TEXT,
  environment: TEXT,
  region: TEXT,
  account: withOptional(
    shape({ id: MAYBE_TEXT, name: TEXT, action: { enum: ['none', 'create', 'adopt', 'update'] }, ...CHANGES }),
    { of: TEXT },
  ),
  baseline: shape({
    action: { enum: ['none', 'create', 'update'] },
    steps: list(shape({ item: TEXT, region: MAYBE_TEXT, action: TEXT, reason: MAYBE_TEXT })),
  }),
  services: list({ allOf: [SERVICE, OF_STACK_SET] }),
  runtime: list(
    withOptional(
      shape({
        name: TEXT,
        region: TEXT,
        service: TEXT,
        action: { enum: ['create', 'update', 'delete', 'none'] },
        secret: FLAG,
      }),
      { from: MAYBE_TEXT, to: MAYBE_TEXT, isHidden: FLAG },
    ),
  ),
  warnings: list(shape({ message: TEXT })),
  changes: COUNT,
  observed: TEXT,
});

/** Not there in plans of older versions. */
const TO = maybe(shape({ id: TEXT, at: TEXT, commit: MAYBE_TEXT }));

/** Tells plans as this version executes them from what else a file may hold: it may have come from anywhere. */
export function planCheck(): (content: unknown) => boolean {
  return new Ajv2020({ allowUnionTypes: true }).compile(
    list({ allOf: [PLAN, { type: 'object', properties: { to: TO } }] }),
  );
}
