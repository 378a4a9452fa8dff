import { describe, expect, it } from 'vitest';
import { objectionTo } from '../../../environments/services/auth/src/sign-up.mjs';

const domains = ['example.com'];

function signUp(email?: string, triggerSource = 'PreSignUp_SignUp') {
  return { triggerSource, request: { userAttributes: email === undefined ? {} : { email } } };
}

describe('a sign-up', () => {
  it.each([
    ['of an allowed domain', signUp('emma@example.com'), { domains }],
    ['whatever the case of the domain', signUp('emma@Example.COM'), { domains }],
    ['from anywhere where no domain is named', signUp('emma@elsewhere.org'), { domains: [] }],
    ['while the parameter says something else', signUp('emma@example.com'), { mode: 'open', domains }],
    ['by invitation', signUp('emma@elsewhere.org', 'PreSignUp_AdminCreateUser'), { mode: 'closed', domains }],
  ])('is welcome %s', (_, event, rules) => expect(objectionTo(event, rules)).toBeUndefined());

  it.each([
    ['another domain', signUp('emma@elsewhere.org'), { domains }, 'example.com'],
    ['a domain that ends alike', signUp('emma@not-example.com'), { domains }, 'example.com'],
    ['an address that only contains the domain', signUp('example.com@elsewhere.org'), { domains }, 'example.com'],
    ['no address', signUp(), { domains }, 'example.com'],
    ['anybody while it is closed', signUp('emma@example.com'), { mode: 'closed', domains }, 'closed'],
  ])('is refused to %s', (_, event, rules, reason) => expect(objectionTo(event, rules)).toContain(reason));
});
