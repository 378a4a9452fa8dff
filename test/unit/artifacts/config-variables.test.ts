import { describe, expect, it } from 'vitest';
import { configVariables } from '../../../src/artifacts/config-variables.ts';

describe('build-time configuration as variables', () => {
  it('has one for each value, by its path', () => {
    const config = {
      performance: { memorySize: 256 },
      security: { 'allowed-domains': ['a', 'b'] },
      feature: { newEditor: true, title: 'a=b "c"' },
      HTTPPort2x: 1,
      empty: {},
    };
    expect(configVariables(config)).toEqual({
      ENVCTL_BUILD_CONFIG_PERFORMANCE_MEMORY_SIZE: '256',
      ENVCTL_BUILD_CONFIG_SECURITY_ALLOWED_DOMAINS: '["a","b"]',
      ENVCTL_BUILD_CONFIG_FEATURE_NEW_EDITOR: 'true',
      ENVCTL_BUILD_CONFIG_FEATURE_TITLE: 'a=b "c"',
      ENVCTL_BUILD_CONFIG_HTTPPORT2X: '1',
    });
  });

  it('takes the later of two paths that come to one name, whatever order they are written in', () => {
    expect(configVariables({ a_b: 1, aB: 2 })).toEqual(configVariables({ aB: 2, a_b: 1 }));
  });
});
