import type { RpcService } from '../service.ts';
import {
  describeAccount,
  listAccounts,
  listAccountsForParent,
  listChildren,
  listParents,
  moveAccount,
} from './accounts.ts';
import { accountDeparted, closeAccount, closureDone, closureStarted } from './close-account.ts';
import {
  accountCreated,
  createAccount,
  describeCreateAccountStatus,
  listCreateAccountStatus,
} from './create-account.ts';
import {
  createPolicy,
  deletePolicy,
  describePolicy,
  listPolicies,
  listPoliciesForTarget,
  updatePolicy,
} from './policies.ts';
import {
  attachPolicy,
  detachPolicy,
  disablePolicyType,
  enablePolicyType,
  listTargetsForPolicy,
} from './policies-attached.ts';
import { listDelegatedAdministrators, registerDelegatedAdministrator } from './delegated.ts';
import { disableAwsServiceAccess, enableAwsServiceAccess, listAwsServiceAccess } from './service-access.ts';
import { createOrganization, describeOrganization, listRoots } from './organization.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import {
  createOrganizationalUnit,
  deleteOrganizationalUnit,
  describeOrganizationalUnit,
  listOrganizationalUnitsForParent,
  updateOrganizationalUnit,
} from './units.ts';

/** AWS Organizations. Behaviour and sources: docs/simulator.md. */
export const organizations: RpcService = {
  name: 'organizations',
  protocol: 'json-1.1',
  operations: {
    CreateOrganization: createOrganization,
    DescribeOrganization: describeOrganization,
    ListRoots: listRoots,
    CreateAccount: createAccount,
    DescribeCreateAccountStatus: describeCreateAccountStatus,
    ListCreateAccountStatus: listCreateAccountStatus,
    ListAccounts: listAccounts,
    ListAccountsForParent: listAccountsForParent,
    ListChildren: listChildren,
    DescribeAccount: describeAccount,
    ListParents: listParents,
    MoveAccount: moveAccount,
    CreateOrganizationalUnit: createOrganizationalUnit,
    UpdateOrganizationalUnit: updateOrganizationalUnit,
    DeleteOrganizationalUnit: deleteOrganizationalUnit,
    DescribeOrganizationalUnit: describeOrganizationalUnit,
    ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
    TagResource: tagResource,
    UntagResource: untagResource,
    ListTagsForResource: listTagsForResource,
    RegisterDelegatedAdministrator: registerDelegatedAdministrator,
    ListDelegatedAdministrators: listDelegatedAdministrators,
    CloseAccount: closeAccount,
    EnablePolicyType: enablePolicyType,
    DisablePolicyType: disablePolicyType,
    CreatePolicy: createPolicy,
    UpdatePolicy: updatePolicy,
    DeletePolicy: deletePolicy,
    DescribePolicy: describePolicy,
    ListPolicies: listPolicies,
    AttachPolicy: attachPolicy,
    DetachPolicy: detachPolicy,
    ListPoliciesForTarget: listPoliciesForTarget,
    ListTargetsForPolicy: listTargetsForPolicy,
    EnableAWSServiceAccess: enableAwsServiceAccess,
    DisableAWSServiceAccess: disableAwsServiceAccess,
    ListAWSServiceAccessForOrganization: listAwsServiceAccess,
  },
  tasks: {
    'account-created': accountCreated,
    'closure-started': closureStarted,
    'closure-done': closureDone,
    'account-departed': accountDeparted,
  },
};
