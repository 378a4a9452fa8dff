import { partitionOf } from '../model/names.ts';
import { known, unknown, type Evaluation } from './evaluation.ts';
import type { Context } from './intrinsic.ts';
import { isListType, isSsmValueType, parameterOf, type Parameter } from './parameters.ts';
import type { Scope } from './scope.ts';

/** What `Ref` gives: a parameter's value or a pseudo parameter. What it gives for a resource is known only in AWS. */
export function evaluateRef(name: string, { scope, tree }: Pick<Context, 'scope' | 'tree'>): Evaluation {
  if (name === 'AWS::NoValue') return { kind: 'absent' };
  if (name.startsWith('AWS::')) return pseudoParameter(name, scope);
  const parameter = parameterOf({ tree }, name);
  return parameter ? parameterValue(parameter, scope) : unknown(`resource ${name}`);
}

function parameterValue(parameter: Parameter, { parameters }: Scope): Evaluation {
  const { name, type } = parameter;
  const given = Object.hasOwn(parameters, name) ? parameters[name] : parameter.default;
  if (isSsmValueType(type) || given === null || given === undefined) return unknown(`parameter ${name}`);
  return known(isListType(type) ? given.split(',').map((item) => item.trim()) : given);
}

function pseudoParameter(name: string, scope: Scope): Evaluation {
  const value = pseudoValue(name, scope);
  return value === null ? unknown(name) : known(value);
}

function pseudoValue(name: string, { account, region, stackName }: Scope): string | null {
  switch (name) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::Region':
      return region;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::Partition':
      return region === null ? null : partitionOf(region);
    case 'AWS::URLSuffix':
      return region === null ? null : urlSuffix(region);
    default:
      return null;
  }
}

function urlSuffix(region: string): string {
  return partitionOf(region) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
}
