import type { RpcService } from '../service.ts';
import { describeParameters } from './describe.ts';
import { readOperations } from './read.ts';
import { tagOperations } from './tags.ts';
import { writeOperations } from './write.ts';

/** Parameter Store. Behaviour and sources: docs/simulator-storage.md. */
export const ssm: RpcService = {
  name: 'ssm',
  protocol: 'json-1.1',
  operations: { ...readOperations, ...writeOperations, ...tagOperations, DescribeParameters: describeParameters },
};
