import { describe, expect, it } from 'vitest';
import { freesQuotaOn, isClosed, isLive, ownershipOf, queuedClosing } from '../../../src/model/ownership.ts';

const CLOSING = { 'envctl:closing': '2026-11-21T10:00:00.000Z' };

describe('ownershipOf', () => {
  const dev = { project: 'notes', name: 'dev', accountOf: null };

  it.each([
    [{ 'envctl:project': 'notes', 'envctl:environment': 'dev' }, 'owned'],
    [{ 'envctl:project': 'notes', 'envctl:environment': 'dev-emma' }, 'foreign'],
    [{ 'envctl:project': 'other', 'envctl:environment': 'dev' }, 'foreign'],
    [{ 'envctl:project': 'notes' }, 'foreign'],
    [{ team: 'platform' }, 'untagged'],
  ])('says of %j that it is %s', (tags, ownership) => {
    expect(ownershipOf(dev, tags)).toBe(ownership);
  });

  it('knows that an environment in the account of another is at home there', () => {
    const tags = { 'envctl:project': 'notes', 'envctl:environment': 'dev' };
    expect(ownershipOf({ ...dev, name: 'dev-li', accountOf: 'dev' }, tags)).toBe('owned');
  });
});

describe('the state of an account', () => {
  it.each([
    ['ACTIVE', {}, { live: true, closed: false }],
    ['ACTIVE', CLOSING, { live: false, closed: false }],
    ['PENDING_ACTIVATION', {}, { live: false, closed: false }],
    ['PENDING_CLOSURE', CLOSING, { live: false, closed: false }],
    ['CLOSED', {}, { live: false, closed: true }],
    ['SUSPENDED', {}, { live: false, closed: false }],
    ['SUSPENDED', CLOSING, { live: false, closed: true }],
    ['SOMETHING_NEW', {}, { live: false, closed: false }],
  ])('%s with the tags %j', (state, tags, expected) => {
    const account = { state, tags };
    expect({ live: isLive(account), closed: isClosed(account) }).toEqual(expected);
  });
});

describe('freesQuotaOn', () => {
  it.each([
    [CLOSING, '2027-02-19'],
    [{ 'envctl:closing': 'soon' }, null],
    [{ 'envctl:closing': queuedClosing(Date.parse('2026-11-21T10:00:00Z')) }, null],
    [{}, null],
    [null, null],
  ])('of %j is %s', (tags, date) => {
    expect(freesQuotaOn(tags)).toBe(date);
  });
});
