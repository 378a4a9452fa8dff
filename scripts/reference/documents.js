// The JSON document of each command, as `--output json` prints it. A field with `|null` may be null; `..` stands for more of
// the same. test/unit/docs/ compares the fields with what the commands print.

/** By command; null for a command that has none. */
export const DOCUMENTS = {
  init: '{ project, folder, environments: [..], files: [ { file, action: create|extend|kept } ] }',
  validate: '{ environments: [ { environment, file, valid } ], warnings: [ { message, at|null } ] }',
  plan: `{ environment,
  account: { id|null, name, action: none|create|adopt|update, changes: [move|rename|tag|contact|alias],
             details: [ { change, from|null, to } ], notes: [ { message, at } ] },
  baseline: { action: none|create|update, steps: [ { item, region|null, action: create|update|none|skipped, reason|null } ] },
  services: [ { service, stack, region, action: create|update|none|shared|recover|orphan|delete, dependsOn: [..],
                edges: [ { service, why } ], approval: manual|null, imports: [ { name, from, by: export|value } ], reasons: [..],
                resources: [ { logicalId, type, action: Add|Modify|Remove|Import, replacement: true|false|conditional,
                               properties: [ { name, recreation: Never|Conditionally|Always } ] } ] } ],
  runtime: [ { name, region, action: create|update|delete|none, secret } ],
  to: id|null, expected: { seconds, criticalPath: [..], isWhole }|null, changes: N, executable }`,
  'create-account': `{ environment, accountId, name, email, organizationalUnit|null, roleArn|null, outcome: created|existing|adopted, seconds }`,
  import: `{ environment, accountId, name, email, organizationalUnit|null, roleArn|null, outcome: existing|adopted, seconds }`,
  bootstrap: `{ environment, accountId, outcome: created|updated|unchanged,
  items: [ { item, region|null, action: create|update|none|skipped } ] }
--print-trust: { environment, roleArn, externalId|null, trustPolicy: {..}, template: {..}, quickCreate: url|null }`,
  deploy: `{ environment, accountId, outcome: succeeded|unchanged|failed, seconds, criticalPathSeconds,
  criticalPath: [..], apiCalls,
  services: [ { service, stack, region, outcome: created|updated|unchanged|shared|recovered|deleted|failed|skipped, seconds,
                outputs: {..}, reason|null } ] }`,
  destroy: `{ environment, outcome: succeeded|unchanged|failed,
  services: [ { service, stack, region, outcome: deleted|kept|absent|failed|skipped, reason|null } ],
  kept: [..] }`,
  'close-account': `{ environment, accountId, outcome: closing|closed|already-closed|queued|kept, state|null, freesQuotaOn|null }`,
  list: `{ environments: [ { name, accountId|null, accountState|null, email|null, organizationalUnit|null, region, protected,
                    expires|null, closedOn|null, freesQuotaOn|null, queued, orphan,
                    lastDeployment: { id, at, by, commit|null, outcome }|null } ] }     (lastDeployment with --long)`,
  status: `{ environment, accountId|null, accountState|null, region,
  services: [ { service, stack, region, status, health: ok|failing|unknown|null,
                drift: IN_SYNC|DRIFTED|NOT_CHECKED|UNKNOWN|null, outputs: {..}, urls: [..], updated|null, commit|null,
                drifted: [ { logicalId, type, change: modified|deleted, properties: [..] } ], driftReason|null } ],
  baseline: [ { item, region|null, action: create|update|none|skipped|unknown, reason|null } ]|null,
  lock: { host, user, command, since }|null }     (baseline, drifted and driftReason with --drift)`,
  history: `{ environment, deployments: [ { id, at, by, host, commit|null, digest, to: id|null, outcome, seconds,
                                services: [ { service, region, outcome } ] } ] }`,
  config: `show:              { environment, services: [ { service, build: {..},
                       runtime: [ { name, key, region, value|null, secret, source: definition|default|hand|missing, version|null } ] } ] }
get:               { environment, service, name, key, region, value|null, secret, source, version }
set, unset, copy, history --restore:
                   { environment, changed: [ { name, service, key, region, action: create|update|delete, secret, version|null } ] }
diff:              { left, right, services: [ { service, in: both|left|right,
                       build: [ { name, in: both|left|right, left|null, right|null } ],
                       runtime: [ { name, in: both|left|right, secret, left|null, right|null } ] } ] }
history:           { environment, service, key, name, region, versions: [ { version, value|null, secret, at, by } ] }`,
  quotas: `{ environment, quotas: [ { service, quota, name, region, needed, applied, used|null, action: ok|request|requested } ] }`,
  graph: `{ environment, services: [ { service, region, dependsOn: [..], edges: [ { service, why } ] } ], borrowed: [ { service, from } ] }`,
  rehearse: `{ environment, accountId|null, from: actual|empty, outcome: succeeded|unchanged|failed, seconds,
  criticalPath: [ { step, start, seconds } ], criticalPathSeconds, apiCalls, calls: {..}, rate: { api, perSecond, seconds }|null,
  services: [ { service, stack, region, outcome, seconds, basis: history|types|null, reason|null } ],
  assumptions: [..],
  faults: [ { fault: service|killed|expired|outage|throttled|lost, subject|null, at|null, outcome: succeeded|unchanged|failed|killed,
              seconds, error|null, left: [ { region, name, status } ], locked,
              next: { outcome: succeeded|unchanged|failed, seconds, apiCalls, services: [ { service, region, outcome } ], error|null }|null,
              recovers } ] }     (times and calls are predictions; faults with --faults)`,
  report: 'for each environment what the page shows of it, and `file: path|null`',
  credentials: `{ Version: 1, AccessKeyId, SecretAccessKey, SessionToken, Expiration, AccountId }`,
  console: `{ environment, accountId, url }`,
  profiles: `{ environment, accountId, profile, settings: {..}, file|null, outcome: printed|written|unchanged }`,
  logs: `{ environment, service, groups: [ { region, group } ], events: [ { at, region, group, stream, message } ] }`,
  reap: `{ environments: [ { environment, project, accountId, why: expired|closure, expires|null,
                    outcome: due|kept|destroyed|renewed|failed|closing|closed|already-closed|queued,
                    services: [ { service, stack, region, outcome: deleted|kept|absent|failed|skipped, reason|null } ],
                    kept: [..], reason|null, freesQuotaOn|null } ] }`,
  unlock: `{ environment, outcome: broken|free, lock: { host, user, command, since }|null }`,
  exec: null,
  doctor: '{ checks: [ { check, state: ok|note|failing, message, hint|null } ] }',
  simulator: null,
  ci: '{ file, action: create|update|none, environments: [..], variables: {..} }',
  completion: '{ shell, script }',
};

/** What a command ends with beside what every command ends with. */
export const MORE_EXITS = {
  plan: '2: with `--detailed-exitcode`, when there are changes.',
  exec: 'That of the command which it runs.',
  reap: '3: without a yes, when something is due; nothing was changed then.',
};
