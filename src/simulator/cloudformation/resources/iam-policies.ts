import { partitionOf } from '../../../model/names.ts';
import { upperId } from '../../ids.ts';
import { iamOf, type StoredRole } from '../../iam/store.ts';
import { drop, own, put } from '../../record.ts';
import { ResourceFailure } from '../faults.ts';
import type { ResourceRecord } from '../records.ts';
import type { Made, ResourceHandler, ResourceRequest } from './handler.ts';
import { listOf } from './iam-role.ts';
import { handlerFailure } from './messages.ts';
import { generatedName } from './names.ts';
import { plain } from '../text.ts';

/** AWS::IAM::Policy: an inline policy of the roles that it names. Users and groups live in stacks only. */
export const iamPolicy: ResourceHandler = {
  create: (request) => {
    inline(request);
    return { physicalId: generatedName(request, { longest: 128 }), attributes: {} };
  },
  update: (request, current) => {
    takeBack(request, current);
    inline(request);
    return { physicalId: current.physicalId ?? '', attributes: {} };
  },
  remove: takeBack,
};

/** AWS::IAM::ManagedPolicy, in IAM itself, attached to the roles that it names. */
export const iamManagedPolicy: ResourceHandler = {
  create: (request) => {
    const { site, properties } = request;
    const name = plain(properties['ManagedPolicyName'] ?? generatedName(request, { longest: 128 }));
    const path = plain(properties['Path'] ?? '/');
    const arn = `arn:${partitionOf(site.region)}:iam::${site.account}:policy${path}${name}`;
    const { policies } = iamOf(site.state, site.account);
    if (own(policies, arn) !== undefined) throw new ResourceFailure(`${arn} already exists`);
    const description = plain(properties['Description'] ?? '');
    const id = upperId(site.state, 'ANPA', 17);
    put(policies, arn, {
      name,
      path,
      arn,
      id,
      description,
      document: document(request),
      tags: { ...request.tags },
      created: site.now,
    });
    return attach(request, arn);
  },
  update: (request, current) => {
    const arn = current.physicalId ?? '';
    const policy = own(iamOf(request.site.state, request.site.account).policies, arn);
    if (policy !== undefined) policy.document = document(request);
    detach(request, current);
    return attach(request, arn);
  },
  remove: (request, current) => {
    detach(request, current);
    drop(iamOf(request.site.state, request.site.account).policies, current.physicalId ?? '');
  },
};

function inline(request: ResourceRequest): void {
  const name = plain(request.properties['PolicyName']);
  for (const role of rolesOf(request, request.properties)) put(role.inline, name, document(request));
}

function takeBack(request: ResourceRequest, current: ResourceRecord): void {
  for (const role of presentRoles(request, current)) drop(role.inline, plain(current.properties['PolicyName']));
}

function attach(request: ResourceRequest, arn: string): Made {
  for (const role of rolesOf(request, request.properties)) role.managed = [...new Set([...role.managed, arn])];
  return { physicalId: arn, attributes: { PolicyArn: arn } };
}

function detach(request: ResourceRequest, current: ResourceRecord): void {
  for (const role of presentRoles(request, current)) {
    role.managed = role.managed.filter((arn) => arn !== current.physicalId);
  }
}

function rolesOf({ site }: ResourceRequest, properties: ResourceRecord['properties']): StoredRole[] {
  const { roles } = iamOf(site.state, site.account);
  return listOf(properties['Roles']).map((name) => {
    const role = own(roles, plain(name));
    if (role !== undefined) return role;
    throw handlerFailure(
      site,
      `The role with name ${plain(name)} cannot be found. (Service: Iam, Status Code: 404)`,
      'NotFound',
    );
  });
}

function presentRoles({ site }: ResourceRequest, current: ResourceRecord): StoredRole[] {
  const { roles } = iamOf(site.state, site.account);
  return listOf(current.properties['Roles']).flatMap((name) => own(roles, plain(name)) ?? []);
}

function document({ properties }: ResourceRequest): string {
  return JSON.stringify(properties['PolicyDocument'] ?? {});
}
