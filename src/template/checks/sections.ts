import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { isObject } from '../../model/json.ts';
import { didYouMean, invalid } from '../problem.ts';
import type { Template } from '../template.ts';
import { templateText } from '../text.ts';
import { expands, SAM, transformsOf } from '../transforms.ts';
import { section, walk } from '../tree.ts';

const MAPS = ['Conditions', 'Globals', 'Hooks', 'Mappings', 'Metadata', 'Outputs', 'Parameters', 'Resources', 'Rules'];
const SECTIONS = [...MAPS, 'AWSTemplateFormatVersion', 'Description', 'Transform'];

/** Entries that a template may have, by section (user guide, "CloudFormation quotas"). */
const LIMITS: Readonly<Record<string, number>> = { Mappings: 200, Outputs: 200, Parameters: 200, Resources: 500 };

/** A template in S3 may have 1 MB (user guide, "CloudFormation quotas"). */
const MAX_BYTES = 1_048_576;

/** What can be said of a template without looking into its sections. */
export function checkSections(template: Template): Diagnostic[] {
  return [
    ...unknownSections(template),
    ...MAPS.filter(
      (name) => name in template.tree && !isObject(template.tree[name]) && template.tree[name] !== null,
    ).map((name) => invalid(template, [name], `the section ${name} is not a map`)),
    ...(Object.keys(section(template.tree, 'Resources')).length === 0 ? [noResources(template)] : []),
    ...limits(template),
    ...nulls(template),
  ];
}

/** A macro may make something of a section that CloudFormation does not know. */
function unknownSections({ tree, locate }: Template): Diagnostic[] {
  const transforms = transformsOf(tree);
  if (expands(transforms)) return [];
  const allowed = SECTIONS.filter((name) => name !== 'Globals' || transforms.includes(SAM));
  return Object.keys(tree)
    .filter((name) => !allowed.includes(name))
    .map((name) => {
      const hint = name === 'Globals' ? `add "Transform: ${SAM}"` : didYouMean(name, allowed);
      return invalid({ locate }, [name], `a template has no section "${name}"`, hint);
    });
}

function noResources(template: Template): Diagnostic {
  return invalid(
    template,
    ['Resources'],
    'the template has no resources',
    'CloudFormation needs at least one under "Resources"',
  );
}

function limits(template: Template): Diagnostic[] {
  const tooMany = Object.entries(LIMITS).flatMap(([name, limit]) => {
    const count = Object.keys(section(template.tree, name)).length;
    return count > limit
      ? [invalid(template, [name], `${count} ${name.toLowerCase()}, CloudFormation takes ${limit}`, SPLIT)]
      : [];
  });
  const bytes = Buffer.byteLength(templateText(template.tree));
  const tooLong =
    bytes > MAX_BYTES ? [invalid(template, [], `${bytes} bytes, CloudFormation takes ${MAX_BYTES}`, SPLIT)] : [];
  return [...tooMany, ...tooLong];
}

const SPLIT = 'divide the service, or move resources to nested stacks';

/** CloudFormation refuses null wherever it stands; `AWS::NoValue` is how something is left out. */
function nulls(template: Template): Diagnostic[] {
  const found: Diagnostic[] = [];
  walk(template.tree, [], (node, path) => {
    if (node === null)
      found.push(invalid(template, path, `${path.join('.')} has no value`, 'remove it, or use !Ref AWS::NoValue'));
  });
  return found;
}
