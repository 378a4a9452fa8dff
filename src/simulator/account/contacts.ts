import { textOf, type Input } from '../input.ts';
import { drop } from '../record.ts';
import type { Operation } from '../service.ts';
import { invalid, notFound } from './faults.ts';
import { required } from './fields.ts';
import { settingsOf, type ContactType } from './store.ts';
import { subjectOf } from './subject.ts';

const TYPES: readonly ContactType[] = ['BILLING', 'OPERATIONS', 'SECURITY'];

export const putAlternateContact: Operation = (input, call) => {
  const account = subjectOf(input, call);
  const type = typeIn(input);
  const contact = {
    name: required(input, 'Name'),
    title: required(input, 'Title'),
    email: required(input, 'EmailAddress'),
    phone: required(input, 'PhoneNumber'),
  };
  settingsOf(call.state, account).contacts[type] = contact;
  return {};
};

export const getAlternateContact: Operation = (input, call) => {
  const account = subjectOf(input, call);
  const type = typeIn(input);
  const contact = settingsOf(call.state, account).contacts[type];
  if (contact === undefined) throw notFound('No contact of the inputted alternate contact type found.');
  const { name, title, email, phone } = contact;
  return {
    AlternateContact: {
      Name: name,
      Title: title,
      EmailAddress: email,
      PhoneNumber: phone,
      AlternateContactType: type,
    },
  };
};

export const deleteAlternateContact: Operation = (input, call) => {
  const account = subjectOf(input, call);
  const type = typeIn(input);
  const { contacts } = settingsOf(call.state, account);
  if (contacts[type] === undefined) throw notFound('No contact of the inputted alternate contact type found.');
  drop(contacts, type);
  return {};
};

function typeIn(input: Input): ContactType {
  const given = textOf(input, 'AlternateContactType');
  const type = TYPES.find((each) => each === given);
  if (type === undefined) throw invalid('AlternateContactType', `AlternateContactType is none of ${TYPES.join(', ')}.`);
  return type;
}
