import { account, sts } from './tours/access.ts';
import { cloudformation } from './tours/cloudformation.ts';
import { iam } from './tours/iam.ts';
import { budgets, servicequotas } from './tours/money.ts';
import { organizations, tagging } from './tours/organizations.ts';
import { s3, s3control } from './tours/s3.ts';
import { ec2, logs, ssm } from './tours/systems.ts';
import type { Tour } from './tours/tour.ts';

/** By the name of the service: every operation of it that the simulator has, with success. */
export const TOURS: Readonly<Record<string, Tour>> = {
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
};
