import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profileText, withProfile, type Profile } from '../../../src/cli/access/config-file.ts';

const STAGING: Profile = {
  name: 'notes-staging',
  owner: 'notes/staging',
  settings: { role_arn: 'arn:aws:iam::210987654321:role/Admin', source_profile: 'default', region: 'eu-west-1' },
};
const BLOCK = `[profile notes-staging]
# envctl notes/staging
role_arn = arn:aws:iam::210987654321:role/Admin
source_profile = default
region = eu-west-1
`;

describe('a profile in a configuration file', () => {
  it('stands alone in an empty one', () => {
    expect(withProfile('', STAGING)).toBe(BLOCK);
    expect(profileText(STAGING)).toBe(BLOCK);
  });

  it.each([
    ['[default]\nregion = us-east-1\n', '[default]\nregion = us-east-1\n\n'],
    ['[default]\nregion = us-east-1', '[default]\nregion = us-east-1\n\n'],
    ['[default]\n\n', '[default]\n\n'],
  ])('comes after what is there: %j', (before, kept) => {
    expect(withProfile(before, STAGING)).toBe(kept + BLOCK);
  });

  it('is written anew where it stands, with everything else as it was', () => {
    const before = `[default]
region = us-east-1

[profile "notes-staging"]
output = json
# envctl notes/staging
role_arn = arn:aws:iam::111111111111:role/Old
external_id = old
s3 =
  max_concurrent_requests = 20
# mine

[profile other]
role_arn = arn:aws:iam::222222222222:role/Other
`;
    expect(withProfile(before, STAGING)).toBe(`[default]
region = us-east-1

[profile "notes-staging"]
# envctl notes/staging
role_arn = arn:aws:iam::210987654321:role/Admin
source_profile = default
region = eu-west-1
output = json
s3 =
  max_concurrent_requests = 20
# mine

[profile other]
role_arn = arn:aws:iam::222222222222:role/Other
`);
  });

  it.each(['[profile notes-staging]\nregion = eu-west-1\n', '[profile notes-staging]\n# envctl notes/staging-2\n'])(
    'is refused where somebody else has one of that name: %j',
    (before) => {
      expect(withProfile(before, STAGING)).toBeNull();
    },
  );

  it('is not taken for one whose name begins alike', () => {
    const before = '[profile notes-staging-2]\n# envctl notes/staging-2\nregion = eu-west-1\n';
    expect(withProfile(before, STAGING)).toBe(`${before}\n${BLOCK}`);
  });

  const line = fc.constantFrom(
    '',
    '# a comment',
    '[default]',
    '[profile other]',
    '[sso-session x]',
    'region = x',
    'a=b',
    '  nested = 1',
  );
  const file = fc.array(line, { maxLength: 20 }).map((lines) => lines.join('\n'));

  it('loses no line of what was there, and is there once however often it is written', () => {
    fc.assert(
      fc.property(file, fc.constantFrom('eu-west-1', 'us-east-1'), (before, region) => {
        const once = withProfile(before, STAGING) ?? '';
        const again = withProfile(once, STAGING) ?? '';
        const moved = withProfile(once, { ...STAGING, settings: { ...STAGING.settings, region } }) ?? '';
        expect(once.startsWith(before)).toBe(true);
        expect(again).toBe(once);
        expect(moved.split('[profile notes-staging]').length).toBe(2);
        expect(moved.startsWith(before)).toBe(true);
      }),
    );
  });
});
