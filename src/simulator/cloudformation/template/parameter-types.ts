/** How the values of a parameter type are read. */
export interface ParameterType {
  readonly number: boolean;
  readonly list: boolean;
  /** The value names an SSM parameter whose value is used. */
  readonly ssm: boolean;
}

const PLAIN: ParameterType = { number: false, list: false, ssm: false };

/** The declared type's meaning; null for one that CloudFormation does not have. Source: user guide, "Parameters". */
export function parameterTypeOf(type: string): ParameterType | null {
  const stored = /^AWS::SSM::Parameter::Value<(.+)>$/.exec(type)?.[1];
  if (stored !== undefined) {
    const inner = parameterTypeOf(stored);
    return inner === null ? null : { ...inner, number: false, ssm: true };
  }
  if (type === 'String' || type === 'AWS::SSM::Parameter::Name') return PLAIN;
  if (type === 'Number') return { ...PLAIN, number: true };
  if (type === 'CommaDelimitedList') return { ...PLAIN, list: true };
  const items = /^List<(.+)>$/.exec(type)?.[1];
  if (items === 'Number') return { ...PLAIN, number: true, list: true };
  if (items === 'String') return { ...PLAIN, list: true };
  return isAwsType(items ?? type) ? { ...PLAIN, list: items !== undefined } : null;
}

/** `AWS::EC2::VPC::Id` and its like: ids of things that exist, which the simulator takes as they come. */
function isAwsType(type: string): boolean {
  return /^AWS::EC2::[A-Za-z]+::(Id|KeyName|Name|GroupName)$|^AWS::Route53::HostedZone::Id$/.test(type);
}
