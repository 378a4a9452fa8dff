import { NormalizedSchema } from '@smithy/core/schema';
import { XMLParser } from 'fast-xml-parser';
import type { WireRequest, WireResponse } from '../../../src/simulator/service.ts';
import { modelOf, operationOf, operationText, type Operation } from '../aws-model.ts';
import { documentedErrors } from './documented.ts';
import { enumsOf } from './enums.ts';
import { modelledErrors } from './errors.ts';
import { isRecord, misfits, requiredOf, wireName, type Form } from './shape.ts';

/** What of an answer is not as the model of its service has it; each begins with the operation. */
export function answerMisfits(request: WireRequest, response: WireResponse): string[] {
  const operation = operationOf(request);
  const name = operationText(operation);
  // The sign-in endpoint is none of AWS's services: nobody signs for it.
  if (operation.service === '') return [];
  const model = modelOf(operation);
  if (model === undefined) return [`${name} is not in the model`];
  try {
    if (response.status >= 300) return errorMisfits(operation, response).map((one) => `${name}: ${one}`);
    const output = NormalizedSchema.of(model[5]() as Parameters<typeof NormalizedSchema.of>[0]);
    return outputMisfits(operation, response, output).map((one) => `${name}: ${one}`);
  } catch (error) {
    return [`${name}: the answer cannot be read: ${String(error)}`];
  }
}

const JSON_SERVICES = new Set(['account', 'budgets', 'logs', 'organizations', 'servicequotas', 'ssm', 'tagging']);

function formOf({ service }: Operation): Form {
  return {
    isXml: !JSON_SERVICES.has(service),
    item: service === 'ec2' ? 'item' : 'member',
    enums: enumsOf(service),
  };
}

function outputMisfits(operation: Operation, response: WireResponse, output: NormalizedSchema): string[] {
  const form = formOf(operation);
  if (!form.isXml) {
    const text = textOf(response);
    return output.isUnitSchema() || text === '' ? [] : misfits(JSON.parse(text) as unknown, output, form, 'output');
  }
  if (operation.service === 's3' || operation.service === 's3control') return restMisfits(response, output, form);
  const content = contentOf(operation, response);
  return output.isUnitSchema() && content === '' ? [] : misfits(content, output, form, 'output');
}

/** Query wraps the result, EC2 adds the id of the request. */
function contentOf({ service, name }: Operation, response: WireResponse): unknown {
  const root = parse(textOf(response))[`${name}Response`];
  if (!isRecord(root)) throw new Error(`there is no ${name}Response`);
  if (service !== 'ec2') {
    const result = root[`${name}Result`] ?? '';
    return result;
  }
  // `return` is in the API reference of each operation that answers nothing else, e.g. DeleteVpc, but not in the models.
  const { requestId: _id, return: _done, ...content } = root;
  return Object.keys(content).length === 0 ? '' : content;
}

/** Some members are headers, one may be the whole body, the rest are elements below the root. */
function restMisfits(response: WireResponse, output: NormalizedSchema, form: Form): string[] {
  if (output.isUnitSchema()) return [];
  const members = [...output.structIterator()];
  const inHeaders = members.filter(([, member]) => member.getMergedTraits().httpHeader !== undefined);
  const missing = inHeaders
    .filter(([name, member]) => {
      const header = member.getMergedTraits().httpHeader?.toLowerCase() ?? '';
      return requiredOf(output).includes(name) && !(header in response.headers);
    })
    .map(([name]) => `header ${name} is missing`);
  const payload = members.find(([, member]) => member.getMergedTraits().httpPayload !== undefined);
  if (payload?.[1].isStreaming() || payload?.[1].isStringSchema()) return missing;
  const text = textOf(response);
  const body = members.filter(([, member]) => !isOutside(member));
  if (text === '') return [...missing, ...(payload || body.length === 0 ? [] : emptyMisfits(output, body, form))];
  const tree = parse(text);
  const [root] = isUnwrapped(tree, output) ? [tree] : Object.values(tree);
  const schema = payload?.[1] ?? output;
  return [...missing, ...misfits(root, schema, form, 'output').filter((one) => !isAttribute(one))];
}

/** GetBucketLocation answers with its only member alone (trait s3UnwrappedXmlOutput of the model). */
function isUnwrapped(tree: object, output: NormalizedSchema): boolean {
  return output.getName() === 'GetBucketLocationOutput' && 'LocationConstraint' in tree;
}

function isOutside(member: NormalizedSchema): boolean {
  const traits = member.getMergedTraits();
  return traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined;
}

function emptyMisfits(output: NormalizedSchema, body: [string, NormalizedSchema][], form: Form): string[] {
  return body
    .filter(([name]) => requiredOf(output).includes(name))
    .map(([name, member]) => `output.${wireName(name, member, form)} is missing`);
}

function isAttribute(misfit: string): boolean {
  return misfit.includes('.@');
}

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
});

function parse(text: string): Record<string, unknown> {
  const tree: unknown = parser.parse(text.replaceAll(/>\s+</g, '><'));
  if (!isRecord(tree)) throw new Error('no XML');
  const { '?xml': _declaration, ...content } = tree;
  return content;
}

function textOf({ body }: WireResponse): string {
  return new TextDecoder().decode(body);
}

function errorMisfits(operation: Operation, response: WireResponse): string[] {
  const code = codeOf(operation, response);
  if (code === null) return []; // The answer to HEAD has no body, and no code.
  const known = [...modelledErrors(operation), ...documentedErrors(operation.service)];
  return known.includes(code) ? [] : [`the error ${code} is neither in the model nor documented`];
}

/** The code of an error as it stands on the wire. */
function codeOf(operation: Operation, { headers, ...response }: WireResponse): string | null {
  const text = textOf({ headers, ...response });
  if (text === '') return null;
  if (!formOf(operation).isXml) {
    const body = JSON.parse(text) as { __type?: string };
    return (headers['x-amzn-errortype'] ?? body.__type ?? '').split('#').at(-1)?.split(':')[0] ?? '';
  }
  return /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? '';
}
