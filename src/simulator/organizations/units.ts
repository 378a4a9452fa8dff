import { lowerId } from '../ids.ts';
import { drop } from '../record.ts';
import { AwsFault, type Operation } from '../service.ts';
import { noteTagChange } from '../tagging/copies.ts';
import { constraintViolation } from './faults.ts';
import { optional, required } from './fields.ts';
import { asReader } from './delegated.ts';
import { asManagement, type Member } from './member.ts';
import { pageOf } from './pages.ts';
import { presentUnit } from './present.ts';
import { readTags } from './tags.ts';
import { accountsIn, lineTo, parentId, unitOf, unitsIn } from './tree.ts';

/** Organizations user guide, quotas: both hold for every organization. */
const MAX_UNITS = 2000;
const MAX_DEPTH = 5;

export const createOrganizationalUnit: Operation = (input, call) => {
  const member = asManagement(call);
  const name = required(input, 'Name');
  const tags = readTags(input);
  const parent = parentId(member, required(input, 'ParentId'));
  refuseSibling(member, parent, name);
  refuseBeyondLimits(member, parent);
  const unit = { id: lowerId(call.state, `ou-${member.organization.root.slice(2)}-`, 8), name, parent };
  member.units[unit.id] = unit;
  noteTagChange(call.state, unit.id, null, call.now);
  member.tags[unit.id] = tags;
  return { OrganizationalUnit: presentUnit(member, unit) };
};

export const updateOrganizationalUnit: Operation = (input, call) => {
  const member = asManagement(call);
  const unit = unitOf(member, required(input, 'OrganizationalUnitId'));
  const name = optional(input, 'Name') ?? unit.name;
  if (name !== unit.name) refuseSibling(member, unit.parent, name);
  unit.name = name;
  return { OrganizationalUnit: presentUnit(member, unit) };
};

/** Only when nothing is in it; a closed account is still in it. */
export const deleteOrganizationalUnit: Operation = (input, call) => {
  const member = asManagement(call);
  const { id } = unitOf(member, required(input, 'OrganizationalUnitId'));
  if (accountsIn(member, id).length > 0 || unitsIn(member, id).length > 0) {
    throw new AwsFault('OrganizationalUnitNotEmptyException', `The organizational unit ${id} is not empty.`);
  }
  drop(member.units, id);
  drop(member.tags, id);
  return {};
};

export const describeOrganizationalUnit: Operation = (input, call) => {
  const member = asReader(call);
  return { OrganizationalUnit: presentUnit(member, unitOf(member, required(input, 'OrganizationalUnitId'))) };
};

export const listOrganizationalUnitsForParent: Operation = (input, call) => {
  const member = asReader(call);
  const { items, NextToken } = pageOf(unitsIn(member, parentId(member, required(input, 'ParentId'))), input);
  return { OrganizationalUnits: items.map((unit) => presentUnit(member, unit)), NextToken };
};

function refuseSibling(member: Member, parent: string, name: string): void {
  if (!unitsIn(member, parent).some((unit) => unit.name === name)) return;
  throw new AwsFault(
    'DuplicateOrganizationalUnitException',
    `An organizational unit named ${name} is already in ${parent}.`,
  );
}

function refuseBeyondLimits(member: Member, parent: string): void {
  if (Object.keys(member.units).length >= MAX_UNITS) {
    throw constraintViolation(
      'OU_NUMBER_LIMIT_EXCEEDED',
      `An organization has at most ${String(MAX_UNITS)} organizational units.`,
    );
  }
  if (lineTo(member, parent).length > MAX_DEPTH) {
    throw constraintViolation(
      'OU_DEPTH_LIMIT_EXCEEDED',
      `Organizational units are nested at most ${String(MAX_DEPTH)} levels deep.`,
    );
  }
}
