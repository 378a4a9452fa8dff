import { partitionOf } from './names.ts';

interface ConsoleHosts {
  readonly signin: string;
  readonly console: string;
}

/** By partition (AWS General Reference, endpoints of the console and of sign-in). */
const HOSTS: Readonly<Record<string, ConsoleHosts>> = {
  aws: { signin: 'signin.aws.amazon.com', console: 'console.aws.amazon.com' },
  'aws-cn': { signin: 'signin.amazonaws.cn', console: 'console.amazonaws.cn' },
  'aws-us-gov': { signin: 'signin.amazonaws-us-gov.com', console: 'console.amazonaws-us-gov.com' },
};

/** Where people of a region's partition sign in. */
export function signinUrl(region: string): string {
  return `https://${hostsOf(region).signin}`;
}

/** A page of the console in a region, e.g. `cloudformation/home`. */
export function consoleUrl(region: string, page = 'console/home'): string {
  return `https://${region}.${hostsOf(region).console}/${page}?region=${region}`;
}

/** Signs a browser in and leads it to `destination`; good for 15 minutes, and as secret as the token. */
export function loginUrl(region: string, token: string, destination: string): string {
  return withQuery(`${signinUrl(region)}/federation`, {
    Action: 'login',
    Issuer: 'envctl',
    Destination: destination,
    SigninToken: token,
  });
}

/** What the console offers as colours of a role, as the switch-role form names them. */
const COLOURS = { red: 'F2B0A9', orange: 'FBBF93', yellow: 'FAD791', green: 'B7CA9D', blue: '99BCE3' } as const;

export interface SwitchedRole {
  readonly account: string;
  /** Without the ARN; with its path, if it has one. */
  readonly role: string;
  readonly displayName: string;
  /** Red is kept for these. */
  readonly isProtected: boolean;
  readonly region: string;
}

/** The switch-role form of the console, filled in. It holds no secret. */
export function switchRoleUrl({ account, role, displayName, isProtected, region }: SwitchedRole): string {
  const color = isProtected ? COLOURS.red : colourOf(displayName);
  return withQuery(`${signinUrl(region)}/switchrole`, { account, roleName: role, displayName, color });
}

/** The same name always gets the same colour. */
function colourOf(name: string): string {
  const others = [COLOURS.orange, COLOURS.yellow, COLOURS.green, COLOURS.blue];
  const sum = Array.from(name).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return others[sum % others.length] ?? COLOURS.blue;
}

export interface QuickCreate {
  readonly region: string;
  /** Where CloudFormation finds the template: an https URL in S3 that the customer can read. */
  readonly template: string;
  readonly stack: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A page on which a stack is made with one click (CloudFormation user guide, "Creating quick-create links"). */
export function quickCreateUrl({ region, template, stack, parameters }: QuickCreate): string {
  const given = Object.entries(parameters).map(([name, value]) => [`param_${name}`, value]);
  const query = new URLSearchParams({ templateURL: template, stackName: stack, ...Object.fromEntries(given) });
  return `${consoleUrl(region, 'cloudformation/home')}#/stacks/quickcreate?${query.toString().replaceAll('+', '%20')}`;
}

function withQuery(url: string, query: Readonly<Record<string, string>>): string {
  return `${url}?${new URLSearchParams(query).toString().replaceAll('+', '%20')}`;
}

function hostsOf(region: string): ConsoleHosts {
  return HOSTS[partitionOf(region)] ?? { signin: 'signin.aws.amazon.com', console: 'console.aws.amazon.com' };
}
