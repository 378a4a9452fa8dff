import type { Borrowed, Environment, Service } from '../model/environment.ts';
import type { Expression } from '../model/expression.ts';
import type { Edge, ImportBinding, NodeKey, OutputSource } from '../model/plan.ts';
import type { StackSetService } from '../model/stack-set.ts';
import type { Template } from '../template/template.ts';

/** An environment whose services know what they wait for and where each value that they take stands. */
export interface LinkedEnvironment {
  readonly environment: Environment;
  /** One for each service and region, in an order in which they can be deployed. */
  readonly services: readonly LinkedService[];
  /** In an order in which they can be deployed. */
  readonly stackSets: readonly LinkedStackSet[];
  readonly borrowed: readonly Borrowed[];
}

/** What has its turn in a deployment of the environment: the stack of a service, or a stack set. */
export type LinkedNode = LinkedService | LinkedStackSet;

/** A service that StackSets deploy, administered from the home region. */
export interface LinkedStackSet {
  readonly key: NodeKey;
  readonly service: StackSetService;
  readonly region: string;
  /** Name of the set. */
  readonly stack: string;
  readonly template: Template;
  readonly edges: readonly Edge[];
}

export interface LinkedService {
  readonly key: NodeKey;
  readonly service: Service;
  readonly region: string;
  readonly stack: string;
  readonly template: Template;
  /** With outputs named in full. */
  readonly parameters: Readonly<Record<string, Expression>>;
  readonly runtime: readonly LinkedRuntime[];
  readonly health: Expression | null;
  readonly edges: readonly Edge[];
  readonly imports: readonly ImportBinding[];
  /** Every output that the template imports, also where the import stays as it is. */
  readonly imported: readonly OutputSource[];
  /** Names of what it takes from others: `<environment>/<service>`. */
  readonly borrows: readonly string[];
  /** Import names that nothing known exports: left to CloudFormation. */
  readonly loose: readonly string[];
}

export interface LinkedRuntime {
  readonly key: string;
  readonly kind: 'owned' | 'default' | 'secret';
  readonly value: Expression | null;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly apply: 'deploy' | 'live';
}
