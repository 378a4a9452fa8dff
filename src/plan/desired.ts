import type { Stack } from '../aws/types/cloudformation.ts';
import { withBucket } from '../artifacts/bucket.ts';
import { digestOf, sha256 } from '../model/digest.ts';
import { evaluateExpression, type Expression, type Part } from '../model/expression.ts';
import type { Deployment, OutputSource } from '../model/plan.ts';
import { withRestartMark } from '../template/restart.ts';
import { rewriteImports, type ImportReplacement } from '../template/rewrite.ts';
import { templateText } from '../template/text.ts';

/** Answers what only AWS knows; null is "not known yet". */
export interface Known {
  readonly account: string | null;
  output(source: OutputSource): string | null;
  ssm(name: string, region: string): string | null;
  /** Artifact bucket of a region and how CloudFormation reads an object in it. */
  bucket(region: string): { readonly name: string; url(key: string): string } | null;
}

/** What is submitted to CloudFormation, complete. */
export interface Desired {
  readonly body: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly digest: string;
  /** Digest of the body alone. */
  readonly template: string;
}

/** The submission for a deployment; null while an input is known only after another service is deployed. */
export function desiredOf(deployment: Deployment, region: string, known: Known): Desired | null {
  const bucket = known.bucket(region);
  const parameters = evaluateAll(deployment.parameters, region, known);
  const runtime = evaluateAll(deployment.runtimeMarks, region, known);
  const tree = bindImports(deployment, known);
  if (!bucket || !parameters || !runtime || !tree) return null;
  const submitted = withBucket(restarting(tree, runtime), bucket.name, (key) => bucket.url(key));
  const body = templateText(submitted);
  const { tags, capabilities, importExisting = false } = deployment;
  // A change set that was made without it is not the one that is wanted.
  const digest = digestOf({ body, parameters, tags, capabilities, ...(importExisting ? { importExisting } : {}) });
  return { body, parameters, tags, digest, template: sha256(body) };
}

/** Enough to tell one set of values from another. */
const MARK_LENGTH = 16;

/** A service that has read its run-time values already starts again when one of those that are applied by a deployment changes. */
function restarting(tree: Deployment['template'], runtime: Readonly<Record<string, string>>): Deployment['template'] {
  if (Object.keys(runtime).length === 0) return tree;
  return withRestartMark(tree, digestOf(runtime).slice(0, MARK_LENGTH));
}

/** One expression in a region. */
export function evaluateKnown(expression: Expression, region: string, known: Known): string | null {
  return evaluateExpression(expression, (part) => valueOf(part, region, known));
}

function evaluateAll(
  expressions: Deployment['parameters'],
  region: string,
  known: Known,
): Record<string, string> | null {
  const values: Record<string, string> = {};
  for (const [name, expression] of Object.entries(expressions)) {
    const value = evaluateKnown(expression, region, known);
    if (value === null) return null;
    values[name] = value;
  }
  return values;
}

function valueOf(part: Part, region: string, known: Known): string | null {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'account':
      return known.account;
    case 'region':
      return region;
    case 'ssm':
      return known.ssm(part.name, region);
    case 'output':
      return part.environment === null || part.region === null
        ? null
        : known.output({
            environment: part.environment,
            service: part.service,
            region: part.region,
            output: part.output,
          });
    case 'unknown':
      return null;
  }
}

function bindImports(deployment: Deployment, known: Known): Deployment['template'] | null {
  const complete = deployment.imports.flatMap(({ path, target }): ImportReplacement[] => {
    if (target.kind === 'export') return [{ path, exportName: target.name }];
    const value = known.output(target.source);
    return value === null ? [] : [{ path, value }];
  });
  return complete.length === deployment.imports.length ? rewriteImports(deployment.template, complete) : null;
}

const NAME = /^envctl-([0-9a-f]{40})/;

/** The name of the change set that brings a stack to this digest: what is deployed can be read from it later. */
export function changeSetName(digest: string): string {
  return `envctl-${digest.slice(0, 40)}`;
}

/** True when the stack's last change set says that it has this digest. */
export function carriesDigest(stack: Stack, digest: string): boolean {
  const name = stack.changeSetId?.split('/')[1] ?? '';
  return NAME.exec(name)?.[1] === digest.slice(0, 40);
}
