import type { RestService, RpcService } from './service.ts';
import { account } from './account/service.ts';
import { budgets } from './budgets/service.ts';
import { cloudformation } from './cloudformation/service.ts';
import { ec2 } from './ec2/service.ts';
import { iam } from './iam/service.ts';
import { logs } from './logs/service.ts';
import { organizations } from './organizations/service.ts';
import { s3 } from './s3/service.ts';
import { s3control } from './s3control/service.ts';
import { servicequotas } from './servicequotas/service.ts';
import { ssm } from './ssm/service.ts';
import { sts } from './sts/service.ts';
import { tagging } from './tagging/service.ts';

export type Service = RpcService | RestService;

/** Every service of the simulator. A request finds its own by the name that it is signed for. */
export const SERVICES: readonly Service[] = [
  account,
  budgets,
  cloudformation,
  ec2,
  iam,
  logs,
  organizations,
  s3,
  s3control,
  servicequotas,
  ssm,
  sts,
  tagging,
];
